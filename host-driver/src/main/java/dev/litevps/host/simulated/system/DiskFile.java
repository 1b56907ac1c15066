package dev.litevps.host.simulated.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A regular file, opened. */
final class DiskFile extends OpenFile {

    private final Disk disk;
    private final SeekableByteChannel channel;

    DiskFile(Disk disk, SeekableByteChannel channel) {
        this.disk = disk;
        this.channel = channel;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        // A channel closes itself under a thread that has been interrupted; a signal with a handler must not do that.
        boolean signalled = Thread.interrupted();
        try {
            return channel.read(ByteBuffer.wrap(buffer, offset, length));
        } finally {
            restore(signalled);
        }
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        disk.checkSpace();
        boolean signalled = Thread.interrupted();
        try {
            ByteBuffer bytes = ByteBuffer.wrap(buffer, offset, length);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } finally {
            restore(signalled);
        }
    }

    private static void restore(boolean signalled) {
        if (signalled) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected void closed() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("A channel in memory closes", e);
        }
    }
}
