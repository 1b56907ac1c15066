package dev.litevps.host.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.guest.GuestKeys;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VncServerTest {

    private final SimulatedHypervisor host = new SimulatedHypervisor(SimulatedSettings.inMemory());
    private final GuestKeys keys = new GuestKeys(new byte[GuestKeys.SECRET_BYTES]);
    private final MachineId id = new MachineId(UUID.randomUUID());

    @BeforeEach
    void create() {
        host.create(new MachineSpec(
                id, "web-1", 1, 512, 10, new Endpoints().next(), List.of(keys.platformPublicKey()), keys.hostKey(id)));
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void clientSeesTheWholePictureInItsOwnPixelFormat() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), host.vncPort(id));
                DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
            assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("RFB 003.008\n");
            out.writeBytes("RFB 003.008\n");
            assertThat(in.readNBytes(2)).containsExactly(1, 1);
            out.writeByte(1);
            assertThat(in.readInt()).isZero();
            out.writeByte(1);
            assertThat(in.readUnsignedShort()).isEqualTo(Screen.WIDTH);
            assertThat(in.readUnsignedShort()).isEqualTo(Screen.HEIGHT);
            in.skipNBytes(16);
            assertThat(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8))
                    .isEqualTo("web-1");

            // 16 bits, big endian, 5 bits of red, 6 of green, 5 of blue
            out.write(new byte[] {0, 0, 0, 0, 16, 16, 1, 1, 0, 31, 0, 63, 0, 31, 11, 5, 0, 0, 0, 0});
            out.write(new byte[] {3, 0, 0, 0, 0, 0});
            out.writeShort(Screen.WIDTH);
            out.writeShort(Screen.HEIGHT);

            in.skipNBytes(2);
            assertThat(in.readUnsignedShort()).isEqualTo(1);
            in.skipNBytes(4);
            assertThat(in.readUnsignedShort()).isEqualTo(Screen.WIDTH);
            assertThat(in.readUnsignedShort()).isEqualTo(Screen.HEIGHT);
            assertThat(in.readInt()).isZero();
            byte[] pixels = in.readNBytes(Screen.WIDTH * Screen.HEIGHT * 2);
            int background = (Byte.toUnsignedInt(pixels[0]) << 8) | Byte.toUnsignedInt(pixels[1]);
            assertThat(background).isEqualTo(((0x10 * 31 / 255) << 11) | ((0x18 * 63 / 255) << 5) | (0x20 * 31 / 255));
        }
    }

    @Test
    void screenKeepsItsPortUntilTheMachineIsOff() {
        int port = host.vncPort(id);
        assertThat(host.vncPort(id)).isEqualTo(port);
        assertThat(greets(port)).isTrue();

        host.shutDown(id, Duration.ZERO);

        assertThat(greets(port)).isFalse();
    }

    private static boolean greets(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
