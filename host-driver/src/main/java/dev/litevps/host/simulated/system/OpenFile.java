package dev.litevps.host.simulated.system;

import java.io.IOException;

/**
 * What a descriptor stands for: a file, an end of a pipe, a device, or a stream of an SSH channel. Descriptors of several
 * processes may share one; it is closed with the last of them.
 */
public abstract class OpenFile {

    private int references = 1;

    /** Reads up to so many bytes, waiting for at least one; -1 at the end. */
    public int read(byte[] buffer, int offset, int length) throws IOException {
        throw new IOException("Bad file descriptor");
    }

    /** Writes all the bytes, waiting for room. */
    public void write(byte[] buffer, int offset, int length) throws IOException {
        throw new IOException("Bad file descriptor");
    }

    /** Whether a person sits at the other end. */
    public boolean isTerminal() {
        return false;
    }

    /** One more descriptor stands for it. */
    public final synchronized OpenFile retain() {
        references++;
        return this;
    }

    /** One descriptor less stands for it. */
    public final void release() {
        synchronized (this) {
            references--;
            if (references != 0) {
                return;
            }
        }
        closed();
    }

    /** The last descriptor is gone. */
    protected void closed() {}
}
