package dev.litevps.host.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.guest.GuestKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.PtyChannelConfiguration;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A simulated guest as a stock SSH client meets it: files over SFTP, and a shell to type to. */
class SimulatedSshTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final GuestKeys keys = new GuestKeys(new byte[GuestKeys.SECRET_BYTES]);
    private final MachineId id = new MachineId(UUID.randomUUID());
    private final MachineSpec spec = new MachineSpec(
            id, "web-1", 1, 512, 10, new Endpoints().next(), List.of(keys.platformPublicKey()), keys.hostKey(id));
    private final SimulatedHypervisor hypervisor =
            new SimulatedHypervisor(SimulatedSettings.inMemory().withDiskLimitBytes(4 * 1024 * 1024));
    private final SshClient client = SshClient.setUpDefaultClient();

    @BeforeEach
    void boot() {
        hypervisor.create(spec);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
    }

    @AfterEach
    void close() {
        client.stop();
        hypervisor.close();
    }

    private ClientSession logIn(String user) throws IOException {
        ClientSession session = client.connect(
                        user, spec.ssh().address(), spec.ssh().port())
                .verify(TIMEOUT)
                .getClientSession();
        session.addPublicKeyIdentity(keys.platformKeyPair());
        session.auth().verify(TIMEOUT);
        return session;
    }

    @Test
    void filesTravelOverSftp() throws IOException {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        try (ClientSession session = logIn("root");
                SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
            try (OutputStream out = sftp.write("upload.bin")) {
                out.write(content);
            }

            assertThat(sftp.canonicalPath(".")).isEqualTo("/root");
            assertThat(sftp.stat("/root/upload.bin").getSize()).isEqualTo(content.length);
            try (InputStream in = sftp.read("/root/upload.bin")) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
            assertThat(session.executeRemoteCommand("wc -c < /root/upload.bin")).isEqualTo("300000\n");
        }
    }

    @Test
    void fileBeyondTheDiskIsRefused() throws IOException {
        try (ClientSession session = logIn("root");
                SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
            assertThatThrownBy(() -> {
                        try (OutputStream out = sftp.write("/root/big")) {
                            out.write(new byte[8 * 1024 * 1024]);
                        }
                    })
                    .isInstanceOf(IOException.class);
            sftp.remove("/root/big");
            assertThat(session.executeRemoteCommand("echo alive > a; cat a")).isEqualTo("alive\n");
        }
    }

    @Test
    void shellPromptsEditsAndEnds() throws IOException {
        try (ClientSession session = logIn("root")) {
            String shown =
                    type(session, "echo onex\177 two\ncd /tmp\nfor i in 1 2\ndo echo n$i\ndone\nnonsense\nexit 5\n");

            assertThat(shown)
                    .contains("root@web-1:~# ")
                    .contains("one two\r\n")
                    .contains("root@web-1:/tmp# ")
                    .contains("> ")
                    .contains("n1\r\nn2\r\n")
                    .contains("-bash: nonsense: command not found\r\n");
        }
    }

    @Test
    void interruptEndsTheCommandAndNotTheShell() throws IOException {
        try (ClientSession session = logIn("root")) {
            String shown = type(session, "sleep 1000\n\003echo after\nexit\n");

            assertThat(shown).contains("^C").contains("after\r\n");
        }
    }

    /** Some of these come while the shell reads the line, some while it starts the command, some while that runs. */
    @RepeatedTest(10)
    void interruptEndsTheWholeLineWheneverItComes() throws IOException {
        try (ClientSession session = logIn("root")) {
            String shown = type(session, "sleep 1000; echo ne''ver\n\003".repeat(40) + "echo after\nexit\n");

            assertThat(shown).contains("after\r\n").doesNotContain("never");
        }
    }

    /** Types all at once when the shell asks for it, and gives what the terminal showed until the shell ended. */
    private static String type(ClientSession session, String keysTyped) throws IOException {
        PtyChannelConfiguration terminal = new PtyChannelConfiguration();
        terminal.setPtyType("xterm");
        try (ChannelShell shell = session.createShellChannel(terminal, Map.of())) {
            ByteArrayOutputStream shown = new ByteArrayOutputStream();
            shell.setOut(shown);
            shell.setErr(shown);
            shell.open().verify(TIMEOUT);
            await().atMost(TIMEOUT)
                    .until(() -> shown.toString(StandardCharsets.UTF_8).endsWith("# "));
            shell.getInvertedIn().write(keysTyped.getBytes(StandardCharsets.UTF_8));
            shell.getInvertedIn().flush();
            assertThat(shell.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), TIMEOUT))
                    .as(() -> "The end of a session that showed " + shown.toString(StandardCharsets.UTF_8))
                    .contains(ClientChannelEvent.CLOSED);
            return shown.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void onlyRootWithAnAuthorizedKeyGetsIn() {
        assertThatThrownBy(() -> logIn("admin").close()).isInstanceOf(IOException.class);
    }

    @Test
    void guestDecidesWhoMayLogIn() throws IOException {
        try (ClientSession session = logIn("root")) {
            session.executeRemoteCommand("echo > /root/.ssh/authorized_keys");
        }

        assertThatThrownBy(() -> logIn("root").close()).isInstanceOf(IOException.class);
    }
}
