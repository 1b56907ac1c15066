package dev.litevps.host.guest;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the first bytes of a stream and drops the rest, so that a guest cannot fill the platform's memory. */
final class CappedOutput extends OutputStream {

    /** What each may keep, however much others keep: more than nearly all commands print. */
    static final int ALWAYS_KEPT_BYTES = 64 * 1024;

    private final int limitBytes;
    private final OutputBudget budget;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long takenBytes;
    private boolean truncated;
    private volatile long receivedBytes;
    private volatile long lastWriteNanos = System.nanoTime();

    /** @param budget for what is kept beyond {@link #ALWAYS_KEPT_BYTES} */
    CappedOutput(int limitBytes, OutputBudget budget) {
        this.limitBytes = limitBytes;
        this.budget = budget;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One writes at a time.
    public synchronized void write(byte[] data, int offset, int length) {
        int room = granted(Math.min(length, limitBytes - kept.size()));
        kept.write(data, offset, room);
        truncated |= room < length;
        receivedBytes += length;
        lastWriteNanos = System.nanoTime();
    }

    private int granted(int wanted) {
        int free = Math.min(wanted, Math.max(0, ALWAYS_KEPT_BYTES - kept.size()));
        if (free == wanted || truncated) {
            // What comes after a gap would be read as if it had followed.
            return truncated ? 0 : free;
        }
        int taken = budget.take(wanted - free);
        takenBytes += taken;
        return free + taken;
    }

    /** Nobody needs it any more. */
    synchronized void release() {
        budget.giveBack(takenBytes);
        takenBytes = 0;
        truncated = true;
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }

    synchronized boolean isTruncated() {
        return truncated;
    }

    /** How much has come, kept or not. */
    long receivedBytes() {
        return receivedBytes;
    }

    long lastWriteNanos() {
        return lastWriteNanos;
    }
}
