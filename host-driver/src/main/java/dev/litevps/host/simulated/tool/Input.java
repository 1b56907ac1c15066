package dev.litevps.host.simulated.tool;

import dev.litevps.host.simulated.system.GuestProcess;
import dev.litevps.host.simulated.system.OpenFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a program reads from an open file, buffered. */
final class Input extends InputStream {

    private static final int BUFFER_BYTES = 8192;
    /** A line, or an input that must be held as a whole, may not be longer: memory is the platform's. */
    static final int LIMIT_BYTES = 32 * 1024 * 1024;

    private final GuestProcess process;
    private final OpenFile file;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int filled;

    /** @param file whose reference is taken over */
    Input(GuestProcess process, OpenFile file) {
        this.process = process;
        this.file = file;
    }

    private boolean fill() throws IOException {
        if (at < filled) {
            return true;
        }
        process.checkpoint();
        at = 0;
        filled = Math.max(0, file.read(buffer, 0, BUFFER_BYTES));
        return filled > 0;
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, filled - at);
        System.arraycopy(buffer, at, bytes, offset, count);
        at += count;
        return count;
    }

    /** The next line without its newline, each byte as one character; null at the end. */
    @Nullable
    String line() throws IOException {
        if (!fill()) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (fill()) {
            int start = at;
            while (at < filled && buffer[at] != '\n') {
                at++;
            }
            line.write(buffer, start, at - start);
            if (line.size() > LIMIT_BYTES) {
                throw new IOException("memory exhausted");
            }
            if (at < filled) {
                at++;
                break;
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        file.release();
    }
}
