package dev.litevps.host.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.host.ExecRequest;
import dev.litevps.host.GuestAccess;
import dev.litevps.host.GuestJob;
import dev.litevps.host.GuestJobId;
import dev.litevps.host.GuestJobOutput;
import dev.litevps.host.GuestJobState;
import dev.litevps.host.GuestJobs;
import dev.litevps.host.HostException;
import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.guest.GuestKeys;
import dev.litevps.host.guest.ShellJobs;
import dev.litevps.host.guest.SshGuest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that run by themselves in a guest: the script that real guests get, in a simulated one. */
class SimulatedJobsTest {

    private static final long MIB = 1024 * 1024;
    private static final int LIMIT = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final GuestKeys keys = new GuestKeys(new byte[GuestKeys.SECRET_BYTES]);
    private final MachineId machine = new MachineId(UUID.randomUUID());
    private final MachineSpec spec = new MachineSpec(
            machine,
            "web-1",
            1,
            1024,
            10,
            new Endpoints().next(),
            List.of(keys.platformPublicKey()),
            keys.hostKey(machine));
    private final GuestAccess access =
            new GuestAccess(machine, spec.ssh(), spec.hostKey().publicKey());
    private final SimulatedHypervisor hypervisor =
            new SimulatedHypervisor(SimulatedSettings.inMemory().withDiskLimitBytes(4 * MIB));
    private final SshGuest guest = new SshGuest(keys);
    private final GuestJobs jobs = new ShellJobs(guest);
    private final GuestJobId id = new GuestJobId(UUID.randomUUID());

    @BeforeEach
    void boot() {
        hypervisor.create(spec);
    }

    @AfterEach
    void close() {
        guest.close();
        hypervisor.close();
    }

    private void begin(String command, int timeoutSeconds) {
        jobs.begin(access, new GuestJob(id, command, Duration.ofSeconds(timeoutSeconds), LIMIT));
    }

