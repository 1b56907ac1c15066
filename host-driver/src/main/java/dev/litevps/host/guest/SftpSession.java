package dev.litevps.host.guest;

import dev.litevps.host.GuestFileException;
import dev.litevps.host.GuestFileException.Reason;
import dev.litevps.host.HostException;
import java.io.IOException;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHLimitsExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHLimitsExtensionInfo;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatExtensionInfo;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatPathExtension;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** One SFTP channel to a guest, and what its answers mean. */
final class SftpSession implements AutoCloseable {

    /** What the client library takes for an answer, less what is around the bytes in it. */
    private static final int LARGEST_PIECE_BYTES = 255 * 1024;

    /** With less than that left, a disk is full: of a piece that did not fit, the guest has stored what did. */
    private static final long FULL_DISK_LEFT_BYTES = 1024 * 1024;

    private final GuestConnections.Lease lease;
    private final SftpClient client;

    SftpSession(GuestConnections.Lease lease, SftpClient client) {
        this.lease = lease;
        this.client = client;
    }

    @FunctionalInterface
    interface Call<T> {
        T on(SftpClient client) throws IOException;
    }

    /** What the guest answers; its refusals as {@link GuestFileException}. */
    <T> T ask(String path, Call<T> call) {
        try {
            return call.on(client);
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /**
     * How many bytes of a file one request to read or write carries: as many as the guest's server takes, since each request costs
     * an emulated guest more than its bytes do.
     */
    int pieceBytes(String path) {
        return ask(path, sftp -> {
            OpenSSHLimitsExtension extension = sftp.getExtension(OpenSSHLimitsExtension.class);
            if (extension == null || !extension.isSupported()) {
                return SftpClient.IO_BUFFER_SIZE;
            }
            OpenSSHLimitsExtensionInfo limits = extension.limits();
            long taken = Math.min(limits.maxReadLength, limits.maxWriteLength);
            // A limit of 0 is none that the server knows of.
            return taken <= 0 ? SftpClient.IO_BUFFER_SIZE : (int) Math.min(taken, LARGEST_PIECE_BYTES);
        });
    }

    /** What is at the path, behind symbolic links. */
    SftpClient.Attributes attributes(String path) {
        return ask(path, sftp -> sftp.stat(path));
    }

    /** What it means that a call about the file failed. */
    RuntimeException failure(String path, IOException failure) {
        if (!(failure instanceof SftpException refusal)) {
            return new HostException(
                    HostException.Reason.UNREACHABLE, "The connection to the guest broke at file " + path, failure);
        }
        Reason reason =
                switch (refusal.getStatus()) {
                    case SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH -> Reason.NO_SUCH_FILE;
                    case SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM, SftpConstants.SSH_FX_QUOTA_EXCEEDED ->
                        Reason.NO_SPACE;
                    // All that the protocol's version 3 has no word for, a full disk among it.
                    case SftpConstants.SSH_FX_FAILURE -> hasFullDisk(folder(path)) ? Reason.NO_SPACE : Reason.REFUSED;
                    default -> Reason.REFUSED;
                };
        return new GuestFileException(reason, "The guest refused file " + path, failure);
    }

    private boolean hasFullDisk(String folder) {
        OpenSSHStatPathExtension extension = client.getExtension(OpenSSHStatPathExtension.class);
        if (extension == null || !extension.isSupported()) {
            return false;
        }
        try {
            OpenSSHStatExtensionInfo disk = extension.stat(folder);
            boolean noFilesLeft = disk.f_files > 0 && disk.f_ffree == 0;
            return noFilesLeft || disk.f_bfree * disk.f_frsize < FULL_DISK_LEFT_BYTES;
        } catch (IOException notTold) {
            return false;
        }
    }

    /** The folder of a file. */
    static String folder(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    @Override
    public void close() {
        // Who gave up waiting still gives the channel back: an interrupted thread could not.
        boolean interrupted = Thread.interrupted();
        try (lease) {
            client.close();
        } catch (IOException gone) {
            lease.discard();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
