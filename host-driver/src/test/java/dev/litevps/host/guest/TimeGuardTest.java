package dev.litevps.host.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.litevps.host.ExecRequest;
import dev.litevps.host.ExecResult;
import dev.litevps.host.GuestAccess;
import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.MachineId;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands and those who watch their time, run by the real shell and tools of this computer. */
class TimeGuardTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration AMPLE = Duration.ofSeconds(60);
    private static final int OUTPUT_LIMIT = 1_000;

    /** On a machine that is held up, what ends at once may take longer. */
    private static final long UNWATCHED_MS = 900;

    private final GuestKeys keys = new GuestKeys(new byte[GuestKeys.SECRET_BYTES]);
    private final SshGuest guest = new SshGuest(keys);
    private final LocalShells server;
    private final GuestAccess access;
    private final Path folder;

    TimeGuardTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        server = new LocalShells(keys);
        access = new GuestAccess(new MachineId(UUID.randomUUID()), server.endpoint(), keys.platformPublicKey());
    }

    @AfterEach
    void stop() throws IOException {
        guest.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo out; echo err >&2; exit 3",
                "printf 'it''s \"é\" $HOME \\\\ %s\\n' \"$0\" '+'; cat; echo \"[$*] [$!] $(jobs)\"",
                "if true\nthen cat <<END\nline one\n\nline three\nEND\nfi",
                "no-such-program 2>/dev/null",
                "echo before; echo 'unfinished",
                "kill -s KILL $$",
                "exec sh -c 'exit 4'",
                "exec 2>&1; echo one; no-such-program 2>/dev/null || echo two >&2",
                "seq 1 10000; seq 1 10000 >&2",
                "printf '\\377\\000\\001'",
                "exit 124",
                "(sleep 60; echo late) & echo at once",
                "sleep 0.1 & wait; echo waited",
                "",
                "# nothing",
            })
    void commandDoesWhatItDoesInAShellOfItsOwn(String command) throws IOException, InterruptedException {
        Process plain = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        int status = plain.waitFor();

        ExecResult result = exec(command, AMPLE);

        assertThat(result.exitCode()).isEqualTo(status);
        assertThat(result.stdout()).isEqualTo(printed("out"));
        // Messages about what cannot be parsed tell the line.
        assertThat(result.stderr().replaceAll("line \\d+", "line"))
                .isEqualTo(printed("err").replaceAll("line \\d+", "line"));
        if (result.durationMs() < UNWATCHED_MS) {
            assertThat(server.lines()).as("nobody watches what ends at once").hasSize(1);
        }
    }

    private String printed(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(file));
        CappedOutput kept = new CappedOutput(OUTPUT_LIMIT, OutputBudget.endless());
        kept.write(bytes, 0, bytes.length);
        return kept.text();
    }

    @Test
    void commandWhoseTimeIsUpIsKilledWithAllThatItStarted() {
        ExecResult result = exec(
                "sh -c 'trap \"\" TERM; echo $$; while :; do sleep 1; done' & set -m; sleep 1001 & echo $! $$; sleep 1000",
                Duration.ofMillis(700));

        assertThat(result.timedOut()).isTrue();
        assertThat(result.exitCode()).isEqualTo(124);
        assertThat(result.durationMs()).isBetween(700L, 10_000L);
        assertThat(processes(result.stdout())).hasSize(3).noneMatch(TimeGuardTest::isAlive);
    }

    @Test
    void commandMayCleanUpWhenItsTimeIsUp() {
        ExecResult result = exec(
                "trap 'echo cleaned up; exit 0' TERM; echo begun; while :; do sleep 0.1; done", Duration.ofMillis(700));

        assertThat(result.stdout()).isEqualTo("begun\ncleaned up\n");
        assertThat(result.timedOut()).isTrue();
        assertThat(result.exitCode()).isEqualTo(124);
    }

    @Test
    void commandThatTookLongerButEndedInTimeIsNotTimedOut() {
        ExecResult result = exec("sleep 2; echo done; exit 5", AMPLE);

        assertThat(result.stdout()).isEqualTo("done\n");
        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.timedOut()).isFalse();
        assertThat(server.lines()).hasSize(2);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(guards()).isEmpty());
    }

    @Test
    void whatACommandLeftInTheBackgroundLivesWhenItsGuardGoes() {
        ExecResult result = exec("sleep 1002 >/dev/null 2>&1 & echo $!; sleep 2", AMPLE);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(guards()).isEmpty());
        List<Long> left = processes(result.stdout());
        assertThat(left).hasSize(1).allMatch(TimeGuardTest::isAlive);
        left.forEach(id -> ProcessHandle.of(id).ifPresent(ProcessHandle::destroy));
    }

    @Test
    void commandIsKilledInTimeThoughThePlatformIsGone() {
        Path ids = folder.resolve("ids");
        CompletableFuture<ExecResult> answer = CompletableFuture.supplyAsync(
                () -> exec("sleep 1003 & echo $! $$ > " + ids + "; sleep 1004", Duration.ofSeconds(10)));
        await().atMost(PATIENCE).until(() -> !guards().isEmpty());
        List<Long> running = processes(read(ids));
        assertThat(running).hasSize(2).allMatch(TimeGuardTest::isAlive);

        server.hangUp();

        assertUnreachable(answer);
        assertThat(running).allMatch(TimeGuardTest::isAlive);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(running).noneMatch(TimeGuardTest::isAlive);
            assertThat(guards()).isEmpty();
        });
        assertThat(server.lines())
                .as("what nobody knows the end of is not run again")
                .hasSize(2);
    }

    @Test
    void guardThatIsKilledIsReplaced() {
        CompletableFuture<ExecResult> answer =
                CompletableFuture.supplyAsync(() -> exec("sleep 1005", Duration.ofSeconds(10)));
        await().atMost(PATIENCE).until(() -> !guards().isEmpty());

        guards().forEach(ProcessHandle::destroyForcibly);

        assertThat(answer.join().timedOut()).isTrue();
        assertThat(server.lines()).hasSizeGreaterThan(2);
    }

    @Test
    void commandIsNeitherTakenForDoneNorRunAgainWhenNobodySaysHowItEnded() {
        Path runs = folder.resolve("runs");
        CompletableFuture<ExecResult> answer =
                CompletableFuture.supplyAsync(() -> exec("echo run >> " + runs + "; sleep 10", AMPLE));
        await().atMost(PATIENCE).until(() -> Files.exists(runs));

        server.hangUp();

        assertUnreachable(answer);
        assertThat(read(runs)).isEqualTo("run\n");
    }

    private static void assertUnreachable(CompletableFuture<ExecResult> answer) {
        assertThatThrownBy(answer::join).cause().isInstanceOfSatisfying(HostException.class, failure -> assertThat(
                        failure.reason())
                .isEqualTo(Reason.UNREACHABLE));
    }

    private ExecResult exec(String command, Duration timeout) {
        return guest.exec(access, new ExecRequest(command, timeout, OUTPUT_LIMIT));
    }

    /** The shells in this computer that watch the time of a command of this test. */
    private static List<ProcessHandle> guards() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> String.join(" ", process.info().arguments().orElse(new String[0]))
                        .contains("Kills the session of a command"))
                .toList();
    }

    private static List<Long> processes(String text) {
        return text.strip()
                .lines()
                .flatMap(line -> List.of(line.split(" ")).stream())
                .map(Long::valueOf)
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAlive(long id) {
        return ProcessHandle.of(id).filter(ProcessHandle::isAlive).isPresent();
    }
}
