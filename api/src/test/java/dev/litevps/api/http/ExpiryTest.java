package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.vps.DestroyCause;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a time to live, on servers of which something is special. */
class ExpiryTest {

    private static final String SIMULATED = "litevps.hypervisor=simulated";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aVpsThatIsStillCreatedIsDestroyedAtTheEnd() {
        try (Server slow = Server.start(SIMULATED, "litevps.simulated.boot-delay=5m")) {
            Customer bob = Customer.with(slow, "5.00");
            String vps = BriefVps.endingIn(3, bob, slow);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> bob.client().get("/api/vps/" + vps).status() == 200);
            assertThat(bob.client().get("/api/vps/" + vps).text("state")).isEqualTo("creating");

            bob.client().awaitGone(vps, PATIENCE);

            assertThat(BriefVps.causeOfDestruction(vps, slow)).isEqualTo(DestroyCause.EXPIRED);
            Leftovers.awaitNone(slow);
        }
    }

    @Test
    void anEndThatPassesWhileTheServerIsDownComesWhenItIsBack(@TempDir Path data) {
        String network = "litevps.host.network=" + Server.network();
        String vps;
        Client bob;
        Instant end;
        try (Server before = Server.startOn(data, SIMULATED, network)) {
            Customer customer = Customer.with(before, "5.00");
            bob = customer.client();
            vps = BriefVps.endingIn(20, customer, before);
            bob.awaitState(vps, "running", PATIENCE);
            end = Instant.parse(bob.get("/api/vps/" + vps).text("expires_at"));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> Instant.now().isAfter(end));

        try (Server after = Server.startOn(data, SIMULATED, network)) {
            Client again = new Client(after.url(), bob.token());
            again.awaitGone(vps, PATIENCE);
            assertThat(BriefVps.causeOfDestruction(vps, after)).isEqualTo(DestroyCause.EXPIRED);
        }
    }
}
