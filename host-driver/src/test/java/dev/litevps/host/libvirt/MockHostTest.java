package dev.litevps.host.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.Machine;
import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.PowerState;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.libvirt.Domain;
import org.libvirt.StoragePool;

/** What a crash, or someone else, may leave behind on a host, and how the driver completes or removes it. */
class MockHostTest {

    private final TestHost host = TestHost.mock();
    private final LibvirtHypervisor hypervisor = host.hypervisor();
    private final MachineSpec spec = host.spec("web-01");

    @AfterEach
    void leaveNothing() {
        host.close();
    }

    @Test
    void domainThatVanishedIsMadeAnewOnTheDiskThatIsThere() {
        hypervisor.create(spec);
        undefine(spec.id());
        assertThat(hypervisor.find(spec.id())).contains(new Machine(spec.id(), false, true, PowerState.OFF));

        hypervisor.create(spec);

        assertThat(hypervisor.find(spec.id())).contains(running(spec.id()));
    }

    @Test
    void diskThatVanishedIsMadeAnew() {
        hypervisor.create(spec);
        hypervisor.shutDown(spec.id(), Duration.ZERO);
        deleteVolumes("");
        assertThat(hypervisor.find(spec.id())).contains(new Machine(spec.id(), true, false, PowerState.OFF));

        hypervisor.create(spec);

        assertThat(hypervisor.find(spec.id())).contains(running(spec.id()));
    }

    @Test
    void aSeedAloneIsNoDisk() {
        hypervisor.create(spec);
        hypervisor.shutDown(spec.id(), Duration.ZERO);
        deleteVolumes(".qcow2");
        Machine withoutDisk = new Machine(spec.id(), true, false, PowerState.OFF);
        assertThat(hypervisor.find(spec.id())).contains(withoutDisk);
        assertThat(hypervisor.machines()).containsExactly(withoutDisk);

        undefine(spec.id());
        Machine seedOnly = new Machine(spec.id(), false, false, PowerState.OFF);
        assertThat(hypervisor.find(spec.id())).contains(seedOnly);
        assertThat(hypervisor.machines()).containsExactly(seedOnly);

        hypervisor.remove(spec.id());
        assertThat(hypervisor.machines()).isEmpty();
    }

    @Test
    void leftoverFilesWithoutADomainAreListedAndRemoved() {
        hypervisor.create(spec);
        undefine(spec.id());

        assertThat(hypervisor.machines()).containsExactly(new Machine(spec.id(), false, true, PowerState.OFF));

        hypervisor.remove(spec.id());
        assertThat(hypervisor.machines()).isEmpty();
        assertThat(hypervisor.find(spec.id())).isEmpty();
    }

    @Test
    void machinesOfOthersAreNeitherListedNorRemoved() {
        // The mock is born with a running domain called test.
        MachineId others = host.connection()
                .call(
                        "look",
                        connect ->
                                MachineId.of(connect.domainLookupByName("test").getUUIDString()));
        assertThat(hypervisor.machines()).isEmpty();
        assertThat(hypervisor.find(others)).isEmpty();

        hypervisor.remove(others);

        int active = host.connection()
                .call("look", connect -> connect.domainLookupByName("test").isActive());
        assertThat(active).isEqualTo(1);
    }

    @Test
    void manyMachinesAreMadeAtTheSameTimeFromVirtualThreads() throws InterruptedException, ExecutionException {
        int count = 40;
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<?> made : IntStream.range(0, count)
                    .mapToObj(number -> callers.submit(() -> hypervisor.create(host.spec("web-" + number))))
                    .toList()) {
                made.get();
            }
        }

        assertThat(hypervisor.machines())
                .hasSize(count)
                .allMatch(machine -> machine.power() == PowerState.RUNNING && machine.disk() && machine.defined());
    }

    @Test
    void errorsOfParallelCallsAreNotMixedUp() throws InterruptedException, ExecutionException {
        hypervisor.create(spec);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<?> asked : IntStream.range(0, 200)
                    .mapToObj(number -> callers.submit(() -> {
                        if (number % 2 == 0) {
                            assertThat(hypervisor.find(spec.id())).contains(running(spec.id()));
                        } else {
                            assertReason(Reason.NO_SUCH_MACHINE, () -> hypervisor.powerOn(unknown()));
                        }
                    }))
                    .toList()) {
                asked.get();
            }
        }
    }

    @Test
    void closedDriverSaysSo() {
        LibvirtHypervisor other = new LibvirtHypervisor(host.settings());
        other.machines();
        other.close();

        assertReason(Reason.CANCELLED, other::machines);
    }

    @Test
    void hostThatIsAwayIsUnreachable() {
        try (LibvirtHypervisor away =
                new LibvirtHypervisor(host.settings().withUri("qemu+unix:///system?socket=/nowhere/libvirt-sock"))) {
            assertReason(Reason.UNREACHABLE, away::machines);
            assertReason(Reason.UNREACHABLE, () -> away.create(spec));
        }
    }

    private static Machine running(MachineId id) {
        return new Machine(id, true, true, PowerState.RUNNING);
    }

    private static MachineId unknown() {
        return new MachineId(UUID.randomUUID());
    }

    private static void assertReason(Reason reason, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(HostException.class, thrown -> assertThat(thrown.reason())
                .as(thrown.getMessage())
                .isEqualTo(reason));
    }

    private void undefine(MachineId id) {
        host.connection().call("undefine", connect -> {
            Domain domain = connect.domainLookupByName(host.domain(id));
            if (domain.isActive() == 1) {
                domain.destroy();
            }
            domain.undefine();
            return domain.free();
        });
    }

    private void deleteVolumes(String suffix) {
        host.connection().call("delete volumes", connect -> {
            StoragePool pool = connect.storagePoolLookupByName(host.settings().prefix());
            for (String volume : pool.listVolumes()) {
                if (volume.endsWith(suffix)) {
                    pool.storageVolLookupByName(volume).delete(0);
                }
            }
            return pool.free();
        });
    }
}
