package dev.litevps.host.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.litevps.host.ExecRequest;
import dev.litevps.host.ExecResult;
import dev.litevps.host.GuestAccess;
import dev.litevps.host.MachineId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands one after the other, run by the real {@code sh} and {@code perl} of this computer. */
class PreparedShellTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OUTPUT_LIMIT = 1_000;

    private final GuestKeys keys = new GuestKeys(new byte[GuestKeys.SECRET_BYTES]);
    private final SshGuest guest = new SshGuest(keys);
    private final List<LocalShells> servers = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        guest.close();
        for (LocalShells server : servers) {
            server.close();
        }
    }

    @Test
    void commandThatFollowsAnotherFindsAShellThatIsReady() throws IOException {
        LocalShells server = server(UnaryOperator.identity());
        GuestAccess access = access(server);

        for (int command = 1; command <= 3; command++) {
            assertThat(exec(access, "echo done").stdout()).isEqualTo("done\n");
            awaitSupervisors(server, command);
        }

        assertThat(server.commands())
                .as("only the first came on a channel of its own")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo out; echo err >&2; exit 3",
                "printf 'it''s \"é\" $HOME \\\\ %s\\n' \"$0\" '+'; cat; echo \"[$*]\"",
                "if true\nthen cat <<END\nline one\n\nline three\nEND\nfi",
                "no-such-program",
                "echo 'unfinished",
                "kill -s KILL $$",
                "seq 1 10000; seq 1 10000 >&2",
                "exit 124",
                "(sleep 60; echo late) & echo at once",
            })
    void preparedShellDoesWhatAFreshOneDoes(String command) throws IOException {
        LocalShells server = server(UnaryOperator.identity());
        GuestAccess access = access(server);

        ExecResult fresh = exec(access, command);
        awaitSupervisors(server, 1);
        ExecResult prepared = exec(access, command);

        assertThat(server.commands()).isEqualTo(1);
        assertThat(prepared)
                .usingRecursiveComparison()
                .ignoringFields("durationMs")
                .isEqualTo(fresh);
    }

    @Test
    void commandWhoseTimeIsUpIsKilledWithAllThatItStarted() throws IOException {
        LocalShells server = server(UnaryOperator.identity());
        GuestAccess access = access(server);
        exec(access, "true");
        awaitSupervisors(server, 1);

        ExecResult result = guest.exec(
                access,
                new ExecRequest(
                        "sh -c 'trap \"\" TERM; echo $$; while :; do sleep 1; done' & echo $$; sleep 1000",
                        Duration.ofMillis(500),
                        OUTPUT_LIMIT));

        assertThat(server.commands()).isEqualTo(1);
        assertThat(result.timedOut()).isTrue();
        assertThat(result.exitCode()).isEqualTo(BoundedCommand.TIMED_OUT);
        List<Long> processes = result.stdout().lines().map(Long::valueOf).toList();
        assertThat(processes).hasSize(2);
        await().atMost(PATIENCE).until(() -> processes.stream()
                .noneMatch(id ->
                        ProcessHandle.of(id).filter(ProcessHandle::isAlive).isPresent()));
    }

    @Test
    void guestThatCannotPrepareAShellIsAskedOnceAndServedAllTheSame() throws IOException {
        LocalShells server = server(line -> line.replace("exec perl ", "exec no-such-perl "));
        GuestAccess access = access(server);

        assertThat(exec(access, "echo one").stdout()).isEqualTo("one\n");
        awaitSupervisors(server, 1);
        assertThat(exec(access, "echo two").stdout()).isEqualTo("two\n");
        assertThat(exec(access, "echo three").stdout()).isEqualTo("three\n");

        assertThat(server.commands()).isEqualTo(3);
        assertThat(server.supervisors()).isEqualTo(1);
    }

    @Test
    void commandGoesItsOwnWayWhenThePreparedShellWasKilled() throws IOException {
        LocalShells server = server(UnaryOperator.identity());
        GuestAccess access = access(server);
        exec(access, "true");
        awaitSupervisors(server, 1);
        // What it prints is the id of the prepared shell that runs it; the next one is a child of the same process.
        long supervisor = Long.parseLong(exec(access, "echo $PPID").stdout().strip());
        awaitSupervisors(server, 2);
        ProcessHandle.current()
                .children()
                .filter(child -> child.pid() != supervisor)
                .filter(child -> child.info().command().orElse("").contains("perl"))
                .forEach(ProcessHandle::destroyForcibly);

        guest.prepare(access);
        assertThat(exec(access, "echo still here").stdout()).isEqualTo("still here\n");

        assertThat(server.commands()).isEqualTo(2);
    }

    @Test
    void preparedShellReadsTheSettingsThatTheLastCommandLeft(@TempDir Path folder) throws IOException {
        Path settings = folder.resolve("settings");
        LocalShells server = server(line -> "[ ! -e %1$s ] || . %1$s; %2$s".formatted(settings, line));
        GuestAccess access = access(server);
        exec(access, "true");
        awaitSupervisors(server, 1);

        exec(access, "echo 'export GREETING=hello' > " + settings);
        awaitSupervisors(server, 2);

        assertThat(exec(access, "echo $GREETING").stdout()).isEqualTo("hello\n");
        assertThat(server.commands()).isEqualTo(1);
    }

    private LocalShells server(UnaryOperator<String> disguise) throws IOException {
        LocalShells server = new LocalShells(keys, disguise);
        servers.add(server);
        return server;
    }

    private GuestAccess access(LocalShells server) {
        return new GuestAccess(new MachineId(UUID.randomUUID()), server.endpoint(), keys.platformPublicKey());
    }

    private ExecResult exec(GuestAccess access, String command) {
        return guest.exec(access, new ExecRequest(command, Duration.ofSeconds(30), OUTPUT_LIMIT));
    }

    private static void awaitSupervisors(LocalShells server, long number) {
        await().atMost(PATIENCE).until(() -> server.supervisors() == number);
    }
}
