package dev.litevps.api.platform;

import dev.litevps.api.secrets.MasterSecret;
import dev.litevps.host.Hypervisor;
import dev.litevps.host.libvirt.LibvirtHypervisor;
import dev.litevps.host.libvirt.LibvirtSettings;
import java.util.HexFormat;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The driver that {@code litevps.hypervisor} names. */
@Configuration(proxyBeanMethods = false)
class HypervisorConfiguration {

    private static final int INSTALLATION_BYTES = 4;

    @Bean
    Hypervisor hypervisor(HypervisorProperties properties, MasterSecret masterSecret) {
        return switch (properties.kind()) {
            case SIMULATED -> throw new IllegalStateException();
            case LIBVIRT -> new LibvirtHypervisor(LibvirtSettings.defaults().withPrefix(prefix(masterSecret)));
        };
    }

    /** Several installations may share a libvirt; none may take another's machines for orphans of its own. */
    private static String prefix(MasterSecret masterSecret) {
        byte[] installation = masterSecret.derive("installation");
        return "litevps-" + HexFormat.of().formatHex(installation, 0, INSTALLATION_BYTES);
    }
}
