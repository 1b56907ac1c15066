package dev.litevps.host.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.host.Capacity;
import dev.litevps.host.ExecRequest;
import dev.litevps.host.GuestAccess;
import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.Machine;
import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.PowerState;
import dev.litevps.host.guest.GuestKeys;
import dev.litevps.host.guest.SshGuest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedHypervisorTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final GuestKeys keys = new GuestKeys(new byte[GuestKeys.SECRET_BYTES]);
    private final SshGuest guest = new SshGuest(keys);
    private final Endpoints endpoints = new Endpoints();

    @AfterEach
    void closeGuest() {
        guest.close();
    }

    private MachineSpec spec() {
        MachineId id = new MachineId(UUID.randomUUID());
        return new MachineSpec(
                id, "vm", 1, 512, 10, endpoints.next(), List.of(keys.platformPublicKey()), keys.hostKey(id));
    }

    private String exec(MachineSpec spec, String command) {
        GuestAccess access =
                new GuestAccess(spec.id(), spec.ssh(), spec.hostKey().publicKey());
        guest.awaitReachable(access, TIMEOUT, () -> false);
        return guest.exec(access, new ExecRequest(command, TIMEOUT, 10_000)).stdout();
    }

    private static void assertFails(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(HostException.class, failure -> assertThat(failure.reason())
                .isEqualTo(reason));
    }

    @Test
    void machinesComeBackAfterTheirHostWentDown(@TempDir Path state) {
        SimulatedSettings settings = SimulatedSettings.inMemory().withStateDirectory(state);
        MachineSpec running = spec();
        MachineSpec off = spec();
        MachineSpec removed = spec();
        try (SimulatedHypervisor before = new SimulatedHypervisor(settings)) {
            Stream.of(running, off, removed).forEach(before::create);
            before.shutDown(off.id(), Duration.ZERO);
            before.remove(removed.id());
        }

        try (SimulatedHypervisor after = new SimulatedHypervisor(settings)) {
            assertThat(after.machines())
                    .containsExactlyInAnyOrder(
                            new Machine(running.id(), true, true, PowerState.RUNNING),
                            new Machine(off.id(), true, true, PowerState.OFF));
            assertThat(exec(running, "cat /etc/hostname")).isEqualTo("vm\n");
        }
    }

    @Test
    void halfCreatedMachineIsListedAndConverges(@TempDir Path state) throws IOException {
        MachineSpec completed = spec();
        MachineSpec abandoned = spec();
        Files.createFile(state.resolve(completed.id() + ".disk"));
        Files.createFile(state.resolve(abandoned.id() + ".disk"));
        Files.writeString(state.resolve(abandoned.id() + ".machine.draft"), "half a defini");

        try (SimulatedHypervisor host =
                new SimulatedHypervisor(SimulatedSettings.inMemory().withStateDirectory(state))) {
            assertThat(host.find(completed.id())).contains(new Machine(completed.id(), false, true, PowerState.OFF));

            host.create(completed);
            host.remove(abandoned.id());

            assertThat(host.machines()).containsExactly(new Machine(completed.id(), true, true, PowerState.RUNNING));
            host.remove(completed.id());
        }
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void snapshotsComeBackAfterTheirHostWentDownAndGoWithTheirMachine(@TempDir Path state) {
        SimulatedSettings settings = SimulatedSettings.inMemory().withStateDirectory(state);
        MachineSpec spec = spec();
        try (SimulatedHypervisor before = new SimulatedHypervisor(settings)) {
            before.create(spec);
            before.snapshots().take(spec.id(), "kept");
            before.snapshots().take(spec.id(), "deleted");
            before.snapshots().delete(spec.id(), "deleted");
        }

        try (SimulatedHypervisor after = new SimulatedHypervisor(settings)) {
            assertThat(after.snapshots().names(spec.id())).containsExactly("kept");
            after.remove(spec.id());
        }
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void snapshotForWhichThereIsNoRoomIsRefused() {
        SimulatedSettings settings = SimulatedSettings.inMemory().withDiskLimitBytes(4 * 1024 * 1024);
        try (SimulatedHypervisor host = new SimulatedHypervisor(settings)) {
            MachineSpec spec = spec();
            host.create(spec);
            exec(spec, "head -c 3000000 /dev/zero > /root/large");
            int taken = 0;
            HostException refusal = null;
            while (refusal == null && taken < 1_000) {
                try {
                    host.snapshots().take(spec.id(), "s" + taken);
                    taken++;
                } catch (HostException e) {
                    refusal = e;
                }
            }

            assertThat(refusal).isNotNull().extracting(HostException::reason).isEqualTo(Reason.NO_SPACE);
            assertThat(host.snapshots().names(spec.id())).hasSize(taken);
        }
    }

    @Test
    void definitionIsReadableByItsOwnerOnly(@TempDir Path state) throws IOException {
        MachineSpec spec = spec();
        try (SimulatedHypervisor host =
                new SimulatedHypervisor(SimulatedSettings.inMemory().withStateDirectory(state))) {
            host.create(spec);

            Path file = state.resolve(spec.id() + ".machine");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void unreachableHostAnswersNothingUntilItIsHealed() {
        try (SimulatedHypervisor host = new SimulatedHypervisor(SimulatedSettings.inMemory())) {
            MachineSpec spec = spec();
            host.create(spec);
            host.inject(Fault.HOST_UNREACHABLE);

            assertFails(Reason.UNREACHABLE, () -> host.create(spec()));
            assertFails(Reason.UNREACHABLE, () -> host.powerOn(spec.id()));
            assertFails(Reason.UNREACHABLE, () -> host.shutDown(spec.id(), Duration.ZERO));
            assertFails(Reason.UNREACHABLE, () -> host.remove(spec.id()));
            assertFails(Reason.UNREACHABLE, () -> host.find(spec.id()));
            assertFails(Reason.UNREACHABLE, host::machines);
            assertFails(Reason.UNREACHABLE, host::capacity);

            host.heal(Fault.HOST_UNREACHABLE);
            assertThat(host.find(spec.id())).isPresent();
        }
    }

    @Test
    void createIsRefusedBeyondTheCapacity() {
        SimulatedSettings small = SimulatedSettings.inMemory().withCapacity(new Capacity(4, 1024, 25));
        try (SimulatedHypervisor host = new SimulatedHypervisor(small)) {
            host.create(spec());
            MachineSpec second = spec();
            host.create(second);

            assertFails(Reason.NO_SPACE, () -> host.create(spec()));

            host.remove(second.id());
            host.create(spec());
        }
    }

    @Test
    void fullHostLeavesNoTraceOfTheMachineItRefused() {
        SimulatedSettings full = SimulatedSettings.inMemory().withFaults(Set.of(Fault.NO_SPACE));
        try (SimulatedHypervisor host = new SimulatedHypervisor(full)) {
            MachineSpec spec = spec();

            assertFails(Reason.NO_SPACE, () -> host.create(spec));

            assertThat(host.find(spec.id())).isEmpty();
        }
    }

    @Test
    void guestThatNeverBootsRunsButDoesNotGreet() {
        try (SimulatedHypervisor host = new SimulatedHypervisor(SimulatedSettings.inMemory())) {
            host.inject(Fault.NEVER_BOOTS);
            MachineSpec spec = spec();
            host.create(spec);
            GuestAccess access =
                    new GuestAccess(spec.id(), spec.ssh(), spec.hostKey().publicKey());

            assertThat(host.find(spec.id()).orElseThrow().power()).isEqualTo(PowerState.RUNNING);
            assertFails(Reason.TIMED_OUT, () -> guest.awaitReachable(access, Duration.ofMillis(300), () -> false));

            host.heal(Fault.NEVER_BOOTS);
            host.restart(spec.id(), Duration.ZERO);
            assertThat(exec(spec, "echo up")).isEqualTo("up\n");
        }
    }

    @Test
    void guestGreetsOnlyAfterItsBootDelay() {
        Duration delay = Duration.ofMillis(400);
        try (SimulatedHypervisor host =
                new SimulatedHypervisor(SimulatedSettings.inMemory().withBootDelay(delay))) {
            MachineSpec spec = spec();
            long startNanos = System.nanoTime();
            host.create(spec);

            assertThat(exec(spec, "echo up")).isEqualTo("up\n");
            assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isGreaterThanOrEqualTo(delay);
        }
    }

    @Test
    void guestThatIgnoresShutdownIsCutOffAfterTheGrace() {
        try (SimulatedHypervisor host =
                new SimulatedHypervisor(SimulatedSettings.inMemory().withFaults(Set.of(Fault.IGNORES_SHUTDOWN)))) {
            MachineSpec spec = spec();
            host.create(spec);
            Duration grace = Duration.ofMillis(300);
            long startNanos = System.nanoTime();

            host.shutDown(spec.id(), grace);

            assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isGreaterThanOrEqualTo(grace);
            assertThat(host.find(spec.id()).orElseThrow().power()).isEqualTo(PowerState.OFF);
        }
    }

    @Test
    void takenAddressIsReportedAndFreeOneConverges() throws IOException {
        try (SimulatedHypervisor host = new SimulatedHypervisor(SimulatedSettings.inMemory())) {
            MachineSpec spec = spec();
            try (ServerSocket other = new ServerSocket()) {
                other.bind(
                        new InetSocketAddress(spec.ssh().address(), spec.ssh().port()));

                assertFails(Reason.ADDRESS_IN_USE, () -> host.create(spec));
            }

            host.create(spec);
            assertThat(exec(spec, "echo up")).isEqualTo("up\n");
        }
    }

    @Test
    void powerCutEndsRunningCommands() {
        try (SimulatedHypervisor host = new SimulatedHypervisor(SimulatedSettings.inMemory())) {
            MachineSpec spec = spec();
            host.create(spec);
            exec(spec, "sleep 1000 & echo started");

            host.restart(spec.id(), Duration.ZERO);
            guest.forget(spec.id());

            assertThat(exec(spec, "pgrep -c sleep")).isEqualTo("0\n");
        }
    }

    @Test
    void guestCanPowerItselfOffAndReboot() {
        try (SimulatedHypervisor host = new SimulatedHypervisor(SimulatedSettings.inMemory())) {
            MachineSpec spec = spec();
            host.create(spec);
            exec(spec, "echo kept > /root/file");

            GuestAccess access =
                    new GuestAccess(spec.id(), spec.ssh(), spec.hostKey().publicKey());
            assertThatThrownBy(() -> guest.exec(access, new ExecRequest("poweroff; sleep 100", TIMEOUT, 100)))
                    .isInstanceOf(HostException.class);
            assertThat(host.find(spec.id()).orElseThrow().power()).isEqualTo(PowerState.OFF);

            host.powerOn(spec.id());
            assertThat(exec(spec, "cat /root/file")).isEqualTo("kept\n");
        }
    }

    @Test
    void hundredMachinesAnswer() {
        try (SimulatedHypervisor host = new SimulatedHypervisor(SimulatedSettings.inMemory())) {
            List<MachineSpec> specs = Stream.generate(this::spec).limit(100).toList();
            int threadsBefore = Thread.activeCount();

            specs.forEach(host::create);

            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threadsBefore + 5);
            assertThat(specs)
                    .allSatisfy(spec -> assertThat(exec(spec, "hostname")).isEqualTo("vm\n"));
        }
    }
}
