package dev.litevps.host.guest;

import java.io.IOException;
import java.io.OutputStream;

/** Writes to a file in a guest, and says what it means if that fails. */
final class GuestOutput extends OutputStream {

    private final SftpSession session;
    private final String path;
    private final OutputStream remote;

    GuestOutput(SftpSession session, String path, OutputStream remote) {
        this.session = session;
        this.path = path;
        this.remote = remote;
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        session.ask(path, _ -> {
            remote.write(bytes, offset, length);
            return true;
        });
    }

    @Override
    public void flush() {
        session.ask(path, _ -> {
            remote.flush();
            return true;
        });
    }

    @Override
    public void close() throws IOException {
        remote.close();
    }
}
