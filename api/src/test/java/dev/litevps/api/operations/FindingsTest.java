package dev.litevps.api.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.events.account.Role;
import dev.litevps.host.Hypervisor;
import dev.litevps.host.MachineId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Support has the hosts compared with the events at once, and sees what came of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FindingsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Client support = Customer.as(Role.SUPPORT, server).client();
    private final Customer ann = Customer.with(server, "10.00");

    @AfterAll
    void tearDown() {
        server.close();
    }

    private List<String> kinds(String vps) {
        return support.get("/api/support/findings")
                .json()
                .valueStream()
                .filter(row -> row.path("vps_id").asString("").equals(vps))
                .map(row -> row.path("kind").asString())
                .toList();
    }

    @Test
    void aMachineThatIsGoneIsFoundOnRequestAndListed() {
        String vps = ann.create("lost");
        ann.client().awaitState(vps, "running", PATIENCE);
        server.bean(Hypervisor.class).remove(MachineId.of(vps));
        assertThat(kinds(vps)).isEmpty();

        Answer accepted = support.post("/api/support/reconciliations", Map.of("reason", "a customer asked"));

        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        // Well before the reconciler would have looked by itself.
        Awaitility.await("it is found").atMost(PATIENCE).until(() -> kinds(vps), List.of("machine_lost")::equals);
        JsonNode newest = support.get("/api/support/findings?limit=1").json();
        assertThat(newest).hasSize(1);
        assertThat(newest.path(0).path("message").asString()).contains("no longer on its host");
    }
}
