package dev.litevps.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts the lines of what is written through it. */
final class LineCount extends FilterOutputStream {

    private long count;

    LineCount(OutputStream out) {
        super(out);
    }

    long count() {
        return count;
    }

    @Override
    public void write(int one) throws IOException {
        out.write(one);
        count += one == '\n' ? 1 : 0;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        for (int i = offset; i < offset + length; i++) {
            count += bytes[i] == '\n' ? 1 : 0;
        }
    }
}
