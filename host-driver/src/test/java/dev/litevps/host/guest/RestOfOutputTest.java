package dev.litevps.host.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.host.ExecRequest;
import dev.litevps.host.ExecResult;
import dev.litevps.host.GuestAccess;
import dev.litevps.host.HostException;
import dev.litevps.host.MachineId;
import dev.litevps.host.SshEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.AcceptAllPublickeyAuthenticator;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server that says how a command ended, holds its output open, is held up, and reads the rest of the output only then, as {@code
 * sshd} may in a busy guest.
 */
class RestOfOutputTest {

    /** Longer than output is waited for while nothing comes. */
    private static final Duration HELD_UP = Duration.ofSeconds(1);

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int OUTPUT_LIMIT_BYTES = 10_000_000;
    private static final String OUTPUT = "all of it\n";
    private static final int EXIT_CODE = 3;

    private final GuestKeys keys = new GuestKeys(new byte[GuestKeys.SECRET_BYTES]);
    private final SshGuest guest = new SshGuest(keys);
    private final SshServer server = SshServer.setUpDefaultServer();
    private volatile @Nullable HeldOpen command;

    RestOfOutputTest() {
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(keys.platformKeyPair()));
        server.setPublickeyAuthenticator(AcceptAllPublickeyAuthenticator.INSTANCE);
        server.setCommandFactory((channel, line) -> command = new HeldOpen());
        CoreModuleProperties.STOP_WAIT_TIME.set(server, Duration.ofSeconds(2));
    }

    @AfterEach
    void stop() throws IOException {
        guest.close();
        server.stop(true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void outputOfAGuestThatIsHeldUpIsWaitedFor(int last) throws IOException {
        answer(question -> {
            if (question == 1) {
                pause();
            }
            if (question <= last) {
                running().print(OUTPUT);
            }
        });

        ExecResult result = exec();

        assertThat(result.stdout()).isEqualTo(OUTPUT.repeat(last));
        assertThat(result.exitCode()).isEqualTo(EXIT_CODE);
        assertThat(result.stdoutTruncated()).isFalse();
        assertThat(result.stderrTruncated()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2000, true"})
    void whatABackgroundProcessGoesOnToPrintIsNotWaitedForForEver(int lines, boolean truncated) throws IOException {
        answer(_ -> running().print(OUTPUT.repeat(lines)));

        ExecResult result = exec();

        assertThat(result.stdout()).startsWith(OUTPUT).endsWith(OUTPUT);
        assertThat(result.exitCode()).isEqualTo(EXIT_CODE);
        assertThat(result.stdoutTruncated()).isEqualTo(truncated);
    }

    @Test
    void endOfOutputIsAnAnswerToo() throws IOException {
        serve((service, request, wantReply, buffer) -> {
            running().print(OUTPUT);
            running().end();
            return RequestHandler.Result.Replied;
        });

        ExecResult result = exec();

        assertThat(result.stdout()).isEqualTo(OUTPUT);
        assertThat(result.stdoutTruncated()).isFalse();
    }

    @Test
    void commandHasEndedAsTheGuestSaidThoughTheGuestAnswersNoMore() throws IOException {
        serve((service, request, wantReply, buffer) -> RequestHandler.Result.Replied);

        ExecResult result = exec();

        assertThat(result.exitCode()).isEqualTo(EXIT_CODE);
        assertThat(result.stdoutTruncated()).isTrue();
    }

    @Test
    void halfAnAnswerToThePlatformIsNone() throws IOException {
        answer(_ -> server.getActiveSessions().forEach(session -> session.close(true)));
        ExecRequest request = ExecRequest.ofPlatform("anything", TIMEOUT, OUTPUT_LIMIT_BYTES);

        assertThatThrownBy(() -> guest.exec(access(), request))
                .isInstanceOfSatisfying(HostException.class, failure -> assertThat(failure.reason())
                        .isEqualTo(HostException.Reason.UNREACHABLE));
    }

    @Test
    void commandThatEndsItsGuestHasEndedAsTheGuestSaid() throws IOException {
        answer(_ -> server.getActiveSessions().forEach(session -> session.close(true)));

        ExecResult result = exec();

        assertThat(result.exitCode()).isEqualTo(EXIT_CODE);
        assertThat(result.stdoutTruncated()).isTrue();
    }

    @FunctionalInterface
    private interface Answer {
        void to(int question) throws IOException;
    }

    /** Does something before each answer while the command runs; what comes later is the heartbeat of the connection. */
    private void answer(Answer answer) throws IOException {
        AtomicInteger questions = new AtomicInteger();
        serve((service, request, wantReply, buffer) -> {
            answer.to(questions.incrementAndGet());
            return RequestHandler.Result.ReplyFailure;
        });
    }

    private void serve(RequestHandler<ConnectionService> answers) throws IOException {
        server.setGlobalRequestHandlers(List.of(answers));
        server.start();
    }

    private HeldOpen running() {
        return Objects.requireNonNull(command);
    }

    private ExecResult exec() {
        return guest.exec(access(), new ExecRequest("anything", TIMEOUT, OUTPUT_LIMIT_BYTES));
    }

    private GuestAccess access() {
        SshEndpoint endpoint = new SshEndpoint("127.0.0.1", server.getPort());
        return new GuestAccess(new MachineId(UUID.randomUUID()), endpoint, keys.platformPublicKey());
    }

    private static void pause() {
        try {
            Thread.sleep(HELD_UP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A command that has ended, whose output has not. */
    private static final class HeldOpen implements Command {

        private volatile @Nullable OutputStream out;
        private volatile @Nullable ChannelSession channel;

        void print(String text) throws IOException {
            OutputStream stdout = Objects.requireNonNull(out);
            stdout.write(text.getBytes(StandardCharsets.UTF_8));
            stdout.flush();
        }

        void end() throws IOException {
            ChannelSession open = Objects.requireNonNull(channel);
            Buffer eof = open.getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_EOF);
            eof.putUInt(open.getRecipient());
            open.writePacket(eof);
        }

        @Override
        public void start(ChannelSession opened, Environment environment) throws IOException {
            channel = opened;
            Buffer status = opened.getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
            status.putUInt(opened.getRecipient());
            status.putString("exit-status");
            status.putBoolean(false);
            status.putInt(EXIT_CODE);
            opened.writePacket(status);
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {}

        @Override
        public void setInputStream(InputStream stream) {}

        @Override
        public void setExitCallback(ExitCallback callback) {}

        @Override
        public void destroy(ChannelSession closed) {}
    }
}
