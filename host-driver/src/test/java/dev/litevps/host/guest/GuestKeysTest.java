package dev.litevps.host.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.host.HostKey;
import dev.litevps.host.MachineId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestKeysTest {

    private static final MachineId WEB = MachineId.of("0190b2a6-0000-7000-8000-000000000001");
    private static final MachineId DATABASE = MachineId.of("0190b2a6-0000-7000-8000-000000000002");

    private final GuestKeys keys = new GuestKeys(secret(7));

    @Test
    void sameSecretMakesTheSameKeysEverywhere() {
        GuestKeys otherNode = new GuestKeys(secret(7));

        assertThat(otherNode.hostKey(WEB)).isEqualTo(keys.hostKey(WEB));
        assertThat(otherNode.platformPublicKey()).isEqualTo(keys.platformPublicKey());
    }

    @Test
    void eachMachineAndEachSecretHasItsOwnKey() {
        GuestKeys otherPlatform = new GuestKeys(secret(8));

        assertThat(Stream.of(keys.hostKey(WEB), keys.hostKey(DATABASE), otherPlatform.hostKey(WEB))
                        .map(HostKey::publicKey))
                .doesNotHaveDuplicates()
                .allMatch(line -> line.matches("ssh-ed25519 [A-Za-z0-9+/]{68}"));
        assertThat(keys.platformPublicKey()).matches("ssh-ed25519 [A-Za-z0-9+/]{68} litevps-platform");
    }

    @Test
    void derivationNeverChanges() {
        // Guests that exist pin this key: another derivation would lock the platform out of them.
        assertThat(keys.hostKey(WEB).publicKey())
                .isEqualTo("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAII0ag4alhi0BT2rg4FKv/OuYyjn8u1y9goG4ZCL7XqjZ");
    }

    @Test
    void secretOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> new GuestKeys(new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void privateKeyIsNotPrinted() {
        assertThat(keys.hostKey(WEB).toString()).doesNotContain("PRIVATE").contains("ssh-ed25519");
    }

    @Test
    void stockOpenSshReadsThePrivateKey(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(isInstalled(), "ssh-keygen is not installed");
        HostKey key = keys.hostKey(WEB);
        Path file = Files.createFile(
                folder.resolve("key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, key.privateKey());
        Path publicFile = Files.writeString(folder.resolve("key.pub"), key.publicKey() + "\n");

        assertThat(run("ssh-keygen", "-y", "-f", file.toString())).startsWith(key.publicKey());
        assertThat(run("ssh-keygen", "-lf", publicFile.toString())).contains("(ED25519)");
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "ssh-keygen")));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static byte[] secret(int fill) {
        byte[] secret = new byte[GuestKeys.SECRET_BYTES];
        Arrays.fill(secret, (byte) fill);
        return secret;
    }
}
