package dev.litevps.host.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DnsTableTest extends DnsContract {

    private final DnsTable table = new DnsTable(ZONE);

    @Override
    Dns dns() {
        return table;
    }

    @Test
    void withoutAZoneMachinesHaveNoNames() {
        assertThat(new DnsTable(null).name(machine)).isEmpty();
    }
}
