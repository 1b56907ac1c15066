package dev.litevps.api.platform;

import dev.litevps.api.secrets.MasterSecret;
import dev.litevps.api.secrets.SecretsProperties;
import dev.litevps.host.Hypervisor;
import dev.litevps.host.libvirt.LibvirtHypervisor;
import dev.litevps.host.libvirt.LibvirtSettings;
import dev.litevps.host.simulated.SimulatedHypervisor;
import dev.litevps.host.simulated.SimulatedSettings;
import java.util.HexFormat;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The driver that {@code litevps.hypervisor} names. */
@Configuration(proxyBeanMethods = false)
class HypervisorConfiguration {

    private static final int INSTALLATION_BYTES = 4;

    @Bean
    Hypervisor hypervisor(HypervisorProperties properties, SecretsProperties secrets, MasterSecret masterSecret) {
        return switch (properties.kind()) {
            case SIMULATED ->
                new SimulatedHypervisor(SimulatedSettings.inMemory()
                        .withStateDirectory(secrets.data().resolve("simulated"))
                        .withBootDelay(properties.simulated().bootDelay())
                        .withFaults(properties.simulated().faults()));
            case LIBVIRT -> new LibvirtHypervisor(libvirt(properties.libvirt(), masterSecret));
        };
    }

    static String prefix(HypervisorProperties.Libvirt properties, MasterSecret masterSecret) {
        String configured = properties.prefix();
        return configured != null ? configured : installationPrefix(masterSecret);
    }

    static LibvirtSettings libvirt(HypervisorProperties.Libvirt properties, MasterSecret masterSecret) {
        return LibvirtSettings.defaults()
                .withUri(properties.uri())
                .withPrefix(prefix(properties, masterSecret))
                .withMachinesFolder(properties.machinesFolder())
                .withNetwork(properties.network())
                .withImageFolder(properties.imageFolder())
                .withDomainType(properties.domainType());
    }

    /** Several installations may share a libvirt; none may take another's machines for orphans of its own. */
    private static String installationPrefix(MasterSecret masterSecret) {
        byte[] installation = masterSecret.derive("installation");
        return "litevps-" + HexFormat.of().formatHex(installation, 0, INSTALLATION_BYTES);
    }
}
