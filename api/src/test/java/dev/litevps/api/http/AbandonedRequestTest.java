package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that hang up before they are answered do not take anything from the others. */
class AbandonedRequestTest {

    private static final int ROUNDS = 10;
    private static final int CONNECTIONS = 30;

    @Test
    void theOthersAreAnswered() throws IOException {
        try (Server server = Server.start("litevps.database.read-pool-size=2")) {
            for (int round = 0; round < ROUNDS; round++) {
                askAndHangUp(URI.create(server.url()).getPort());
            }

            Client agent = Client.logInToDemo(server);
            assertThat(agent.get("/api/me").status()).isEqualTo(200);
            assertThat(agent.get("/api/pricing").json()).isNotEmpty();
        }
    }

    private static void askAndHangUp(int port) throws IOException {
        byte[] request =
                "GET /api/pricing HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(2).getBytes(StandardCharsets.US_ASCII);
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(socket);
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write(request);
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
