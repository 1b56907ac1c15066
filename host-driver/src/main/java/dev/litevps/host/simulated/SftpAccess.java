package dev.litevps.host.simulated;

import dev.litevps.host.simulated.system.Disk;
import dev.litevps.host.simulated.system.Failures;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpErrorStatusDataHandler;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemEnvironment;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/** Keeps what comes over SFTP within the limits of the guest's disk. */
final class SftpAccess implements SftpFileSystemAccessor {

    private final Function<SessionContext, Optional<Disk>> disks;

    SftpAccess(Function<SessionContext, Optional<Disk>> disks) {
        this.disks = disks;
    }

    /** Says that the disk is full where it is. */
    static final class Errors implements SftpErrorStatusDataHandler {
        @Override
        public int resolveSubStatus(
                SftpSubsystemEnvironment subsystem, int request, Throwable failure, int command, Object... about) {
            return failure instanceof IOException io && Failures.isNoSpace(io)
                    ? SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM
                    : SftpErrorStatusDataHandler.super.resolveSubStatus(subsystem, request, failure, command, about);
        }
    }

    private Disk disk(SftpSubsystemProxy subsystem) throws IOException {
        return disks.apply(subsystem.getSession()).orElseThrow(() -> new IOException("The machine is off"));
    }

    @Override
    public SeekableByteChannel openFile(
            SftpSubsystemProxy subsystem,
            FileHandle fileHandle,
            Path file,
            String handle,
            Set<? extends OpenOption> options,
            FileAttribute<?>... attributes)
            throws IOException {
        boolean creates =
                options.contains(StandardOpenOption.CREATE) || options.contains(StandardOpenOption.CREATE_NEW);
        if (creates && !Files.exists(file)) {
            disk(subsystem).reserveFile();
        }
        return Files.newByteChannel(file, options, attributes);
    }

    @Override
    public void createDirectory(SftpSubsystemProxy subsystem, Path path) throws IOException {
        disk(subsystem).createDirectory(path);
    }

    @Override
    public void createLink(SftpSubsystemProxy subsystem, Path link, Path existing, boolean symbolic)
            throws IOException {
        if (symbolic) {
            disk(subsystem).createSymbolicLink(link, existing);
        } else {
            disk(subsystem).createLink(link, existing);
        }
    }
}
