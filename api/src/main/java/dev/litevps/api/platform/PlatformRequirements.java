package dev.litevps.api.platform;

import dev.litevps.api.startup.ProductionRequirement;
import dev.litevps.command.host.HostTerms;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Customers get real machines, and everything lies where it outlives this server. */
@Component
final class PlatformRequirements implements ProductionRequirement {

    private static final String DATABASE = "spring.datasource.url";
    private static final String HYPERVISOR = "litevps.hypervisor";
    private static final String LIBVIRT_URI = "litevps.libvirt.uri";
    private static final String DEMO = "litevps.demo.enabled";

    @Override
    public List<MissingSetting> missing(Environment settings) {
        List<MissingSetting> missing = new ArrayList<>();
        boolean embedded = settings.getProperty(DATABASE, "embedded").equals("embedded");
        if (embedded) {
            missing.add(new MissingSetting(DATABASE, "everything would be kept in a database of this server's own"));
        }
        missing.addAll(ProductionRequirement.unlessSet(
                settings, "litevps.master-secret", "the keys to all machines would lie in the data folder"));
        if (!settings.getProperty(HYPERVISOR, "simulated").equalsIgnoreCase("libvirt")) {
            missing.add(new MissingSetting(HYPERVISOR + "=libvirt", "machines would be simulated"));
        } else if (HostTerms.isTestDriver(settings.getProperty(LIBVIRT_URI))) {
            missing.add(new MissingSetting(LIBVIRT_URI, "libvirt would only pretend that there are machines"));
        }
        missing.addAll(ProductionRequirement.unlessSet(
                settings,
                "litevps.dns.server",
                "nobody could look the names of machines up; \"none\" if they have none"));
        if (embedded && settings.getProperty(DEMO, Boolean.class, true)) {
            missing.add(
                    new MissingSetting(DEMO + "=false", "there could be an account whose password everybody knows"));
        }
        return missing;
    }
}
