package dev.litevps.host.guest;

import dev.litevps.host.SshEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.AcceptAllPublickeyAuthenticator;
import org.apache.sshd.server.shell.ProcessShellFactory;

/** An SSH server on loopback that runs what it is sent with this computer's own {@code sh}, and remembers it. */
final class LocalShells implements AutoCloseable {

    private final SshServer server = SshServer.setUpDefaultServer();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** @param disguise what is run in place of a line */
    LocalShells(GuestKeys keys, UnaryOperator<String> disguise) throws IOException {
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(keys.platformKeyPair()));
        server.setPublickeyAuthenticator(AcceptAllPublickeyAuthenticator.INSTANCE);
        server.setCommandFactory((channel, line) -> {
            lines.add(line);
            return new ProcessShellFactory(line, List.of("sh", "-c", disguise.apply(line))).createShell(channel);
        });
        CoreModuleProperties.STOP_WAIT_TIME.set(server, Duration.ofSeconds(2));
        server.start();
    }

    SshEndpoint endpoint() {
        return new SshEndpoint("127.0.0.1", server.getPort());
    }

    /** How often a supervisor was started. */
    long supervisors() {
        return lines.stream().filter(Supervisor.line()::equals).count();
    }

    /** How many commands were sent on a channel of their own. */
    long commands() {
        return lines.size() - supervisors();
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
