package dev.litevps.host.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.host.ExecRequest;
import dev.litevps.host.ExecResult;
import dev.litevps.host.GuestAccess;
import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.guest.GuestKeys;
import dev.litevps.host.guest.SshGuest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a simulated guest is like from inside. The expected answers are those of Debian's dash and coreutils. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatedGuestTest {

    private static final long MIB = 1024 * 1024;

    private final GuestKeys keys = new GuestKeys(new byte[GuestKeys.SECRET_BYTES]);
    private final MachineId id = new MachineId(UUID.randomUUID());
    private final MachineSpec spec = new MachineSpec(
            id, "web-1", 2, 1024, 10, new Endpoints().next(), List.of(keys.platformPublicKey()), keys.hostKey(id));
    private final SimulatedHypervisor hypervisor =
            new SimulatedHypervisor(SimulatedSettings.inMemory().withDiskLimitBytes(4 * MIB));
    private final SshGuest guest = new SshGuest(keys);

    @BeforeAll
    void boot() {
        hypervisor.create(spec);
    }

    @AfterAll
    void close() {
        guest.close();
        hypervisor.close();
    }

    private ExecResult exec(String command) {
        return exec(command, Duration.ofSeconds(30));
    }

    private ExecResult exec(String command, Duration timeout) {
        GuestAccess access = new GuestAccess(id, spec.ssh(), spec.hostKey().publicKey());
        return guest.exec(access, new ExecRequest(command, timeout, 100_000));
    }

    /** Scripts with the exit code and the output that dash and coreutils of Debian 12 give, recorded from there. */
    static Stream<Arguments> scripts() throws IOException, URISyntaxException {
        URL file = Objects.requireNonNull(SimulatedGuestTest.class.getResource("shell-scripts.txt"));
        Pattern form = Pattern.compile("(.*)\\n--(\\d+)--\\n(.*)", Pattern.DOTALL);
        return Stream.of(Files.readString(Path.of(file.toURI())).split("\n====\n", -1))
                .map(form::matcher)
                .filter(Matcher::matches)
                .map(block -> Arguments.of(block.group(1), Integer.valueOf(block.group(2)), block.group(3)));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void scriptDoesWhatItDoesOnDebian(String script, int exitCode, String output) {
        String whole = "mkdir -p /tmp/w && cd /tmp/w && rm -rf ./* && " + script;
        ExecResult result = exec("exec sh -c '" + whole.replace("'", "'\\''") + "'");

        assertThat(result.stdout()).as(result.stderr()).isEqualTo(output);
        assertThat(result.exitCode()).as(result.stderr()).isEqualTo(exitCode);
    }

    @Test
    void machineHasTheSizesOfItsPlan() {
        assertThat(exec("nproc; free -m | grep Mem; df -h / | tail -1; uname -n; hostname")
                        .stdout())
                .matches("""
                        2
                        Mem: +1024 +\\d+ +\\d+ .*
                        /dev/vda1 +10G +\\S+ +\\S+ +1% /
                        web-1
                        web-1
                        """);
    }

    @Test
    void killedCommandIsGoneFromTheProcessTable() {
        ExecResult result = exec("sleep 1000 & sleep 1000", Duration.ofMillis(500));

        assertThat(result.timedOut()).isTrue();
        assertThat(exec("pgrep -x sleep | wc -l").stdout()).isEqualTo("0\n");
    }

    @Test
    void commandThatComputesForEverCanBeKilled() {
        ExecResult loop = exec("while true; do :; done", Duration.ofMillis(500));
        ExecResult search = exec("printf 'a%.0s' $(seq 60) | grep -P '(a+)+$b'; yes | sort", Duration.ofMillis(500));

        assertThat(loop.timedOut()).isTrue();
        assertThat(search.timedOut()).isTrue();
        assertThat(exec("ps | grep -c -E '[g]rep -P|[y]es|[s]ort'").stdout()).isEqualTo("0\n");
    }

    @Test
    void hostIsOutOfReach() {
        ExecResult result =
                exec("cat /etc/passwd; ls /../../../home /proc/self/root /work 2>&1; pwd; cat /proc/cpuinfo");

        assertThat(result.stdout())
                .startsWith("root:x:0:0:root:/root:/bin/bash\n")
                .contains("LiteVPS simulated processor")
                .contains("cannot access '/work'");
    }

    @Test
    void fullDiskIsReportedAndCanBeFreed() {
        ExecResult full = exec("head -c 9000000 /dev/zero > /root/big");

        assertThat(full.exitCode()).isNotZero();
        assertThat(full.stderr()).contains("No space left on device");
        assertThat(exec("rm /root/big && echo free > /root/small && cat /root/small")
                        .stdout())
                .isEqualTo("free\n");
    }

    @Test
    void numberOfFilesIsLimited() {
        ExecResult result = exec("mkdir /root/many; cd /root/many; touch $(seq 20500) 2>&1 | tail -1");

        assertThat(result.stdout()).contains("No space left on device");
        assertThat(exec("rm -rf /root/many; sleep 0.6; touch /root/again; echo $?")
                        .stdout())
                .isEqualTo("0\n");
    }

    @Test
    void forkBombDoesNoHarm() {
        ExecResult bomb = exec("bomb() { bomb | bomb & }; bomb; sleep 100", Duration.ofSeconds(1));

        assertThat(bomb.timedOut()).isTrue();
        assertThat(exec("ps aux | wc -l").stdout()).matches("\\d\n");
    }

    @Test
    void variableThatGrowsForEverEndsTheScript() {
        ExecResult result = exec("x=0123456789; while :; do x=$x$x; done");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.stderr()).contains("Cannot allocate memory");
    }

    @Test
    void unreadOutputHoldsUpItsWriter() {
        ExecResult result = exec("yes | head -1; seq 1 200000 | tail -1");

        assertThat(result.stdout()).isEqualTo("y\n200000\n");
    }
}
