package dev.litevps.host.simulated.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A terminal in canonical mode, between the keys of a person and the programs: it echoes, edits the line (backspace, ^U,
 * ^W), hands it over when it is complete, and turns ^C into a signal and ^D into the end of the input.
 */
public final class Terminal {

    private static final int LINE_LIMIT_BYTES = 4096;
    private static final int LINES_AHEAD = 1024;
    private static final byte[] END_OF_INPUT = {};
    private static final int INTERRUPT = 3;
    private static final int END = 4;
    private static final int BACKSPACE = 8;
    private static final int KILL_LINE = 21;
    private static final int KILL_WORD = 23;
    private static final int ESCAPE = 27;
    private static final int DELETE = 127;

    private final OpenFile screen;
    private final LinkedBlockingQueue<byte[]> lines = new LinkedBlockingQueue<>(LINES_AHEAD);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private byte @Nullable [] rest;
    private boolean hungUp;
    private boolean inEscape;
    private volatile @Nullable GuestProcess leader;

    /** @param screen where the echo and all output goes */
    public Terminal(OpenFile screen) {
        this.screen = screen;
    }

    /** Says whose session this terminal controls. */
    public void control(GuestProcess sessionLeader) {
        leader = sessionLeader;
    }

    /** Bytes that came from the keyboard. */
    public void type(byte[] bytes, int length) throws IOException {
        ByteArrayOutputStream echo = new ByteArrayOutputStream();
        for (int i = 0; i < length; i++) {
            key(bytes[i] & 0xFF, echo);
        }
        show(echo);
    }

    /** Shows what was typed before any program can answer it: one that ends at once would end the channel first. */
    private void show(ByteArrayOutputStream echo) throws IOException {
        screen.write(echo.toByteArray(), 0, echo.size());
        echo.reset();
    }

    private void key(int key, ByteArrayOutputStream echo) throws IOException {
        if (inEscape) {
            // Cursor keys and their like are swallowed: they end with a letter or a tilde.
            inEscape = !((Character.isLetter(key) && key != 'O') || key == '~');
            return;
        }
        switch (key) {
            case '\r', '\n' -> {
                echo.writeBytes(new byte[] {'\r', '\n'});
                line.write('\n');
                show(echo);
                handOver();
            }
            case INTERRUPT -> interrupt(echo);
            case END -> {
                end();
            }
            case BACKSPACE, DELETE -> erase(1, echo);
            case KILL_LINE -> erase(line.size(), echo);
            case KILL_WORD -> eraseWord(echo);
            case ESCAPE -> inEscape = true;
            default -> {
                boolean printable = key >= ' ' || key == '\t';
                if (printable && line.size() < LINE_LIMIT_BYTES) {
                    line.write(key);
                    echo.write(key);
                }
            }
        }
    }

    /** No more keys will come, for now or for ever: what was typed is handed over, or else the end of the input. */
    public synchronized void end() {
        if (line.size() == 0) {
            boolean ignored = lines.offer(END_OF_INPUT);
        } else {
            handOver();
        }
    }

    private void handOver() {
        boolean ignored = lines.offer(line.toByteArray());
        line.reset();
    }

    private void erase(int count, ByteArrayOutputStream echo) {
        byte[] before = line.toByteArray();
        int kept = before.length;
        for (int i = 0; i < count && kept > 0; i++) {
            kept--;
            // A character of several bytes goes as a whole.
            while (kept > 0 && (before[kept] & 0xC0) == 0x80) {
                kept--;
            }
            echo.writeBytes("\b \b".getBytes(StandardCharsets.US_ASCII));
        }
        line.reset();
        line.write(before, 0, kept);
    }

    private void eraseWord(ByteArrayOutputStream echo) {
        byte[] typed = line.toByteArray();
        int start = typed.length;
        while (start > 0 && typed[start - 1] == ' ') {
            start--;
        }
        while (start > 0 && typed[start - 1] != ' ') {
            start--;
        }
        erase(typed.length - start, echo);
    }

    private void interrupt(ByteArrayOutputStream echo) throws IOException {
        echo.writeBytes("^C\r\n".getBytes(StandardCharsets.US_ASCII));
        show(echo);
        line.reset();
        lines.clear();
        GuestProcess shell = leader;
        if (shell == null) {
            return;
        }
        ProcessTable processes = shell.system().processes();
        processes.signalGroup(shell.groupId(), Signal.INT);
        // Looked at afterwards: of a command that ended just before, the shell no longer waits for the end.
        boolean busy =
                processes.all().stream().anyMatch(process -> process != shell && process.groupId() == shell.groupId());
        if (!busy) {
            // The shell waits at its prompt: an empty line makes it show another one.
            boolean ignored = lines.offer(new byte[] {'\n'});
        }
    }

    /** The person is gone: the session hangs up. */
    public void hangUp() {
        boolean ignored = lines.offer(END_OF_INPUT);
        synchronized (this) {
            hungUp = true;
        }
        GuestProcess shell = leader;
        if (shell != null) {
            shell.system().processes().signalSession(shell.sessionId(), Signal.HUP);
        }
    }

    /** What programs read. */
    public OpenFile input() {
        return new OpenFile() {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return take(buffer, offset, length);
            }

            @Override
            public boolean isTerminal() {
                return true;
            }
        };
    }

    private int take(byte[] buffer, int offset, int length) throws InterruptedIOException {
        byte[] chunk;
        synchronized (this) {
            chunk = rest;
            rest = null;
        }
        while (chunk == null) {
            synchronized (this) {
                if (hungUp && lines.isEmpty()) {
                    return -1;
                }
            }
            try {
                chunk = lines.take();
            } catch (InterruptedException e) {
                GuestProcess.interrupted(e);
            }
        }
        int count = Math.min(length, chunk.length);
        System.arraycopy(chunk, 0, buffer, offset, count);
        synchronized (this) {
            rest = count < chunk.length ? Arrays.copyOfRange(chunk, count, chunk.length) : null;
        }
        return count == 0 ? -1 : count;
    }

    /** What programs write: a newline also returns the carriage. */
    public OpenFile output() {
        return new OpenFile() {
            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                ByteArrayOutputStream shown = new ByteArrayOutputStream(length + 16);
                for (int i = offset; i < offset + length; i++) {
                    if (buffer[i] == '\n') {
                        shown.write('\r');
                    }
                    shown.write(buffer[i]);
                }
                screen.write(shown.toByteArray(), 0, shown.size());
            }

            @Override
            public boolean isTerminal() {
                return true;
            }
        };
    }
}
