package dev.litevps.host.guest;

import dev.litevps.host.GuestFileException;
import dev.litevps.host.GuestFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.apache.sshd.sftp.client.SftpClient;

/** A file that comes over SFTP, with many requests under way at a time. */
final class SftpDownload implements GuestFiles.Download {

    private final SftpSession session;
    private final int mode;
    private final SftpContent content;

    private SftpDownload(SftpSession session, SftpClient.Attributes file, SftpContent content) {
        this.session = session;
        this.mode = file.getPermissions() & SftpUpload.MODE_BITS;
        this.content = content;
    }

    static SftpDownload open(SftpSession session, String path) {
        SftpClient.Attributes file = session.attributes(path);
        if (!file.isRegularFile()) {
            throw new GuestFileException(
                    GuestFileException.Reason.NOT_A_REGULAR_FILE, path + " is no regular file", null);
        }
        int pieceBytes = session.pieceBytes(path);
        return new SftpDownload(
                session,
                file,
                session.ask(
                        path, sftp -> SftpContent.begin(session, path, sftp.read(path, pieceBytes), file.getSize())));
    }

    @Override
    public OptionalLong sizeBytes() {
        return content.sizeBytes();
    }

    @Override
    public int mode() {
        return mode;
    }

    @Override
    public InputStream stream() {
        return content;
    }

    @Override
    public void close() {
        try (session) {
            content.close();
        } catch (IOException alreadyBroken) {
            // Whoever read it has been told; the session is given back all the same.
            return;
        }
    }
}
