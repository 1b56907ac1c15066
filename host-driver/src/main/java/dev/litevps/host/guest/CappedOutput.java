package dev.litevps.host.guest;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the first bytes of a stream and drops the rest, so that a guest cannot fill the platform's memory. */
final class CappedOutput extends OutputStream {

    private final int limitBytes;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean truncated;
    private volatile long lastWriteNanos = System.nanoTime();

    CappedOutput(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] data, int offset, int length) {
        int room = Math.min(length, limitBytes - kept.size());
        kept.write(data, offset, room);
        truncated |= room < length;
        lastWriteNanos = System.nanoTime();
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }

    synchronized boolean isTruncated() {
        return truncated;
    }

    long lastWriteNanos() {
        return lastWriteNanos;
    }
}
