package dev.litevps.host.guest;

import dev.litevps.host.GuestFileException;
import dev.litevps.host.GuestFileException.Reason;
import dev.litevps.host.GuestFiles;
import dev.litevps.host.HostException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.jspecify.annotations.Nullable;

/** A file that goes over SFTP to a name of its own beside its place, and takes its place by one renaming. */
final class SftpUpload implements GuestFiles.Upload {

    static final int MODE_BITS = 07777;

    private static final int DEFAULT_MODE = 0644;

    /** As many links as Linux follows before it speaks of a loop. */
    private static final int LONGEST_CHAIN = 40;

    private final SftpSession session;
    private final String target;
    private final String draft;
    private final SftpClient.@Nullable Attributes replaced;
    private final int mode;
    private final OutputStream stream;
    private boolean completed;
    private boolean streamClosed;

    private SftpUpload(
            SftpSession session, String target, SftpClient.@Nullable Attributes replaced, @Nullable Integer mode) {
        this.session = session;
        this.target = target;
        this.replaced = replaced;
        this.mode = mode != null ? mode : replaced != null ? replaced.getPermissions() & MODE_BITS : DEFAULT_MODE;
        this.draft = besides(target, ".litevps-upload-" + UUID.randomUUID());
        int pieceBytes = session.pieceBytes(target);
        this.stream = new GuestOutput(
                session,
                target,
                session.ask(
                        target,
                        sftp -> sftp.write(draft, pieceBytes, OpenMode.Write, OpenMode.Create, OpenMode.Exclusive)));
    }

    static SftpUpload begin(SftpSession session, String path, @Nullable Integer mode) {
        requireFolder(session, SftpSession.folder(path));
        String target = behindLinks(session, path);
        SftpClient.Attributes file = find(session, target);
        if (file != null && !file.isRegularFile()) {
            throw new GuestFileException(Reason.NOT_A_REGULAR_FILE, path + " is no regular file", null);
        }
        return new SftpUpload(session, target, file, mode);
    }

    /** Where the links end: the file there is replaced, and what points to it goes on pointing to it. */
    private static String behindLinks(SftpSession session, String path) {
        String target = path;
        for (int link = 0; link < LONGEST_CHAIN; link++) {
            SftpClient.Attributes attributes = find(session, target);
            if (attributes == null || !attributes.isSymbolicLink()) {
                return target;
            }
            String at = target;
            String pointsTo = session.ask(path, sftp -> sftp.readLink(at));
            target = pointsTo.startsWith("/") ? pointsTo : besides(at, pointsTo);
        }
        throw new GuestFileException(Reason.NOT_A_REGULAR_FILE, path + " is a link that leads nowhere", null);
    }

    private static void requireFolder(SftpSession session, String folder) {
        try {
            if (session.attributes(folder).isDirectory()) {
                return;
            }
        } catch (GuestFileException e) {
            if (e.reason() != Reason.NO_SUCH_FILE) {
                throw e;
            }
        }
        throw new GuestFileException(Reason.NO_SUCH_FOLDER, "there is no folder " + folder, null);
    }

    private static SftpClient.@Nullable Attributes find(SftpSession session, String path) {
        try {
            return session.ask(path, sftp -> sftp.lstat(path));
        } catch (GuestFileException e) {
            if (e.reason() == Reason.NO_SUCH_FILE) {
                return null;
            }
            throw e;
        }
    }

    /** What has this name in the folder of the file. */
    private static String besides(String path, String name) {
        return path.substring(0, path.lastIndexOf('/') + 1) + name;
    }

    @Override
    public boolean replaces() {
        return replaced != null;
    }

    @Override
    public int mode() {
        return mode;
    }

    @Override
    public OutputStream stream() {
        return stream;
    }

    @Override
    public void complete() {
        closeStream();
        session.ask(target, sftp -> {
            if (replaced != null) {
                // Before the permissions: a file that gets another owner loses its set-user-ID and set-group-ID bits.
                sftp.setStat(draft, new SftpClient.Attributes().owner(replaced.getUserId(), replaced.getGroupId()));
            }
            sftp.setStat(draft, new SftpClient.Attributes().perms(mode));
            rename(sftp);
            return true;
        });
        completed = true;
    }

    private void rename(SftpClient sftp) throws IOException {
        OpenSSHPosixRenameExtension extension = sftp.getExtension(OpenSSHPosixRenameExtension.class);
        if (extension == null || !extension.isSupported()) {
            throw new HostException(HostException.Reason.REFUSED, "The guest's SFTP server cannot replace files");
        }
        extension.posixRename(draft, target);
    }

    private void closeStream() {
        try {
            streamClosed = true;
            stream.close();
        } catch (IOException e) {
            throw session.failure(target, e);
        }
    }

    @Override
    public void close() {
        // Who gave up waiting still cleans up: an interrupted thread could not.
        boolean interrupted = Thread.interrupted();
        try (session) {
            if (!completed) {
                discard();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void discard() {
        if (!streamClosed) {
            try {
                closeStream();
            } catch (GuestFileException | HostException alreadyBroken) {
                // Whoever wrote has been told; what is left is to remove the draft.
                streamClosed = true;
            }
        }
        try {
            session.ask(target, sftp -> {
                sftp.remove(draft);
                return true;
            });
        } catch (GuestFileException | HostException unreachable) {
            // A guest that is gone keeps its draft, under a name that nobody takes for the file.
            return;
        }
    }
}
