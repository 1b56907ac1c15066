package dev.litevps.host.simulated;

import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.simulated.system.GuestSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.file.FileSystemFactory;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoServiceEventListener;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/**
 * The SSH servers of all simulated guests: one acceptor with one small pool of threads behind all addresses, so that an
 * idle machine costs a listening socket and no thread. Which guest is meant, the address that was connected to tells.
 */
final class GuestServer implements AutoCloseable {

    private static final int SESSIONS_PER_MACHINE = 64;
    private static final int CHANNELS_PER_SESSION = 64;
    /** A client that reads nothing holds up the process that writes, as long as it likes. */
    private static final Duration BACKPRESSURE_LIMIT = Duration.ofDays(1);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    private final Map<InetSocketAddress, SimulatedMachine> machines = new ConcurrentHashMap<>();
    private final Server server =
            (Server) ServerBuilder.builder().factory(Server::new).build();

    GuestServer() {
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(new HostKeys());
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator((user, key, session) -> isAuthorized(user, key, session));
        server.setCommandFactory((channel, command) -> new GuestCommand(system(channel.getSession()), command));
        server.setShellFactory(channel -> new GuestCommand(system(channel.getSession()), null));
        server.setFileSystemFactory(new GuestFiles());
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder()
                .withFileSystemAccessor(
                        new SftpAccess(session -> machine(session).map(SimulatedMachine::disk)))
                .withSftpErrorStatusDataHandler(new SftpAccess.Errors())
                .build()));
        server.setIoServiceEventListener(new Doorkeeper());
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "LiteVPS_simulated");
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
        CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(server, BACKPRESSURE_LIMIT);
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, CHANNELS_PER_SESSION);
        CoreModuleProperties.STOP_WAIT_TIME.set(server, STOP_TIMEOUT);
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException("The SSH server of the simulated guests cannot start", e);
        }
        // It insists on an address of its own; only those of the machines are wanted.
        server.acceptor().unbind();
    }

    /** Opens the address of a machine. */
    void listen(SimulatedMachine machine) {
        InetSocketAddress address = address(machine);
        try {
            server.acceptor().bind(address);
        } catch (BindException e) {
            throw new HostException(
                    Reason.ADDRESS_IN_USE,
                    "Something else answers at " + machine.spec().ssh(),
                    e);
        } catch (IOException e) {
            throw new HostException(
                    Reason.REFUSED, "Cannot listen at " + machine.spec().ssh(), e);
        }
        machines.put(address, machine);
    }

    /** Closes the address of a machine and every connection to it. */
    void hangUp(SimulatedMachine machine) {
        InetSocketAddress address = address(machine);
        if (machines.remove(address, machine)) {
            server.acceptor().unbind(address);
        }
        sessions(address).forEach(session -> session.close(true));
    }

    private static InetSocketAddress address(SimulatedMachine machine) {
        return new InetSocketAddress(
                machine.spec().ssh().address(), machine.spec().ssh().port());
    }

    private List<AbstractSession> sessions(SocketAddress address) {
        return server.getActiveSessions().stream()
                .filter(session -> address.equals(session.getLocalAddress()))
                .toList();
    }

    private Optional<SimulatedMachine> machine(SessionContext session) {
        SocketAddress address = session.getLocalAddress();
        return address instanceof InetSocketAddress internet
                ? Optional.ofNullable(machines.get(internet))
                : Optional.empty();
    }

    private GuestSystem system(SessionContext session) throws IOException {
        return machine(session)
                .flatMap(SimulatedMachine::system)
                .orElseThrow(() -> new IOException("The machine is off"));
    }

    /** Root with a key of the guest's own list: the guest can add keys and take them away, like any other. */
    private boolean isAuthorized(String user, PublicKey key, SessionContext session) {
        Optional<SimulatedMachine> machine = machine(session);
        if (!user.equals("root") || machine.isEmpty()) {
            return false;
        }
        try {
            Path file = machine.get().disk().path("/root/.ssh/authorized_keys");
            for (AuthorizedKeyEntry entry : AuthorizedKeyEntry.readAuthorizedKeys(file)) {
                PublicKey authorized = entry.resolvePublicKey(session, PublicKeyEntryResolver.IGNORING);
                if (authorized != null && KeyUtils.compareKeys(authorized, key)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException("The SSH server of the simulated guests cannot stop", e);
        }
    }

    /** Lets one in on the address that it opened itself. */
    private static final class Server extends SshServer {
        private Server() {
            super();
        }

        private IoAcceptor acceptor() {
            return acceptor;
        }
    }

    /** Each machine's own host key. */
    private final class HostKeys implements KeyPairProvider {
        @Override
        public Iterable<KeyPair> loadKeys(SessionContext session) throws IOException, GeneralSecurityException {
            Optional<SimulatedMachine> machine = machine(session);
            return machine.isEmpty() ? List.of() : machine.get().hostKeys(session);
        }
    }

    private final class GuestFiles implements FileSystemFactory {
        @Override
        public Path getUserHomeDir(SessionContext session) throws IOException {
            return system(session).disk().path("/root");
        }

        @Override
        public FileSystem createFileSystem(SessionContext session) throws IOException {
            return new SharedFileSystem(system(session).disk().fileSystem());
        }
    }

    /** Turns connections away while a guest boots, and when it has too many. */
    private final class Doorkeeper implements IoServiceEventListener {
        @Override
        public void connectionAccepted(
                IoAcceptor acceptor, SocketAddress local, SocketAddress remote, SocketAddress service)
                throws IOException {
            SimulatedMachine machine = local instanceof InetSocketAddress internet ? machines.get(internet) : null;
            if (machine == null || machine.system().isEmpty() || sessions(local).size() >= SESSIONS_PER_MACHINE) {
                throw new IOException("Nobody answers at " + local);
            }
        }
    }
}
