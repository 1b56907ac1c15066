package dev.litevps.host.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.host.MachineId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link Dns} promises. */
abstract class DnsContract {

    static final String ZONE = "vps.example.com";

    final MachineId machine = new MachineId(UUID.randomUUID());

    abstract Dns dns();

    @Test
    void aNameFollowsFromTheIdOfTheMachine() {
        MachineId known = MachineId.of("01a208f7-8b94-7945-9c9d-cba318e6ebc4");

        assertThat(dns().name(known)).contains("vps-01a208f78b9479459c9dcba318e6ebc4." + ZONE);
    }

    @Test
    void aPublishedNameLeadsToItsAddress() {
        dns().publish(machine, "127.0.1.7");

        assertThat(dns().published()).contains(new DnsRecord(machine, "127.0.1.7"));
    }

    @Test
    void publishingCanBeRepeated() {
        dns().publish(machine, "127.0.1.7");
        dns().publish(machine, "127.0.1.7");

        assertThat(dns().published()).containsOnlyOnce(new DnsRecord(machine, "127.0.1.7"));
    }

    @Test
    void aNameLeadsToItsLatestAddressOnly() {
        dns().publish(machine, "127.0.1.7");
        dns().publish(machine, "fd00::7");

        assertThat(dns().published())
                .filteredOn(record -> record.id().equals(machine))
                .singleElement()
                .matches(record -> record.leadsTo("fd00:0:0::7"));
    }

    @Test
    void nothingIsLeftOfARemovedName() {
        dns().publish(machine, "127.0.1.7");
        dns().remove(machine);
        dns().remove(machine);

        assertThat(dns().published()).noneMatch(record -> record.id().equals(machine));
    }

    @Test
    void removingWhatWasNeverPublishedIsSuccess() {
        dns().remove(machine);

        assertThat(dns().published()).noneMatch(record -> record.id().equals(machine));
    }
}
