package dev.litevps.host.guest;

import dev.litevps.host.GuestFileException;
import dev.litevps.host.GuestFiles;
import java.io.IOException;
import java.io.InputStream;
import org.apache.sshd.sftp.client.SftpClient;

/** A file that comes over SFTP, with many requests under way at a time. */
final class SftpDownload implements GuestFiles.Download {

    private final SftpSession session;
    private final long sizeBytes;
    private final int mode;
    private final InputStream stream;

    private SftpDownload(SftpSession session, SftpClient.Attributes file, InputStream stream) {
        this.session = session;
        this.sizeBytes = file.getSize();
        this.mode = file.getPermissions() & SftpUpload.MODE_BITS;
        this.stream = stream;
    }

    static SftpDownload open(SftpSession session, String path) {
        SftpClient.Attributes file = session.attributes(path);
        if (!file.isRegularFile()) {
            throw new GuestFileException(
                    GuestFileException.Reason.NOT_A_REGULAR_FILE, path + " is no regular file", null);
        }
        int pieceBytes = session.pieceBytes(path);
        return new SftpDownload(session, file, session.ask(path, sftp -> sftp.read(path, pieceBytes)));
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public int mode() {
        return mode;
    }

    @Override
    public InputStream stream() {
        return stream;
    }

    @Override
    public void close() {
        try (session) {
            stream.close();
        } catch (IOException alreadyBroken) {
            // Whoever read it has been told; the session is given back all the same.
            return;
        }
    }
}
