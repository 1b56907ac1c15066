package dev.litevps.host.guest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * The content of a file as long as was said before it was read. The beginning is read ahead: of a short file that is all, so
 * its size is what was read and not what the guest said of it, which for the files of {@code /proc} and {@code /sys} is wrong.
 */
final class SftpContent extends InputStream {

    /** How much is read ahead. */
    static final int BEGINNING_BYTES = 128 * 1024;

    private final SftpSession session;
    private final String path;
    private final InputStream remote;
    private final byte[] beginning;
    private final OptionalLong sizeBytes;
    private long givenBytes;

    private SftpContent(
            SftpSession session, String path, InputStream remote, byte[] beginning, OptionalLong sizeBytes) {
        this.session = session;
        this.path = path;
        this.remote = remote;
        this.beginning = beginning;
        this.sizeBytes = sizeBytes;
    }

    /** @param reportedBytes what the guest says that the file has */
    static SftpContent begin(SftpSession session, String path, InputStream remote, long reportedBytes)
            throws IOException {
        byte[] beginning = remote.readNBytes(BEGINNING_BYTES);
        OptionalLong size;
        if (beginning.length < BEGINNING_BYTES) {
            size = OptionalLong.of(beginning.length);
        } else {
            size = reportedBytes < BEGINNING_BYTES ? OptionalLong.empty() : OptionalLong.of(reportedBytes);
        }
        return new SftpContent(session, path, remote, beginning, size);
    }

    /** How many bytes there are to read; empty if only the end tells. */
    OptionalLong sizeBytes() {
        return sizeBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        long left = sizeBytes.orElse(Long.MAX_VALUE) - givenBytes;
        if (left == 0) {
            return -1;
        }
        int wanted = (int) Math.min(length, left);
        int count = givenBytes < beginning.length ? again(buffer, offset, wanted) : further(buffer, offset, wanted);
        if (count < 0 && sizeBytes.isPresent()) {
            throw new EOFException("File " + path + " became shorter while it was read");
        }
        givenBytes += Math.max(count, 0);
        return count;
    }

    private int again(byte[] buffer, int offset, int wanted) {
        int from = (int) givenBytes;
        int count = Math.min(wanted, beginning.length - from);
        System.arraycopy(beginning, from, buffer, offset, count);
        return count;
    }

    private int further(byte[] buffer, int offset, int wanted) {
        return session.ask(path, _ -> remote.read(buffer, offset, wanted));
    }

    @Override
    public void close() throws IOException {
        remote.close();
    }
}
