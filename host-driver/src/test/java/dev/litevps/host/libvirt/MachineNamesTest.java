package dev.litevps.host.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.host.MachineId;
import org.junit.jupiter.api.Test;

class MachineNamesTest {

    private static final MachineId ID = MachineId.of("0190b2a6-0000-7000-8000-000000000001");

    private final MachineNames names = new MachineNames("litevps");

    @Test
    void machineIsFoundByTheNameOfItsDomainAndOfItsFiles() {
        assertThat(names.ofDomain(names.domain(ID))).contains(ID);
        assertThat(names.ofFile(names.disk(ID))).contains(ID);
        assertThat(names.ofFile(names.seed(ID))).contains(ID);
    }

    @Test
    void whatOthersHaveNamedIsLeftAlone() {
        assertThat(names.ofDomain("debian12")).isEmpty();
        assertThat(names.ofDomain("litevps-staging-" + ID)).isEmpty();
        assertThat(names.ofDomain("litevps-1-1-1-1-1")).isEmpty();
        assertThat(names.ofDomain(names.probe())).isEmpty();
        assertThat(names.ofFile("litevps-" + ID + ".qcow2.bak")).isEmpty();
        assertThat(names.ofFile(ID + ".qcow2")).isEmpty();
    }
}
