package dev.litevps.host.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.host.ExecRequest;
import dev.litevps.host.ExecResult;
import dev.litevps.host.GuestAccess;
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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server that says how a command ended, holds its output open, is held up, and reads the rest of the output only then, as {@code
 * sshd} may in a busy guest.
 */
class RestOfOutputTest {

    /** Longer than output is waited for while nothing comes. */
    private static final Duration HELD_UP = Duration.ofSeconds(1);

    private static final String OUTPUT = "all of it\n";

    private final GuestKeys keys = new GuestKeys(new byte[GuestKeys.SECRET_BYTES]);
    private final SshGuest guest = new SshGuest(keys);
    private final SshServer server = SshServer.setUpDefaultServer();
    private @Nullable HeldOpen command;
    private int questions;

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
    @ValueSource(ints = {1, 2, 4})
    void outputOfAGuestThatIsHeldUpIsWaitedFor(int before) throws IOException {
        serve((service, request, wantReply, buffer) -> {
            questions++;
            if (questions == 1) {
                pause();
            }
            if (questions <= before && questions % 2 == before % 2) {
                running().print(OUTPUT);
            }
            return RequestHandler.Result.ReplyFailure;
        });

        ExecResult result = exec();

        assertThat(result.stdout()).isEqualTo(OUTPUT.repeat((before + 1) / 2));
        assertThat(result.exitCode()).isEqualTo(3);
    }

    @Test
    void whatABackgroundProcessGoesOnToPrintIsNotWaitedForForEver() throws IOException {
        serve((service, request, wantReply, buffer) -> {
            questions++;
            running().print(OUTPUT);
            return RequestHandler.Result.ReplyFailure;
        });

        assertThat(exec().stdout()).startsWith(OUTPUT).endsWith(OUTPUT);
        assertThat(questions).isBetween(2, 20);
    }

    @Test
    void commandThatEndsItsGuestHasEndedAsTheGuestSaid() throws IOException {
        serve((service, request, wantReply, buffer) -> {
            service.getSession().close(true);
            return RequestHandler.Result.ReplyFailure;
        });

        assertThat(exec().exitCode()).isEqualTo(3);
    }

    private void serve(RequestHandler<ConnectionService> answers) throws IOException {
        server.setGlobalRequestHandlers(List.of(answers));
        server.start();
    }

    private HeldOpen running() {
        return Objects.requireNonNull(command);
    }

    private ExecResult exec() {
        SshEndpoint endpoint = new SshEndpoint("127.0.0.1", server.getPort());
        GuestAccess access = new GuestAccess(new MachineId(UUID.randomUUID()), endpoint, keys.platformPublicKey());
        return guest.exec(access, new ExecRequest("anything", Duration.ofSeconds(60), 10_000));
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

        private @Nullable OutputStream out;

        void print(String text) throws IOException {
            OutputStream stdout = Objects.requireNonNull(out);
            stdout.write(text.getBytes(StandardCharsets.UTF_8));
            stdout.flush();
        }

        @Override
        public void start(ChannelSession channel, Environment environment) throws IOException {
            Buffer status = channel.getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
            status.putUInt(channel.getRecipient());
            status.putString("exit-status");
            status.putBoolean(false);
            status.putInt(3);
            channel.writePacket(status);
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
        public void destroy(ChannelSession channel) {}
    }
}
