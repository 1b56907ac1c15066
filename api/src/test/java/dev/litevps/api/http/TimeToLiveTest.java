package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.ledger.LedgerEvent.MeterClosed;
import dev.litevps.events.ledger.LedgerEvent.MeterOpened;
import dev.litevps.events.vps.DestroyCause;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Machines that are given a time to live. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimeToLiveTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int HOUR = 60;

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Customer ann = Customer.with(server, "20.00");
    private final Client client = ann.client();

    @AfterAll
    void tearDown() {
        server.close();
    }

    private static Duration timeGiven(Answer vps) {
        return Duration.between(Instant.parse(vps.text("created_at")), Instant.parse(vps.text("expires_at")));
    }

    private Answer create(Map<String, Object> fields) {
        Map<String, Object> body = new HashMap<>(Map.of("name", "brief"));
        body.putAll(fields);
        Answer created = client.post("/api/vps", body);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created;
    }

    @Test
    void theTimeRunsFromTheRequest() {
        Answer created = create(Map.of("plan_id", ann.cheapestPlan(), "ttl_minutes", 5));

        assertThat(timeGiven(created)).isEqualTo(Duration.ofMinutes(5));
        assertThat(create(Map.of("plan_id", ann.cheapestPlan()))
                        .json()
                        .path("expires_at")
                        .isNull())
                .isTrue();
    }

    @Test
    void aTemplateGivesATimeThatTheRequestCanOverride() {
        Answer created = create(Map.of("template", "debian-12-hour"));

        assertThat(timeGiven(created)).isEqualTo(Duration.ofHours(1));
        assertThat(created.text("template")).isEqualTo("debian-12-hour");
        assertThat(client.get("/api/templates/debian-12-hour")
                        .json()
                        .path("ttl_minutes")
                        .asInt())
                .isEqualTo(HOUR);
        assertThat(timeGiven(create(Map.of("template", "debian-12-hour", "ttl_minutes", 5))))
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void eachItemOfABatchHasItsOwnTime() {
        Answer answer = client.send("POST", "/api/vps/batch", """
                {"vms":[{"name":"w1","template":"debian-12-hour"},{"name":"w2","template":"debian-12-hour","ttl_minutes":-1}]}""");

        assertThat(answer.json().at("/results/0/vps/expires_at").isString()).isTrue();
        assertThat(answer.json().at("/results/1/code").asString()).isEqualTo("invalid_value");
    }

    @Test
    void theTimeCanBeProlongedAndTakenBack() {
        String path = "/api/vps/" + create(Map.of("template", "debian-12-hour")).text("id");

        Answer prolonged = client.send("PUT", path, "{\"ttl_minutes\":600}");
        assertThat(prolonged.status()).as(prolonged.text()).isEqualTo(200);
        assertThat(Instant.parse(prolonged.text("expires_at")))
                .isAfter(Instant.now().plus(Duration.ofHours(9)));
        assertThat(client.send("PUT", path, "{\"name\":\"kept\"}").text("expires_at"))
                .isEqualTo(prolonged.text("expires_at"));
        Answer kept = client.send("PUT", path, "{\"ttl_minutes\":null}");
        assertThat(kept.json().path("expires_at").isNull()).as(kept.text()).isTrue();
        assertThat(kept.text("name")).isEqualTo("kept");
        for (String wrong : List.of("0", "1.5", "\"5\"", "9999999999", "[]")) {
            Answer refused = client.send("PUT", path, "{\"ttl_minutes\":" + wrong + "}");
            assertThat(refused.status()).as(wrong).isEqualTo(400);
            assertThat(refused.text("code")).isEqualTo("invalid_value");
        }
        assertThat(client.send("PUT", path, "{}").text("code")).isEqualTo("missing_name");
    }

    @Test
    void aRunningVpsIsDestroyedAtTheEndAndCostsNothingMore() {
        String vps = BriefVps.endingIn(15, ann, server);
        client.awaitState(vps, "running", PATIENCE);

        client.awaitGone(vps, PATIENCE);

        assertThat(BriefVps.causeOfDestruction(vps, server)).isEqualTo(DestroyCause.EXPIRED);
        assertThat(ann.ledgerEvents())
                .filteredOn(event -> event instanceof MeterOpened opened
                        && opened.vpsId().toString().equals(vps))
                .hasSize(1);
        assertThat(ann.ledgerEvents())
                .filteredOn(event -> event instanceof MeterClosed closed
                        && closed.vpsId().toString().equals(vps))
                .hasSize(1);
    }
}
