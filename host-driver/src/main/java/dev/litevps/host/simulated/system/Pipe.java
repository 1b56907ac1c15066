package dev.litevps.host.simulated.system;

import java.io.IOException;
import java.io.InterruptedIOException;

/** A pipe that holds as much as Linux's: a writer waits while it is full, a reader while it is empty. */
public final class Pipe {

    private static final int CAPACITY_BYTES = 64 * 1024;

    private final byte[] ring = new byte[CAPACITY_BYTES];
    private int start;
    private int filled;
    private boolean readerGone;
    private boolean writerGone;

    private final OpenFile readEnd = new OpenFile() {
        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return take(buffer, offset, length);
        }

        @Override
        protected void closed() {
            synchronized (Pipe.this) {
                readerGone = true;
                Pipe.this.notifyAll();
            }
        }
    };

    private final OpenFile writeEnd = new OpenFile() {
        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            put(buffer, offset, length);
        }

        @Override
        protected void closed() {
            synchronized (Pipe.this) {
                writerGone = true;
                Pipe.this.notifyAll();
            }
        }
    };

    public OpenFile readEnd() {
        return readEnd;
    }

    public OpenFile writeEnd() {
        return writeEnd;
    }

    private synchronized int take(byte[] buffer, int offset, int length) throws IOException {
        while (filled == 0) {
            if (writerGone) {
                return -1;
            }
            await();
        }
        int count = Math.min(length, filled);
        int first = Math.min(count, CAPACITY_BYTES - start);
        System.arraycopy(ring, start, buffer, offset, first);
        System.arraycopy(ring, 0, buffer, offset + first, count - first);
        start = (start + count) % CAPACITY_BYTES;
        filled -= count;
        notifyAll();
        return count;
    }

    private synchronized void put(byte[] buffer, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (readerGone) {
                throw new BrokenPipeException();
            }
            int room = CAPACITY_BYTES - filled;
            if (room == 0) {
                await();
                continue;
            }
            int end = (start + filled) % CAPACITY_BYTES;
            int count = Math.min(Math.min(room, length - done), CAPACITY_BYTES - end);
            System.arraycopy(buffer, offset + done, ring, end, count);
            filled += count;
            done += count;
            notifyAll();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // Every caller loops.
    private void await() throws InterruptedIOException {
        try {
            wait();
        } catch (InterruptedException e) {
            GuestProcess.interrupted(e);
        }
    }
}
