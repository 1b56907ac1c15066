package dev.litevps.host.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.host.HostKey;
import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.SshEndpoint;
import dev.litevps.host.libvirt.DomainXml.Executor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DomainXmlTest {

    private static final MachineId ID = MachineId.of("0190b2a6-0000-7000-8000-000000000001");

    @Test
    void machineIsWhatItsSpecSays() {
        String xml = machine("127.0.9.4", Executor.TCG);

        assertThat(Xml.value(xml, "/domain/@type")).contains("qemu");
        assertThat(Xml.value(xml, "/domain/uuid")).contains(ID.toString());
        assertThat(Xml.value(xml, "/domain/memory[@unit='MiB']")).contains("768");
        assertThat(Xml.value(xml, "/domain/vcpu")).contains("2");
        assertThat(Xml.value(xml, "//disk[target/@dev='vda']/source/@file")).contains("/disks/a & b.qcow2");
        assertThat(xml).contains("hostfwd=tcp:127.0.9.4:2222-:22");
    }

    @Test
    void guestReachesNeitherTheHostNorOtherGuests() {
        assertThat(machine("127.0.9.4", Executor.TCG)).contains("user,id=guest,restrict=on,");
    }

    @Test
    void seedCannotBeWrittenByTheGuest() {
        String xml = machine("127.0.9.4", Executor.TCG);

        assertThat(Xml.value(xml, "count(//disk[target/@dev='vdb']/readonly)")).contains("1");
    }

    @Test
    void screenIsOnlyReachableFromTheHost() {
        assertThat(Xml.value(machine("127.0.9.4", Executor.KVM), "//graphics/@listen"))
                .contains("127.0.0.1");
    }

    @Test
    void addressThatWouldCarryOptionsOfQemuIsRefused() {
        assertThatThrownBy(() -> machine("127.0.9.4:2222-:22,hostfwd=tcp:127.0.0.1", Executor.TCG))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void screenHasAPortOnlyWhileTheMachineIsOn() {
        assertThat(DomainXml.vncPort("<domain><devices><graphics type='vnc' port='5903'/></devices></domain>"))
                .hasValue(5903);
        assertThat(DomainXml.vncPort("<domain><devices><graphics type='vnc' port='-1'/></devices></domain>"))
                .isEmpty();
    }

    private static String machine(String address, Executor executor) {
        MachineSpec spec = new MachineSpec(
                ID, "web-01", 2, 768, 10, new SshEndpoint(address, 2222), List.of(), new HostKey("secret", "public"));
        return DomainXml.machine(
                "litevps-" + ID,
                spec,
                executor,
                GuestNetwork.ISOLATED,
                GuestImage.in(Path.of("/images/one")),
                Path.of("/disks/a & b.qcow2"),
                Path.of("/disks/seed.iso"));
    }
}
