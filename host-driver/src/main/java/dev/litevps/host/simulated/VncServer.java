package dev.litevps.host.simulated;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The VNC server of one simulated machine, on a loopback port of its own choice: the RFB protocol 3.8 (RFC 6143) with a
 * picture that stays as it is. Keys and pointer are taken and mean nothing.
 */
final class VncServer implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(VncServer.class);
    private static final String VERSION = "RFB 003.008\n";
    private static final int CONNECTIONS = 8;
    private static final int NO_AUTHENTICATION = 1;
    private static final int RAW_ENCODING = 0;
    private static final int IDLE_TIMEOUT_MS = 3_600_000;
    private static final int CUT_TEXT_LIMIT_BYTES = 1024 * 1024;

    private final String name;
    private final Screen screen;
    private final ServerSocket listener;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    VncServer(String name, Screen screen) throws IOException {
        this.name = name;
        this.screen = screen;
        this.listener = new ServerSocket(0, CONNECTIONS, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("vnc " + name).start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.add(socket);
                // One that came while the server was closed has been missed by close().
                if (connections.size() > CONNECTIONS || listener.isClosed()) {
                    connections.remove(socket);
                    socket.close();
                    continue;
                }
                Thread.ofVirtual().name("vnc " + name + " client").start(() -> serve(socket));
            } catch (IOException e) {
                LOGGER.debug("VNC server of {} accepts no more", name, e);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()))) {
            socket.setSoTimeout(IDLE_TIMEOUT_MS);
            greet(in, out);
            PixelFormat format = PixelFormat.STANDARD;
            while (true) {
                switch (in.readUnsignedByte()) {
                    case 0 -> {
                        in.skipNBytes(3);
                        format = PixelFormat.read(in);
                    }
                    case 2 -> {
                        in.skipNBytes(1);
                        in.skipNBytes(4L * in.readUnsignedShort());
                    }
                    case 3 -> update(in, out, format);
                    case 4 -> in.skipNBytes(7);
                    case 5 -> in.skipNBytes(5);
                    case 6 -> {
                        in.skipNBytes(3);
                        in.skipNBytes(Math.clamp(in.readInt(), 0, CUT_TEXT_LIMIT_BYTES));
                    }
                    default -> {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            LOGGER.debug("VNC client of {} is gone", name, e);
        } finally {
            connections.remove(socket);
        }
    }

    private void greet(DataInputStream in, DataOutputStream out) throws IOException {
        out.writeBytes(VERSION);
        out.flush();
        byte[] version = new byte[VERSION.length()];
        in.readFully(version);
        if (new String(version, StandardCharsets.US_ASCII).startsWith("RFB 003.003")) {
            out.writeInt(NO_AUTHENTICATION);
        } else {
            out.writeByte(1);
            out.writeByte(NO_AUTHENTICATION);
            out.flush();
            if (in.readUnsignedByte() != NO_AUTHENTICATION) {
                throw new IOException("The client wants an authentication that was not offered");
            }
            out.writeInt(0);
        }
        out.flush();
        in.skipNBytes(1); // whether to share: always
        out.writeShort(Screen.WIDTH);
        out.writeShort(Screen.HEIGHT);
        PixelFormat.STANDARD.write(out);
        byte[] title = name.getBytes(StandardCharsets.UTF_8);
        out.writeInt(title.length);
        out.write(title);
        out.flush();
    }

    /** The picture never changes, so only a request for all of a region is answered, not one for what is new in it. */
    private void update(DataInputStream in, DataOutputStream out, PixelFormat format) throws IOException {
        boolean onlyChanges = in.readUnsignedByte() != 0;
        int x = Math.min(in.readUnsignedShort(), Screen.WIDTH);
        int y = Math.min(in.readUnsignedShort(), Screen.HEIGHT);
        int width = Math.min(in.readUnsignedShort(), Screen.WIDTH - x);
        int height = Math.min(in.readUnsignedShort(), Screen.HEIGHT - y);
        if (onlyChanges) {
            return;
        }
        out.writeByte(0);
        out.writeByte(0);
        out.writeShort(1);
        out.writeShort(x);
        out.writeShort(y);
        out.writeShort(width);
        out.writeShort(height);
        out.writeInt(RAW_ENCODING);
        for (int row = y; row < y + height; row++) {
            for (int column = x; column < x + width; column++) {
                format.writePixel(out, screen.pixel(column, row));
            }
        }
        out.flush();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            LOGGER.debug("VNC server of {} is closed", name, e);
        }
    }
}
