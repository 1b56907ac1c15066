package dev.litevps.host.guest;

import dev.litevps.host.SshEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.io.IoUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.AcceptAllPublickeyAuthenticator;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.shell.InvertedShell;
import org.apache.sshd.server.shell.ProcessShell;
import org.apache.sshd.server.shell.ProcessShellFactory;

/**
 * An SSH server on loopback that runs what it is sent with this computer's own {@code bash}, as leader of a session, as
 * {@code sshd} does, and remembers it.
 */
final class LocalShells implements AutoCloseable {

    private final SshServer server = SshServer.setUpDefaultServer();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    LocalShells(GuestKeys keys) throws IOException {
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(keys.platformKeyPair()));
        server.setPublickeyAuthenticator(AcceptAllPublickeyAuthenticator.INSTANCE);
        server.setCommandFactory((channel, line) -> {
            lines.add(line);
            return new Shell(line).createShell(channel);
        });
        CoreModuleProperties.STOP_WAIT_TIME.set(server, Duration.ofSeconds(2));
        server.start();
    }

    SshEndpoint endpoint() {
        return new SshEndpoint("127.0.0.1", server.getPort());
    }

    /** What it was sent, in this order. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Breaks all connections, as a network does. */
    void hangUp() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private static final class Shell extends ProcessShellFactory {

        private Shell(String line) {
            super(line, List.of("setsid", "bash", "-c", line));
        }

        /** The elements as they are: by itself it would put a shell of its own around the line. */
        @Override
        protected List<String> resolveEffectiveCommand(
                ChannelSession channel, String rawCommand, List<String> parsedElements) {
            return parsedElements;
        }

        /** What runs is let go when its channel is closed, and not killed. */
        @Override
        protected InvertedShell createInvertedShell(ChannelSession channel) {
            return new ProcessShell(resolveEffectiveCommand(channel, getCommand(), getElements())) {
                @Override
                public void destroy(ChannelSession closed) {
                    IoUtils.closeQuietly(getInputStream(), getOutputStream(), getErrorStream());
                }
            };
        }
    }
}
