package dev.litevps.host.guest;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A command whose shell says who it is before it begins, and the stream that takes this out of the command's stderr.
 *
 * <p>{@code sshd} makes the shell of every command the leader of a session of its own, so the process id of the shell is a
 * handle on all that the command starts. To ask for it costs a built-in and no process. It stands behind a word that nobody
 * can know before, on a line of its own: what the shell's settings print earlier stays what it is, and a command that cannot be
 * parsed is still announced.
 */
final class AnnouncedCommand extends OutputStream {

    private final String word = "litevps-" + UUID.randomUUID() + ":";
    private final String line;
    private final CappedOutput stderr;
    private final CompletableFuture<OptionalLong> leader = new CompletableFuture<>();
    private String pending = "";

    /**
     * @param command for the shell of the user
     * @param stderr gets all that the command prints there
     */
    AnnouncedCommand(String command, CappedOutput stderr) {
        this.line = "echo " + word + "$$ >&2\n" + command;
        this.stderr = stderr;
    }

    /** What the shell is to be given. */
    String line() {
        return line;
    }

    /** The process that leads the command's session, once it is known; empty if the command ended without saying it. */
    CompletableFuture<OptionalLong> leader() {
        return leader;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] data, int offset, int length) {
        if (leader.isDone()) {
            stderr.write(data, offset, length);
            return;
        }
        // One character for each byte, there and back.
        pending += new String(data, offset, length, StandardCharsets.ISO_8859_1);
        int begin = pending.indexOf(word);
        int end = begin < 0 ? -1 : pending.indexOf('\n', begin);
        if (end >= 0) {
            leader.complete(processId(pending.substring(begin + word.length(), end)));
            pending = pending.substring(0, begin) + pending.substring(end + 1);
            pass(pending.length());
        } else if (begin < 0) {
            pass(pending.length() - word.length() + 1);
        }
    }

    /** Nothing more will come. */
    synchronized void end() {
        pass(pending.length());
        leader.complete(OptionalLong.empty());
    }

    private void pass(int length) {
        if (length > 0) {
            byte[] bytes = pending.substring(0, length).getBytes(StandardCharsets.ISO_8859_1);
            stderr.write(bytes, 0, bytes.length);
            pending = pending.substring(length);
        }
    }

    private static OptionalLong processId(String text) {
        try {
            long id = Long.parseLong(text);
            return id > 1 ? OptionalLong.of(id) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
