package dev.litevps.host.guest;

import dev.litevps.host.GuestAccess;
import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.SftpModuleProperties;

/** Opens authenticated SSH sessions to guests: root, the platform's key, and no host key but the pinned one. */
final class SshConnector implements AutoCloseable {

    private static final String USER = "root";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** A handshake takes an emulated guest about a second, and many on a busy host. */
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(30);
    /** A guest that is silent for three of these is gone. */
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(20);

    private static final int HEARTBEATS_UNANSWERED = 3;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
    private static final AttributeKey<Pin> PIN = new AttributeKey<>();

    private final SshClient client;

    SshConnector(KeyPair platformKey) {
        client = SshClient.setUpDefaultClient();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        client.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(platformKey));
        client.setServerKeyVerifier((session, address, key) -> verify(session, key));
        client.setSignatureFactories(List.of(BuiltinSignatures.ed25519));
        client.setKeyExchangeFactories(NamedFactory.setUpTransformedFactories(
                true,
                List.of(
                        BuiltinDHFactories.curve25519,
                        BuiltinDHFactories.curve25519_libssh,
                        BuiltinDHFactories.ecdhp256),
                ClientBuilder.DH2KEX));
        // The order of the stock client: an emulated guest has no AES instructions, and the first needs none.
        client.setCipherFactories(List.of(
                BuiltinCiphers.cc20p1305_openssh,
                BuiltinCiphers.aes128gcm,
                BuiltinCiphers.aes256gcm,
                BuiltinCiphers.aes128ctr));
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, HEARTBEATS_UNANSWERED);
        CoreModuleProperties.STOP_WAIT_TIME.set(client, STOP_TIMEOUT);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT_INTERVAL);
        SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(client, HANDSHAKE_TIMEOUT);
        client.start();
    }

    ClientSession connect(GuestAccess access) {
        Pin pin = new Pin(parse(access.hostPublicKey()));
        InetSocketAddress address =
                new InetSocketAddress(access.ssh().address(), access.ssh().port());
        ClientSession session = null;
        try {
            session = client.connect(USER, address, AttributeRepository.ofKeyValuePair(PIN, pin), null)
                    .verify(CONNECT_TIMEOUT)
                    .getClientSession();
            session.auth().verify(HANDSHAKE_TIMEOUT);
            return session;
        } catch (IOException e) {
            if (session != null) {
                session.close(true);
            }
            throw explain(access, pin, e);
        }
    }

    private static HostException explain(GuestAccess access, Pin pin, IOException cause) {
        String where = access.id() + " at " + access.ssh();
        if (cause instanceof InterruptedIOException) {
            Thread.currentThread().interrupt();
            return new HostException(Reason.CANCELLED, "Interrupted while connecting to guest " + where, cause);
        }
        if (pin.refused) {
            return new HostException(
                    Reason.NOT_TRUSTED, "Guest " + where + " does not show its pinned host key", cause);
        }
        if (cause instanceof SshException ssh
                && ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
            return new HostException(Reason.NOT_TRUSTED, "Guest " + where + " refuses the platform's key", cause);
        }
        return new HostException(Reason.UNREACHABLE, "Guest " + where + " cannot be reached over SSH", cause);
    }

    private static PublicKey parse(String line) {
        try {
            return PublicKeyEntry.parsePublicKeyEntry(line).resolvePublicKey(null, null, null);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("Not a public key: " + line, e);
        }
    }

    private static boolean verify(ClientSession session, PublicKey shown) {
        AttributeRepository context = session.getConnectionContext();
        Pin pin = context == null ? null : context.getAttribute(PIN);
        if (pin == null) {
            return false;
        }
        pin.refused = !KeyUtils.compareKeys(pin.key, shown);
        return !pin.refused;
    }

    @Override
    public void close() {
        client.stop();
    }

    /** The key that one connection must be shown, and whether it was shown another. */
    private static final class Pin {
        private final PublicKey key;
        private volatile boolean refused;

        private Pin(PublicKey key) {
            this.key = key;
        }
    }
}
