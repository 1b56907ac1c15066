package dev.litevps.api.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.api.seal.ServedProof;
import dev.litevps.events.account.Role;
import dev.litevps.events.seal.InclusionProof;
import dev.litevps.events.seal.StoredEvent;
import dev.litevps.query.RecentRows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** One case from the customer's ticket to a proof that anybody can check, with nothing but the API. */
class SupportCaseTest {

    private static final Logger STORY = LoggerFactory.getLogger("litevps");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BECAUSE = "ticket 4711: the page shows another balance than was paid";

    private final Server server = Server.start("litevps.hypervisor=simulated", "litevps.seal.interval=100ms");
    private final Customer bob = Customer.with(server, "20.00");
    private final Client sam = Customer.as(Role.SUPPORT, server).client();
    private final Client ada = Customer.as(Role.AUDITOR, server).client();

    @AfterEach
    void tearDown() {
        server.close();
    }

    @Test
    void aWrongBalanceIsFoundMendedExplainedAndProven() {
        bob.adjust("-0.25");
        Awaitility.await("the page is right").atMost(PATIENCE).until(this::balance, "19.7500"::equals);
        spoil();

        STORY.info("Bob writes: my page says $1,000,000.00, I paid $20. It says {}.", balance());
        assertThat(balance()).isEqualTo("1000000.0000");

        STORY.info("Sam compares Bob's part of the view with its events. The page stays as it is meanwhile.");
        JsonNode check = driftCheck();
        assertThat(check.path("state").asString()).isEqualTo("different");
        assertThat(check.path("differences").asLong()).isOne();
        assertThat(check.path("examples").toString())
                .contains("balance_view", "\"balance\":1000000.0", "\"balance\":19.75");
        assertThat(balance()).isEqualTo("1000000.0000");

        STORY.info("Sam has the view made anew; when it is compared and in place, the page is right.");
        JsonNode rebuild = rebuild();
        assertThat(rebuild.path("differences").asLong()).isOne();
        assertThat(balance()).isEqualTo("19.7500");
        assertThat(driftCheck().path("state").asString()).isEqualTo("same");

        STORY.info("Ada fetches the statement: each line names its events, and their sum is that of the event store.");
        JsonNode statement = ada.get("/api/audit/accounts/" + bob.id() + "/statements/" + YearMonth.now(ZoneOffset.UTC))
                .json();
        assertThat(statement.path("closing_balance_micros").asLong()).isEqualTo(19_750_000);
        assertThat(statement.path("proof").path("equal").asBoolean())
                .as(statement.toString())
                .isTrue();
        JsonNode line = statement.path("lines").get(0);
        assertThat(line.path("kind").asString()).isEqualTo("credit");
        assertThat(line.path("amount_micros").asLong()).isEqualTo(20_000_000);

        STORY.info("She proves that line, with the public key and without the server.");
        StoredEvent proven = proven(line.path("first_event").path("id").asString());
        assertThat(proven.aggregateId()).isEqualTo(bob.ledger().toString());
        assertThat(new String(proven.payload(), StandardCharsets.UTF_8)).contains("20000000");

        STORY.info("What Sam did, and why, is on record.");
        Answer record = ada.get("/api/audit/events?type=InterventionMade&limit=50");
        assertThat(record.status()).as(record.text()).isEqualTo(200);
        assertThat(record.text()).contains("query.ledger", BECAUSE);
    }

    private String balance() {
        return bob.client().get("/api/me").header("X-Balance-Remaining");
    }

    /** As a mistake in a release would: nothing that happened says so. */
    private void spoil() {
        server.bean(JdbcClient.class)
                .sql("update balance_view set balance_micros = 1000000000000 where account_id = ?")
                .param(bob.id().value())
                .update();
        server.bean(RecentRows.class).forgetAll();
    }

    private JsonNode driftCheck() {
        return ended(sam.post(
                "/api/support/drift-checks",
                Map.of("view", "query.ledger", "account", bob.id().toString(), "reason", BECAUSE)));
    }

    private JsonNode rebuild() {
        JsonNode ended = ended(
                sam.post("/api/support/rebuilds", Map.of("view", "query.ledger", "swap", true, "reason", BECAUSE)));
        assertThat(ended.path("state").asString()).isEqualTo("swapped");
        return ended;
    }

    private JsonNode ended(Answer asked) {
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        return Awaitility.await("it has come to an end")
                .atMost(PATIENCE)
                .until(() -> sam.get(asked.header("Location")).json(), now -> !now.path("ended_at")
                        .isNull());
    }

    /** The event, as its proof has it that holds with the published key. */
    private StoredEvent proven(String event) {
        InclusionProof proof = ServedProof.of(Awaitility.await("it is sealed")
                .atMost(PATIENCE)
                .until(() -> ada.get("/api/audit/events/" + event + "/proof"), answer -> answer.status() == 200)
                .json());
        proof.verify(ServedProof.keys(ada));
        return proof.event();
    }
}
