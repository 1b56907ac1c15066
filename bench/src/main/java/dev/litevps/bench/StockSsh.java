package dev.litevps.bench;

import dev.litevps.host.SshEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs of OpenSSH, as anybody would use them to reach one guest. */
final class StockSsh implements AutoCloseable {

    private final SshEndpoint guest;
    private final Path folder;
    private final Path key;

    private StockSsh(SshEndpoint guest, Path folder, Path key) {
        this.guest = guest;
        this.folder = folder;
        this.key = key;
    }

    /** Makes a key pair, {@code id} and {@code id.pub}, and returns the public key's line. */
    static String makeKey(Path folder) throws IOException {
        Programs.run(List.of(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                folder.resolve("id").toString()));
        return Files.readString(folder.resolve("id.pub")).strip();
    }

    /** With the key in this folder. */
    static StockSsh to(SshEndpoint guest, Path folder) {
        return new StockSsh(guest, folder, folder.resolve("id"));
    }

    /** Opens the connection that all later ones share. */
    void openMaster() throws IOException {
        // The first value counts: a guest that has just booted may take its time, which is not what is measured.
        List<String> words =
                new ArrayList<>(List.of("ssh", "-o", "ConnectTimeout=30", "-o", "ControlMaster=yes", "-f", "-N"));
        words.addAll(options());
        words.addAll(List.of("-p", Integer.toString(guest.port()), "root@" + guest.address()));
        // Its output would keep a pipe open for as long as it lives.
        if (Programs.exitCode(words) != 0) {
            throw new IOException("the master connection to " + guest + " could not be opened");
        }
    }

    /** How a command in the guest ended. */
    int exitCode(String command) throws IOException {
        List<String> words = new ArrayList<>(List.of("ssh"));
        words.addAll(options());
        words.addAll(List.of("-p", Integer.toString(guest.port()), "root@" + guest.address(), command));
        return Programs.exitCode(words);
    }

    /** One command of {@code sftp}'s own language. */
    void sftp(String command) throws IOException {
        Path batch = Files.writeString(folder.resolve("sftp-batch"), command + "\n");
        List<String> words = new ArrayList<>(List.of("sftp", "-q", "-b", batch.toString()));
        words.addAll(options());
        words.addAll(List.of("-P", Integer.toString(guest.port()), "root@" + guest.address()));
        Programs.run(words);
    }

    private List<String> options() {
        return List.of(
                "-F",
                "/dev/null",
                "-i",
                key.toString(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "ConnectTimeout=1",
                "-o",
                "LogLevel=ERROR",
                "-o",
                "ControlPath=" + folder.resolve("master"));
    }

    /** Ends the shared connection, if there is one. */
    @Override
    public void close() throws IOException {
        if (Files.exists(folder.resolve("master"))) {
            Programs.exitCode(List.of(
                    "ssh",
                    "-F",
                    "/dev/null",
                    "-o",
                    "ControlPath=" + folder.resolve("master"),
                    "-O",
                    "exit",
                    "root@" + guest.address()));
        }
    }
}
