package dev.litevps.host.guest;

import java.io.IOException;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.sftp.client.SftpErrorDataHandler;
import org.apache.sshd.sftp.client.SftpVersionSelector;
import org.apache.sshd.sftp.client.impl.DefaultSftpClient;
import org.apache.sshd.sftp.common.SftpConstants;

/** Creates files that only their owner can read, from the first moment on: whoever had opened one could go on reading it. */
final class PrivateSftpClient extends DefaultSftpClient {

    private static final int OWNER_ONLY = 0600;

    PrivateSftpClient(ClientSession session) throws IOException {
        super(session, SftpVersionSelector.CURRENT, SftpErrorDataHandler.EMPTY);
    }

    @Override
    protected <B extends Buffer> B writeAttributes(int command, B buffer, Attributes attributes) {
        boolean opens = command == SftpConstants.SSH_FXP_OPEN;
        return super.writeAttributes(command, buffer, opens ? new Attributes().perms(OWNER_ONLY) : attributes);
    }
}
