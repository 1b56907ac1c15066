package dev.litevps.host.simulated.tool;

import dev.litevps.host.simulated.system.BrokenPipeException;
import dev.litevps.host.simulated.system.Failures;
import dev.litevps.host.simulated.system.GuestProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What a program writes to a descriptor, buffered. */
final class Output extends OutputStream {

    private static final int BUFFER_BYTES = 8192;

    private final GuestProcess process;
    private final int descriptor;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;

    Output(GuestProcess process, int descriptor) {
        this.process = process;
        this.descriptor = descriptor;
    }

    /** Writes text as UTF-8. */
    Output print(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Writes text and a newline. */
    void line(String text) throws IOException {
        print(text).write('\n');
    }

    /** Writes text of which each character stands for one byte. */
    Output raw(String bytes) throws IOException {
        write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    @Override
    public void write(int b) throws IOException {
        if (filled == BUFFER_BYTES) {
            flush();
        }
        buffer[filled++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length >= BUFFER_BYTES - filled) {
            flush();
            if (length >= BUFFER_BYTES) {
                pass(bytes, offset, length);
                return;
            }
        }
        System.arraycopy(bytes, offset, buffer, filled, length);
        filled += length;
    }

    @Override
    public void flush() throws IOException {
        if (filled > 0) {
            int length = filled;
            filled = 0;
            pass(buffer, 0, length);
        }
    }

    private void pass(byte[] bytes, int offset, int length) throws IOException {
        process.checkpoint();
        try {
            process.files().get(descriptor).write(bytes, offset, length);
        } catch (BrokenPipeException e) {
            throw e;
        } catch (IOException e) {
            throw new WriteFailedException(Failures.text(e), e);
        }
    }
}
