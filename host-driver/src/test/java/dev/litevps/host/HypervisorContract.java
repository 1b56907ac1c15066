package dev.litevps.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.host.HostException.Reason;
import dev.litevps.host.guest.GuestKeys;
import dev.litevps.host.guest.SshGuest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every {@link Hypervisor} promises, and every {@link Guest} where it has real ones. A subclass says which hypervisor
 * is meant and how patient one must be with it.
 *
 * <p>A boot can take minutes, so all tests of the guest share one machine, and the tests of the hypervisor do not wait for
 * their guests.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HypervisorContract {

    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(60);
    private static final int OUTPUT_LIMIT_BYTES = 10_000;

    private final GuestKeys keys = new GuestKeys(new byte[GuestKeys.SECRET_BYTES]);
    private final Queue<MachineId> made = new ConcurrentLinkedQueue<>();
    private @Nullable Hypervisor opened;
    private @Nullable SshGuest guest;
    private @Nullable MachineSpec booted;

    /** Opens the hypervisor that all tests of this class share. */
    protected abstract Hypervisor open() throws Exception;

    /** An endpoint that no machine has had yet. */
    protected abstract SshEndpoint nextEndpoint();

    /** Whether machines have guests that boot and answer. */
    protected abstract boolean bootsGuests();

    /** How long a guest may take from power on to its SSH greeting. */
    protected abstract Duration bootTimeout();

    /** How long a guest that is up may take to shut down. */
    protected abstract Duration shutDownTimeout();

    /** How many machines are created at the same time, where that is tried. */
    protected int parallelCreates() {
        return 4;
    }

    /** The sizes of a machine; the rest of a new one is made by the contract. */
    protected MachineSpec sized(MachineSpec spec) {
        return spec;
    }

    @BeforeAll
    final void openHypervisor() throws Exception {
        opened = open();
        guest = new SshGuest(keys);
    }

    @AfterEach
    final void removeMachines() {
        for (MachineId id = made.poll(); id != null; id = made.poll()) {
            guest().forget(id);
            hypervisor().remove(id);
        }
    }

    @AfterAll
    final void closeHypervisor() {
        if (booted != null) {
            made.add(booted.id());
        }
        if (opened != null) {
            try {
                removeMachines();
            } finally {
                guest().close();
                opened.close();
            }
        }
    }

    protected final Hypervisor hypervisor() {
        if (opened == null) {
            throw new IllegalStateException("The hypervisor could not be opened");
        }
        return opened;
    }

    protected final SshGuest guest() {
        if (guest == null) {
            throw new IllegalStateException("The hypervisor could not be opened");
        }
        return guest;
    }

    /** A machine that does not exist yet, and that is removed after the test. */
    protected final MachineSpec newSpec() {
        MachineSpec spec = unmanagedSpec();
        made.add(spec.id());
        return spec;
    }

    private MachineSpec unmanagedSpec() {
        MachineId id = new MachineId(UUID.randomUUID());
        String hostname = "vm-" + id.toString().substring(0, 8);
        return sized(new MachineSpec(
                id, hostname, 1, 512, 3, nextEndpoint(), List.of(keys.platformPublicKey()), keys.hostKey(id)));
    }

    protected final MachineSpec created() {
        MachineSpec spec = newSpec();
        hypervisor().create(spec);
        return spec;
    }

    protected static GuestAccess access(MachineSpec spec) {
        return new GuestAccess(spec.id(), spec.ssh(), spec.hostKey().publicKey());
    }

    /** The machine that all tests of the guest share, booted with the first of them. */
    protected final MachineSpec booted() {
        Assumptions.assumeTrue(bootsGuests(), "machines of this hypervisor have no guests");
        if (booted == null) {
            MachineSpec spec = unmanagedSpec();
            booted = spec;
            hypervisor().create(spec);
        }
        guest().awaitReachable(access(booted), bootTimeout(), () -> false);
        return booted;
    }

    protected final ExecResult exec(String command) {
        return exec(command, COMMAND_TIMEOUT);
    }

    protected final ExecResult exec(String command, Duration timeout) {
        return guest().exec(access(booted()), new ExecRequest(command, timeout, OUTPUT_LIMIT_BYTES));
    }

    private PowerState power(MachineSpec spec) {
        return hypervisor().find(spec.id()).orElseThrow().power();
    }

    private static void assertFails(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(HostException.class, failure -> assertThat(failure.reason())
                .isEqualTo(reason));
    }

    @Test
    void createdMachineRuns() {
        MachineSpec spec = created();

        assertThat(hypervisor().find(spec.id())).contains(new Machine(spec.id(), true, true, PowerState.RUNNING));
    }

    @Test
    void createCanBeRepeated() {
        MachineSpec spec = created();

        hypervisor().create(spec);

        assertThat(power(spec)).isEqualTo(PowerState.RUNNING);
        assertThat(hypervisor().machines())
                .filteredOn(machine -> machine.id().equals(spec.id()))
                .hasSize(1);
    }

    @Test
    void createPowersOnMachineThatExistsAndIsOff() {
        MachineSpec spec = created();
        hypervisor().shutDown(spec.id(), Duration.ZERO);

        hypervisor().create(spec);

        assertThat(power(spec)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void machinesAreCreatedInParallel() throws Exception {
        List<MachineSpec> specs = new ArrayList<>();
        List<Callable<Void>> creates = new ArrayList<>();
        for (int i = 0; i < parallelCreates(); i++) {
            MachineSpec spec = newSpec();
            specs.add(spec);
            creates.add(() -> {
                hypervisor().create(spec);
                return null;
            });
        }

        try (ExecutorService threads = Executors.newFixedThreadPool(parallelCreates())) {
            for (Future<Void> create : threads.invokeAll(creates)) {
                create.get();
            }
        }

        assertThat(specs).allSatisfy(spec -> assertThat(power(spec)).isEqualTo(PowerState.RUNNING));
    }

    @Test
    void unknownMachineIsNotFound() {
        assertThat(hypervisor().find(new MachineId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void everyMachineIsListed() {
        MachineSpec one = created();
        MachineSpec other = created();
        hypervisor().shutDown(other.id(), Duration.ZERO);

        assertThat(hypervisor().machines())
                .contains(
                        new Machine(one.id(), true, true, PowerState.RUNNING),
                        new Machine(other.id(), true, true, PowerState.OFF));
    }

    @Test
    void powerOnOfRunningMachineChangesNothing() {
        MachineSpec spec = created();

        hypervisor().powerOn(spec.id());

        assertThat(power(spec)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void shutDownMachineIsOffAndCanBePoweredOnAgain() {
        MachineSpec spec = created();

        hypervisor().shutDown(spec.id(), Duration.ZERO);
        assertThat(power(spec)).isEqualTo(PowerState.OFF);

        hypervisor().powerOn(spec.id());
        assertThat(power(spec)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void shutDownOfMachineThatIsOffChangesNothing() {
        MachineSpec spec = created();
        hypervisor().shutDown(spec.id(), Duration.ZERO);

        hypervisor().shutDown(spec.id(), Duration.ZERO);

        assertThat(power(spec)).isEqualTo(PowerState.OFF);
    }

    @Test
    void restartedMachineRuns() {
        MachineSpec spec = created();

        hypervisor().restart(spec.id(), Duration.ZERO);

        assertThat(power(spec)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void restartPowersOnMachineThatIsOff() {
        MachineSpec spec = created();
        hypervisor().shutDown(spec.id(), Duration.ZERO);

        hypervisor().restart(spec.id(), Duration.ZERO);

        assertThat(power(spec)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void removeLeavesNoTrace() {
        MachineSpec spec = created();

        hypervisor().remove(spec.id());

        assertThat(hypervisor().find(spec.id())).isEmpty();
        assertThat(hypervisor().machines()).noneMatch(machine -> machine.id().equals(spec.id()));
    }

    @Test
    void removeCanBeRepeated() {
        MachineSpec spec = created();

        hypervisor().remove(spec.id());
        hypervisor().remove(spec.id());

        assertThat(hypervisor().find(spec.id())).isEmpty();
    }

    @Test
    void removeOfMachineThatIsOffLeavesNoTrace() {
        MachineSpec spec = created();
        hypervisor().shutDown(spec.id(), Duration.ZERO);

        hypervisor().remove(spec.id());

        assertThat(hypervisor().find(spec.id())).isEmpty();
    }

    @Test
    void removeOfUnknownMachineIsSuccess() {
        hypervisor().remove(new MachineId(UUID.randomUUID()));
    }

    @Test
    void removedMachineCanBeCreatedAgainAtTheSameAddress() {
        MachineSpec spec = created();
        hypervisor().remove(spec.id());

        hypervisor().create(spec);

        assertThat(power(spec)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void unknownMachineCannotBePowered() {
        MachineId unknown = new MachineId(UUID.randomUUID());

        assertFails(Reason.NO_SUCH_MACHINE, () -> hypervisor().powerOn(unknown));
        assertFails(Reason.NO_SUCH_MACHINE, () -> hypervisor().shutDown(unknown, Duration.ZERO));
        assertFails(Reason.NO_SUCH_MACHINE, () -> hypervisor().restart(unknown, Duration.ZERO));
        assertFails(Reason.NO_SUCH_MACHINE, () -> hypervisor().vncPort(unknown));
    }

    @Test
    void machineThatIsOffHasNoScreen() {
        MachineSpec spec = created();
        hypervisor().shutDown(spec.id(), Duration.ZERO);

        assertFails(Reason.REFUSED, () -> hypervisor().vncPort(spec.id()));
    }

    @Test
    void capacityIsPositive() {
        Capacity capacity = hypervisor().capacity();

        assertThat(capacity.vcpu()).isPositive();
        assertThat(capacity.memoryMb()).isPositive();
        assertThat(capacity.diskGb()).isPositive();
    }

    @Test
    void commandReportsOutputErrorsAndExitCode() {
        ExecResult result = exec("echo out; echo err >&2; exit 7");

        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.timedOut()).isFalse();
        assertThat(result.stdoutTruncated()).isFalse();
        assertThat(result.stderrTruncated()).isFalse();
    }

    @Test
    void commandRunsAsRootOnTheMachineThatWasAskedFor() {
        ExecResult result = exec("id -u; cat /etc/hostname");

        assertThat(result.stdout()).isEqualTo("0\n" + booted().hostname() + "\n");
    }

    @Test
    void commandIsTakenAsItIs() {
        ExecResult result = exec("printf '%s|' \"it's\" 'a  b' \"$HOME\" \\$x 'ü€'; echo \"`echo \\\"q\\\"`\"");

        assertThat(result.stdout()).isEqualTo("it's|a  b|/root|$x|ü€|q\n");
    }

    @Test
    void unknownCommandIs127() {
        ExecResult result = exec("no-such-command");

        assertThat(result.exitCode()).isEqualTo(127);
        assertThat(result.stderr()).contains("no-such-command").contains("not found");
    }

    @Test
    void commandGetsNoInput() {
        assertThat(exec("cat; echo end").stdout()).isEqualTo("end\n");
    }

    @Test
    void commandThatDiesOfSignalIsReportedAsShellsDo() {
        assertThat(exec("kill -TERM $$").exitCode()).isEqualTo(143);
    }

    @Test
    void outputBeyondItsLimitIsDroppedAndSaidSo() {
        ExecResult result = exec("head -c 200000 /dev/zero | tr '\\0' x; echo short >&2");

        assertThat(result.stdout()).hasSize(OUTPUT_LIMIT_BYTES).matches("x+");
        assertThat(result.stdoutTruncated()).isTrue();
        assertThat(result.stderr()).isEqualTo("short\n");
        assertThat(result.stderrTruncated()).isFalse();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void errorsBeyondTheirLimitAreDroppedAndSaidSo() {
        ExecResult result = exec("head -c 200000 /dev/zero | tr '\\0' x >&2");

        assertThat(result.stderr()).hasSize(OUTPUT_LIMIT_BYTES);
        assertThat(result.stderrTruncated()).isTrue();
        assertThat(result.stdoutTruncated()).isFalse();
    }

    @Test
    void commandThatTakesTooLongIsKilledWithAllItStarted() {
        ExecResult result = exec("sleep 7531 & echo $!; sleep 7531", Duration.ofSeconds(2));

        assertThat(result.timedOut()).isTrue();
        assertThat(result.exitCode()).isEqualTo(124);
        assertThat(result.durationMs()).isGreaterThanOrEqualTo(2000);
        assertGone(result.stdout().strip());
    }

    @Test
    void commandThatIgnoresTerminationIsKilledAllTheSame() {
        ExecResult result = exec("trap '' TERM; sleep 7532 & echo $!; sleep 7532; sleep 7532", Duration.ofSeconds(1));

        assertThat(result.timedOut()).isTrue();
        assertThat(result.exitCode()).isEqualTo(124);
        assertGone(result.stdout().strip());
    }

    @Test
    void childThatIgnoresTerminationDiesWithItsCommand() {
        ExecResult result =
                exec("sh -c \"trap '' TERM; sleep 7533; sleep 7533\" & echo $!; sleep 7533", Duration.ofSeconds(1));

        assertThat(result.timedOut()).isTrue();
        assertGone(result.stdout().strip());
    }

    private void assertGone(String processId) {
        assertThat(processId).matches("\\d+");
        assertThat(exec("kill -0 " + processId).exitCode()).isNotZero();
    }

    @Test
    void timeoutCanBeShorterThanSecond() {
        ExecResult result = exec("echo early; sleep 7534", Duration.ofMillis(700));

        assertThat(result.timedOut()).isTrue();
        assertThat(result.durationMs()).isGreaterThanOrEqualTo(700);
    }

    @Test
    void exitCode124OfTheCommandIsNotTakenForTimeout() {
        ExecResult result = exec("exit 124");

        assertThat(result.exitCode()).isEqualTo(124);
        assertThat(result.timedOut()).isFalse();
    }

    @Test
    void processLeftInTheBackgroundOutlivesItsCommandAndIsNotWaitedFor() {
        ExecResult result = exec("sleep 7535 & echo $!");

        assertThat(result.exitCode()).isZero();
        assertThat(result.timedOut()).isFalse();
        assertThat(exec("kill -0 " + result.stdout().strip() + " && kill "
                                + result.stdout().strip())
                        .exitCode())
                .isZero();
    }

    @Test
    void commandsRunInParallelOnOneGuest() throws Exception {
        GuestAccess access = access(booted());
        List<Callable<ExecResult>> calls = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String word = "number-" + i;
            expected.add(word + "\n");
            calls.add(() -> guest().exec(
                            access, new ExecRequest("sleep 0.2; echo " + word, COMMAND_TIMEOUT, OUTPUT_LIMIT_BYTES)));
        }

        List<ExecResult> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<ExecResult> call : threads.invokeAll(calls)) {
                answers.add(call.get());
            }
        }

        assertThat(answers).extracting(ExecResult::stdout).as(answers::toString).isEqualTo(expected);
    }

    @Test
    void guestWithAnotherHostKeyIsNotTrusted() {
        MachineSpec spec = booted();
        String other = keys.hostKey(new MachineId(UUID.randomUUID())).publicKey();
        GuestAccess impostor = new GuestAccess(new MachineId(UUID.randomUUID()), spec.ssh(), other);

        assertFails(Reason.NOT_TRUSTED, () -> guest().exec(
                        impostor, new ExecRequest("true", COMMAND_TIMEOUT, OUTPUT_LIMIT_BYTES)));
    }

    @Test
    void guestRefusesKeyThatIsNotAuthorized() {
        GuestAccess access = access(booted());
        byte[] secret = new byte[GuestKeys.SECRET_BYTES];
        secret[0] = 1;

        try (SshGuest stranger = new SshGuest(new GuestKeys(secret))) {
            assertFails(
                    Reason.NOT_TRUSTED,
                    () -> stranger.exec(access, new ExecRequest("true", COMMAND_TIMEOUT, OUTPUT_LIMIT_BYTES)));
        }
    }

    @Test
    void filesSurviveRestart() {
        MachineSpec spec = booted();
        exec("echo kept > /root/kept && sync");

        hypervisor().restart(spec.id(), shutDownTimeout());

        assertThat(exec("cat /root/kept").stdout()).isEqualTo("kept\n");
    }

    @Test
    void snapshotsAreTakenOnceAndDeletedOnce() {
        MachineSpec spec = created();

        hypervisor().snapshots().take(spec.id(), "1");
        hypervisor().snapshots().take(spec.id(), "1");
        hypervisor().snapshots().take(spec.id(), "a.b_c-d");
        assertThat(hypervisor().snapshots().names(spec.id())).containsExactlyInAnyOrder("1", "a.b_c-d");
        assertThat(hypervisor().find(spec.id()))
                .hasValueSatisfying(machine -> assertThat(machine.power()).isEqualTo(PowerState.RUNNING));

        hypervisor().snapshots().delete(spec.id(), "1");
        hypervisor().snapshots().delete(spec.id(), "1");
        assertThat(hypervisor().snapshots().names(spec.id())).containsExactly("a.b_c-d");
    }

    @Test
    void snapshotTakenWhileRunningLeavesMachineOffWhenRestored() {
        MachineSpec spec = created();
        hypervisor().snapshots().take(spec.id(), "live");
        hypervisor().shutDown(spec.id(), Duration.ZERO);

        hypervisor().snapshots().restore(spec.id(), "live");
        hypervisor().snapshots().restore(spec.id(), "live");

        assertThat(hypervisor().find(spec.id()))
                .hasValueSatisfying(machine -> assertThat(machine.power()).isEqualTo(PowerState.OFF));
        hypervisor().create(spec);
        assertThat(hypervisor().snapshots().names(spec.id())).containsExactly("live");
    }

    @Test
    void snapshotIsNotRestoredToRunningMachine() {
        MachineSpec spec = created();
        hypervisor().snapshots().take(spec.id(), "live");

        assertFails(Reason.REFUSED, () -> hypervisor().snapshots().restore(spec.id(), "live"));
    }

    @Test
    void unknownSnapshotIsNotRestored() {
        MachineSpec spec = created();
        hypervisor().shutDown(spec.id(), Duration.ZERO);

        assertFails(Reason.REFUSED, () -> hypervisor().snapshots().restore(spec.id(), "none"));
    }

    @Test
    void unknownMachineHasNoSnapshots() {
        MachineId unknown = new MachineId(UUID.randomUUID());

        assertThat(hypervisor().snapshots().names(unknown)).isEmpty();
        hypervisor().snapshots().delete(unknown, "none");
        assertFails(Reason.NO_SUCH_MACHINE, () -> hypervisor().snapshots().take(unknown, "none"));
        assertFails(Reason.NO_SUCH_MACHINE, () -> hypervisor().snapshots().restore(unknown, "none"));
    }

    @Test
    void removedMachineTakesItsSnapshotsWithIt() {
        MachineSpec spec = created();
        hypervisor().snapshots().take(spec.id(), "live");
        hypervisor().remove(spec.id());
        hypervisor().create(spec);

        assertThat(hypervisor().snapshots().names(spec.id())).isEmpty();
    }

    @Test
    void restoredSnapshotKeepsAndLosesTheRightFile() {
        MachineSpec spec = booted();
        exec("echo a > /root/a && sync");
        hypervisor().snapshots().take(spec.id(), "before");
        exec("rm /root/a; echo b > /root/b && sync");
        guest().forget(spec.id());
        hypervisor().shutDown(spec.id(), shutDownTimeout());

        hypervisor().snapshots().restore(spec.id(), "before");
        hypervisor().create(spec);
        guest().awaitReachable(access(spec), bootTimeout(), () -> false);

        assertThat(exec("cat /root/a; ls /root/b").stdout()).isEqualTo("a\n");
        hypervisor().snapshots().delete(spec.id(), "before");
        assertThat(exec("cat /root/a").stdout()).isEqualTo("a\n");
    }

    @Test
    void waitForGuestEndsAtItsTimeout() {
        GuestAccess nobody = access(newSpec());

        assertFails(Reason.TIMED_OUT, () -> guest().awaitReachable(nobody, Duration.ofMillis(300), () -> false));
    }

    @Test
    void waitForGuestEndsWhenNobodyWantsToKnow() {
        GuestAccess nobody = access(newSpec());
        AtomicBoolean asked = new AtomicBoolean();

        assertFails(Reason.CANCELLED, () -> guest().awaitReachable(
                        nobody, Duration.ofMinutes(5), () -> !asked.compareAndSet(false, true)));
    }

    @Test
    void commandForGuestThatIsNotThereIsUnreachable() {
        GuestAccess nobody = access(newSpec());

        assertFails(Reason.UNREACHABLE, () -> guest().exec(
                        nobody, new ExecRequest("true", COMMAND_TIMEOUT, OUTPUT_LIMIT_BYTES)));
    }
}
