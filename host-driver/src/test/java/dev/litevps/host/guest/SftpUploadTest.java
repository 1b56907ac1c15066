package dev.litevps.host.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.host.GuestAccess;
import dev.litevps.host.GuestFileException;
import dev.litevps.host.GuestFiles.Upload;
import dev.litevps.host.MachineId;
import dev.litevps.host.SshEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.AcceptAllPublickeyAuthenticator;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an upload asks of an SFTP server, and in which order. */
class SftpUploadTest {

    private final GuestKeys keys = new GuestKeys(new byte[GuestKeys.SECRET_BYTES]);
    private final SshGuest guest = new SshGuest(keys);
    private final SshServer server = SshServer.setUpDefaultServer();
    private final Refusing files = new Refusing();

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void start() throws IOException {
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(keys.platformKeyPair()));
        server.setPublickeyAuthenticator(AcceptAllPublickeyAuthenticator.INSTANCE);
        server.setSubsystemFactories(List.of(
                new SftpSubsystemFactory.Builder().withFileSystemAccessor(files).build()));
        CoreModuleProperties.STOP_WAIT_TIME.set(server, Duration.ofSeconds(2));
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        guest.close();
        server.stop(true);
    }

    @Test
    void aFailureOfAnyKindIsNotSaidToBeAFullDisk() {
        files.refuses = true;

        assertThatThrownBy(() -> write(folder.resolve("file")))
                .isInstanceOfSatisfying(GuestFileException.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(GuestFileException.Reason.REFUSED));
        assertThat(folder).isEmptyDirectory();
    }

    private void write(Path file) throws IOException {
        GuestAccess access = new GuestAccess(
                new MachineId(UUID.randomUUID()),
                new SshEndpoint("127.0.0.1", server.getPort()),
                PublicKeyEntry.toString(keys.platformKeyPair().getPublic()));
        try (Upload upload = guest.create(access, file.toString(), 0755)) {
            upload.stream().write("new".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            upload.complete();
        }
    }

    /** A disk on which no file takes the place of another. */
    private static final class Refusing implements SftpFileSystemAccessor {
        private volatile boolean refuses;

        @Override
        public void renameFile(
                SftpSubsystemProxy subsystem, Path from, Path to, Collection<java.nio.file.CopyOption> options)
                throws IOException {
            if (refuses) {
                throw new IOException("Input/output error");
            }
            SftpFileSystemAccessor.super.renameFile(subsystem, from, to, options);
        }
    }
}
