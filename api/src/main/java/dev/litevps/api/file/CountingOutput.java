package dev.litevps.api.file;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what was written, for others to read meanwhile. */
final class CountingOutput extends FilterOutputStream {

    private final AtomicLong writtenBytes;

    CountingOutput(OutputStream out, AtomicLong writtenBytes) {
        super(out);
        this.writtenBytes = writtenBytes;
    }

    @Override
    public void write(int piece) throws IOException {
        out.write(piece);
        writtenBytes.incrementAndGet();
    }

    /** In one piece, where the class that this extends writes byte by byte. */
    @Override
    public void write(byte[] pieces, int offset, int length) throws IOException {
        out.write(pieces, offset, length);
        writtenBytes.addAndGet(length);
    }
}
