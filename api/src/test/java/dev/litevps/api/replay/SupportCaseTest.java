package dev.litevps.api.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.CommandLine;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.events.account.Role;
import dev.litevps.query.RecentRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One case from the customer's ticket to a proof that anybody can check, with nothing but the API and the client. */
class SupportCaseTest {

    private static final Logger STORY = LoggerFactory.getLogger("litevps");
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BECAUSE = "ticket 4711: the page shows another balance than was paid";

    private final Server server = Server.start("litevps.hypervisor=simulated", "litevps.seal.interval=100ms");
    private final Customer bob = Customer.with(server, "20.00");
    private final Client sam = Customer.as(Role.SUPPORT, server).client();
    private final Client ada = Customer.as(Role.AUDITOR, server).client();
    private final CommandLine commandLine = new CommandLine(server, ada);

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void tearDown() {
        server.close();
    }

    @Test
    void aWrongBalanceIsFoundMendedExplainedAndProven() throws IOException {
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

        STORY.info(
                "Ada types what the handbook says: the statement names the events of each line, and adds up to the store.");
        String month = YearMonth.now(ZoneOffset.UTC).toString();
        JsonNode statement =
                JSON.readTree(typed("audit", "history", "statement", bob.id().toString(), month, "-o", "json"));
        assertThat(statement.path("closing_balance_micros").asLong()).isEqualTo(19_750_000);
        assertThat(statement.path("proof").path("equal").asBoolean())
                .as(statement.toString())
                .isTrue();
        JsonNode line = statement.path("lines").get(0);
        assertThat(line.path("kind").asString()).isEqualTo("credit");
        assertThat(line.path("amount_micros").asLong()).isEqualTo(20_000_000);

        STORY.info(
                "She fetches the proof of that line's event, and whoever has the public key verifies it without the server.");
        String event = line.path("first_event").path("id").asString();
        Awaitility.await("it is sealed")
                .atMost(PATIENCE)
                .until(() -> ada.get("/api/audit/events/" + event + "/proof").status() == 200);
        Path proof = Files.writeString(folder.resolve("proof.json"), typed("audit", "proof", "fetch", event));
        typed("audit", "export", "--to", folder.toString());
        String key = folder.resolve("public.pem").toString();
        assertThat(typed("audit", "proof", "verify", event, "--file", proof.toString(), "--key", key))
                .contains("PROVEN: event " + event, bob.ledger().toString(), "20000000");
        assertThat(typed("audit", "proof", "line", bob.id().toString(), month, "1", "--key", key))
                .contains("PROVEN: line 1 of " + month, "20,000,000 micro-dollars");

        STORY.info("A proof in which somebody has changed a letter proves nothing, and says so.");
        Files.writeString(proof, Files.readString(proof).replace("\"sequence\":", "\"sequence\":1"));
        CommandLine.Result refused =
                commandLine.run("audit", "proof", "verify", "--file", proof.toString(), "--key", key);
        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(7);

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

    /** What is put out by a command that does what it should. */
    private String typed(String... words) {
        CommandLine.Result result = commandLine.run(words);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }
}
