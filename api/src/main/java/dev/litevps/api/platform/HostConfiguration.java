package dev.litevps.api.platform;

import dev.litevps.api.secrets.MasterSecret;
import dev.litevps.host.Guest;
import dev.litevps.host.Hypervisor;
import dev.litevps.host.dns.Dns;
import dev.litevps.host.guest.GuestKeys;
import dev.litevps.host.guest.SshGuest;
import dev.litevps.saga.machine.HostAccess;
import dev.litevps.saga.machine.HostDirectory;
import dev.litevps.saga.machine.UserDataVault;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The hosts and guests that this node reaches. */
@Configuration(proxyBeanMethods = false)
class HostConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    GuestKeys guestKeys(MasterSecret masterSecret) {
        return new GuestKeys(masterSecret.derive("guest-keys"));
    }

    @Bean
    SshGuest guest(GuestKeys keys) {
        return new SshGuest(keys);
    }

    @Bean
    HostDirectory hostDirectory(HostProperties properties, Hypervisor hypervisor, AddedHostDrivers added) {
        return new HostDirectory(Map.of(LocalHost.id(properties), hypervisor), added);
    }

    @Bean
    HostAccess hostAccess(HostDirectory hosts, Guest guest, GuestKeys keys, Dns dns, UserDataVault userData) {
        return new HostAccess(hosts, guest, keys, dns, userData);
    }
}