    private GuestJobState.Ended awaitEnd() {
        return (GuestJobState.Ended) Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> jobs.look(access, id),
                        state -> state instanceof GuestJobState.Ended ended && ended.drained());
    }

    private void awaitRunning(String file) {
        Awaitility.await().atMost(PATIENCE).until(() -> run("ls " + file + " 2>/dev/null")
                .equals(file + "\n"));
    }

    private String run(String command) {
        return guest.exec(access, new ExecRequest(command, Duration.ofSeconds(20), 100_000))
                .stdout();
    }

    @Test
    void aJobRunsByItselfAndLeavesHowItEndedAndWhatItPrinted() {
        begin("echo out; echo err >&2; pwd; exit 7", 30);

        GuestJobState.Ended end = awaitEnd();
        assertThat(end.exitCode()).isEqualTo(7);
        assertThat(end.duration()).isBetween(Duration.ZERO, Duration.ofSeconds(20));
        assertThat(jobs.output(access, id, LIMIT)).isEqualTo(new GuestJobOutput("out\n/root\n", "err\n", false, false));
    }

    @Test
    void aCommandOfAnySignsIsRunAsItIs() {
        begin("printf '%s|' \"a b\" 'c\"d' $HOME \\$x 'ä'; cat <<'EOF'\nit's\nEOF\n", 30);

        awaitEnd();
        assertThat(jobs.output(access, id, LIMIT).stdout()).isEqualTo("a b|c\"d|/root|$x|ä|it's\n");
    }

    @Test
    void howeverOftenItIsBegunItRunsOnce() {
        begin("echo once >> /root/log; touch /root/begun; sleep 60", 60);
        begin("echo twice >> /root/log", 60);
        awaitRunning("/root/begun");
        begin("echo thrice >> /root/log", 60);

        assertThat(jobs.look(access, id)).isEqualTo(new GuestJobState.Running());
        assertThat(run("cat /root/log")).isEqualTo("once\n");
    }

    @Test
    void onlySoMuchOfWhatItPrintsIsKeptAndItGoesOnAllTheSame() {
        begin("yes | head -c 100000; yes x | head -c 1001 >&2; echo end > /root/end", 30);

        assertThat(awaitEnd().exitCode()).isZero();
        GuestJobOutput output = jobs.output(access, id, LIMIT);
        assertThat(output.stdout()).isEqualTo("y\n".repeat(LIMIT / 2));
        assertThat(output.stdoutTruncated()).isTrue();
        assertThat(output.stderr()).hasSize(LIMIT);
        assertThat(output.stderrTruncated()).isTrue();
        assertThat(run("cat /root/end")).isEqualTo("end\n");
    }

    @Test
    void whatFillsTheLimitExactlyIsNotTruncated() {
        begin("yes | head -c 1000", 30);

        awaitEnd();
        assertThat(jobs.output(access, id, LIMIT).stdoutTruncated()).isFalse();
    }

    @Test
    void aZeroByteInTheOutputIsReplaced() {
        begin("printf 'a\\0b'", 30);

        awaitEnd();
        assertThat(jobs.output(access, id, LIMIT).stdout()).isEqualTo("a\ufffdb");
    }

    @Test
    void atItsTimeoutItIsKilled() {
        begin("echo begun; sleep 4711", 1);

        GuestJobState.Ended end = awaitEnd();
        assertThat(end.exitCode()).isEqualTo(124);
        assertThat(end.duration()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(jobs.output(access, id, LIMIT).stdout()).isEqualTo("begun\n");
        assertThat(run("pgrep -f 'sleep 471[1]' | wc -l")).isEqualTo("0\n");
    }

    @Test
    void atItsTimeoutNothingLivesOnInASessionOfItsOwn() {
        begin("setsid sleep 4711 & sleep 4712", 1);

        assertThat(awaitEnd().exitCode()).isEqualTo(124);
        assertThat(run("pgrep -f 'sleep 471[12]' | wc -l")).isEqualTo("0\n");
    }

    @Test
    void killedItIsGoneWithWhatBeganASessionOfItsOwn() {
        begin("setsid sh -c 'setsid sleep 4711 & touch /root/begun; sleep 4712'", 60);
        awaitRunning("/root/begun");
        assertThat(run("pgrep -f 'sleep 471[12]' | wc -l")).isNotEqualTo("0\n");

        jobs.kill(access, id);

        assertThat(run("pgrep -f 'sleep 471[12]' | wc -l; ls /sys/fs/cgroup")).isEqualTo("0\n");
        assertThat(jobs.look(access, id)).isEqualTo(new GuestJobState.Vanished());
    }

    @Test
    void killedItIsGoneWithAllThatItStarted() {
        begin("echo begun; timeout 1000 sleep 4711 & touch /root/begun; sleep 4712", 60);
        awaitRunning("/root/begun");
        assertThat(run("pgrep -f 'sleep 471[12]' | wc -l")).isNotEqualTo("0\n");

        jobs.kill(access, id);

        assertThat(run("pgrep -f 'sleep 471[12]' | wc -l")).isEqualTo("0\n");
        assertThat(jobs.look(access, id)).isEqualTo(new GuestJobState.Vanished());
        assertThat(jobs.output(access, id, LIMIT).stdout()).isEqualTo("begun\n");
    }

    @Test
    void whatDoesNotListenIsKilledAllTheSame() {
        begin("trap '' TERM; touch /root/begun; while true; do sleep 0.1; done", 60);
        awaitRunning("/root/begun");

        jobs.kill(access, id);

        assertThat(run("pgrep -f begu[n] | wc -l")).isEqualTo("0\n");
    }

    @Test
    void whatIsKilledBeforeItBeginsNeverBegins() {
        jobs.kill(access, id);
        begin("touch /root/begun", 30);
        jobs.kill(access, id);

        assertThat(run("pgrep -f litevps-jo[b] | wc -l; ls /root")).isEqualTo("0\n");
        jobs.remove(access, id);
        assertThat(jobs.look(access, id)).isEqualTo(new GuestJobState.Absent());
    }

    @Test
    void aProcessThatItLeavesBehindLivesOnAndIsNotWaitedFor() {
        begin("sleep 4711 & echo quick", 60);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> jobs.look(access, id) instanceof GuestJobState.Ended ended && !ended.drained());

        assertThat(jobs.output(access, id, LIMIT).stdout()).isEqualTo("quick\n");
        jobs.remove(access, id);
        assertThat(run("pgrep -f 'sleep 471[1]' | wc -l")).isEqualTo("1\n");
    }

    @Test
    void removingLeavesNothingAndKillsWhatRuns() {
        begin("touch /root/begun; sleep 4711", 60);
        awaitRunning("/root/begun");

        jobs.remove(access, id);

        assertThat(jobs.look(access, id)).isEqualTo(new GuestJobState.Absent());
        assertThat(run("pgrep -f 'sleep 471[1]' | wc -l; ls /var/lib/litevps/jobs"))
                .isEqualTo("0\n");
    }

    @Test
    void afterARebootItIsNeitherRunningNorBegunAgain() {
        begin("echo once >> /root/log; touch /root/begun; sleep 4711", 60);
        awaitRunning("/root/begun");
        guest.forget(machine);
        hypervisor.restart(machine, Duration.ZERO);
        guest.awaitReachable(access, PATIENCE, () -> false);

        begin("echo twice >> /root/log", 60);

        assertThat(jobs.look(access, id)).isEqualTo(new GuestJobState.Rebooted());
        jobs.kill(access, id);
        assertThat(run("cat /root/log")).isEqualTo("once\n");
    }

    @Test
    void whatWasCutShortByARebootIsSweptAwayByTheNextJob() {
        begin("touch /root/begun; sleep 4711", 60);
        awaitRunning("/root/begun");
        guest.forget(machine);
        hypervisor.restart(machine, Duration.ZERO);
        guest.awaitReachable(access, PATIENCE, () -> false);

        jobs.begin(access, new GuestJob(new GuestJobId(UUID.randomUUID()), "true", Duration.ofSeconds(5), LIMIT));

        assertThat(jobs.look(access, id)).isEqualTo(new GuestJobState.Absent());
    }

    @Test
    void whoKillsWhatWatchesOverItIsFoundOut() {
        begin("touch /root/begun; sleep 4711", 60);
        awaitRunning("/root/begun");

        run("pkill -KILL -f " + id);

        Awaitility.await().atMost(PATIENCE).until(() -> jobs.look(access, id) instanceof GuestJobState.Vanished);
    }

    @Test
    void aFullDiskTakesNoJob() {
        run("head -c 5000000 /dev/zero > /root/zeros");

        assertThatThrownBy(() -> begin("true " + "x".repeat(60_000), 5))
                .isInstanceOfSatisfying(HostException.class, failure -> assertThat(failure.reason())
                        .isEqualTo(HostException.Reason.NO_SPACE));
        assertThat(jobs.look(access, id)).isEqualTo(new GuestJobState.Absent());
    }

    @Test
    void aJobThatFillsTheDiskIsStillSeenToEnd() {
        begin("head -c 5000000 /dev/zero > /root/zeros; exit 3", 30);

        assertThat(awaitEnd().exitCode()).isEqualTo(3);
    }
}
