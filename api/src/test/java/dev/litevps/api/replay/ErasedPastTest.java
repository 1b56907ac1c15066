package dev.litevps.api.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.events.account.Role;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a view has forgotten with an account does not come back by showing an earlier time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErasedPastTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Client auditor = Customer.as(Role.AUDITOR, server).client();
    private final Client support = Customer.as(Role.SUPPORT, server).client();

    @AfterAll
    void tearDown() {
        server.close();
    }

    @Test
    void thePartOfAnErasedAccountIsAsItsEventsSay() {
        Customer bob = Customer.with(server, "10.00");
        String vps = bob.create("bobs-own");
        bob.client().awaitState(vps, "running", PATIENCE);
        bob.client().delete("/api/vps/" + vps);
        bob.client().awaitGone(vps, PATIENCE);
        assertThat(support.post("/api/support/accounts/" + bob.id() + "/erase", Map.of("reason", "asked for it"))
                        .status())
                .isBetween(200, 204);

        Answer asked = support.post(
                "/api/support/drift-checks",
                Map.of("view", "query.vps", "account", bob.id().toString(), "reason", "to see"));
        Answer ended = Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> support.get(asked.header("Location")),
                        answer -> !answer.json().path("ended_at").isNull());

        assertThat(ended.text("state")).as(ended.text()).isEqualTo("same");
    }

    @Test
    void namesOfAnErasedOwnerStayForgotten() {
        Customer ann = Customer.with(server, "10.00");
        String vps = ann.create("ann-of-cleves");
        ann.client().awaitState(vps, "running", PATIENCE);
        Answer token = ann.client().post("/api/tokens", Map.of("name", "anns-own-laptop"));
        ann.client().delete("/api/vps/" + vps);
        ann.client().awaitGone(vps, PATIENCE);
        long before = server.bean(JdbcClient.class)
                .sql("select max(global_index) from domain_event_entry")
                .query(Long.class)
                .single();
        Answer erased = support.post("/api/support/accounts/" + ann.id() + "/erase", Map.of("reason", "asked for it"));
        assertThat(erased.status()).as(erased.text()).isBetween(200, 204);

        for (String asOf : new String[] {"", "?as_of=" + before}) {
            Answer past = auditor.get("/api/audit/vps/" + vps + asOf);
            Answer pastToken = auditor.get("/api/audit/tokens/" + token.text("id") + asOf);
            assertThat(past.json().path("state").path("name").asString()).isEqualTo("[erased]");
            assertThat(pastToken.json().path("state").path("name").asString()).isEqualTo("[erased]");
            assertThat(pastToken.json().path("state").path("revoked_at").isNull())
                    .isEqualTo(!asOf.isEmpty());
            assertThat(past.text() + pastToken.text()).doesNotContain("ann-of-cleves", "anns-own-laptop");
        }
    }
}
