package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The screen of a VPS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VncTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How an RFB server introduces itself: RFC 6143, 7.1.1. */
    private static final String GREETING = "RFB 003.008\n";

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Customer owner = Customer.with(server, "10.00");

    @AfterAll
    void tearDown() {
        server.close();
    }

    @Test
    void theScreenOfARunningVpsIsServedAtThePortThatItsOwnerIsTold() throws IOException {
        String vps = owner.create("web");
        owner.client().awaitState(vps, "running", PATIENCE);

        Answer answer = owner.client().get("/api/vps/" + vps + "/vnc-port");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        int port = answer.json().path("port").asInt();
        try (Socket viewer = new Socket(InetAddress.getLoopbackAddress(), port)) {
            viewer.setSoTimeout((int) PATIENCE.toMillis());
            assertThat(new String(viewer.getInputStream().readNBytes(GREETING.length()), StandardCharsets.US_ASCII))
                    .isEqualTo(GREETING);
        }
        assertThat(owner.client()
                        .get("/api/vps/" + vps + "/vnc-port")
                        .json()
                        .path("port")
                        .asInt())
                .as("asked again")
                .isEqualTo(port);
    }
}
