package dev.litevps.api.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.events.Minute;
import dev.litevps.events.account.Role;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** An auditor sees what was known then, and it is what the API said then. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PastTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Client auditor = Customer.as(Role.AUDITOR, server).client();

    @AfterAll
    void tearDown() {
        server.close();
    }

    private long head() {
        return server.bean(JdbcClient.class)
                .sql("select max(global_index) from domain_event_entry")
                .query(Long.class)
                .single();
    }

    private JsonNode state(String path) {
        Answer answer = auditor.get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("state");
    }

    private static BigDecimal number(JsonNode node, String member) {
        return node.path(member).decimalValue();
    }

    @Test
    void aVpsIsShownAsItWasAtAPositionAndAtATime() {
        Customer ann = Customer.with(server, "10.00");
        String vps = ann.create("web");
        ann.client().awaitState(vps, "running", PATIENCE);
        Answer then = ann.client().get("/api/vps/" + vps);
        long position = head();
        Instant time = Instant.now();
        ann.client().put("/api/vps/" + vps, Map.of("name", "shop"));
        ann.client().post("/api/vps/" + vps + "/stop");
        ann.client().awaitState(vps, "stopped", PATIENCE);

        for (String asOf : new String[] {Long.toString(position), time.toString()}) {
            JsonNode past = state("/api/audit/vps/" + vps + "?as_of=" + asOf);
            assertThat(past.path("name").asString()).isEqualTo("web");
            assertThat(past.path("state").asString()).isEqualTo("running");
            assertThat(past.path("address").asString()).isEqualTo(then.text("ip_address"));
        }
        JsonNode now = state("/api/audit/vps/" + vps);
        assertThat(now.path("name").asString()).isEqualTo("shop");
        assertThat(now.path("state").asString()).isEqualTo("stopped");
        assertThat(auditor.get("/api/audit/vps/" + vps + "?as_of=0").status()).isEqualTo(404);
    }

    @Test
    void aBalanceAndItsEntriesAreShownAsTheyWere() {
        Customer ann = Customer.with(server, "10.00");
        String account = "/api/audit/accounts/" + ann.id();
        long position = head();
        ann.credit(UUID.randomUUID(), "5.00");

        assertThat(number(state(account + "/balance?as_of=" + position), "balance"))
                .isEqualByComparingTo("10");
        assertThat(number(state(account + "/balance"), "balance")).isEqualByComparingTo("15");
        Answer entries = auditor.get(account + "/ledger?as_of=" + position);
        assertThat(entries.json().path("entries")).hasSize(1);
        assertThat(number(entries.json().path("entries").path(0), "amount")).isEqualByComparingTo("10");
        Answer newest = auditor.get(account + "/ledger?limit=1");
        assertThat(newest.json().path("entries")).hasSize(1);
        assertThat(number(newest.json().path("entries").path(0), "balance_after"))
                .isEqualByComparingTo("15");
        assertThat(newest.json().path("position").asLong()).isGreaterThan(position);
    }

    @Test
    void aRefusedEventIsNamedAndNoWrongAnswerGiven() {
        Customer ann = Customer.with(server, "10.00");
        String vps = ann.create("web");
        ann.client().awaitState(vps, "running", PATIENCE);
        JdbcClient database = server.bean(JdbcClient.class);
        ann.client().put("/api/vps/" + vps, Map.of("name", "refused-later"));
        database.sql("alter table vps_view add constraint refuse_past check (name <> 'refused-later') not valid")
                .update();
        try {
            Answer answer = auditor.get("/api/audit/vps/" + vps);

            assertThat(answer.status()).as(answer.text()).isEqualTo(409);
            assertThat(answer.text("code")).isEqualTo("event_refused");
            assertThat(answer.text("error")).contains("VpsRenamed", vps);
        } finally {
            database.sql("alter table vps_view drop constraint refuse_past").update();
        }
    }

    @Test
    void chargesAreInItFromTheirEventOn() {
        Customer ann = Customer.with(server, "10.00");
        String vps = ann.create("web");
        ann.client().awaitState(vps, "running", PATIENCE);
        long position = head();
        ann.chargeThrough(Minute.of(Instant.now().plus(Duration.ofMinutes(5))));

        String balance = "/api/audit/accounts/" + ann.id() + "/balance";
        assertThat(number(state(balance + "?as_of=" + position), "balance")).isEqualByComparingTo("10");
        assertThat(number(state(balance), "balance")).isLessThan(BigDecimal.TEN);
    }

    @Test
    void anAddressWasWhoseVpsHadItThen() {
        Customer ann = Customer.with(server, "10.00");
        String vps = ann.create("web");
        String address = ann.client().awaitState(vps, "running", PATIENCE).text("ip_address");
        long position = head();
        ann.client().delete("/api/vps/" + vps);
        ann.client().awaitGone(vps, PATIENCE);

        JsonNode then = state("/api/audit/addresses/" + address + "?as_of=" + position);
        assertThat(then.path("vps_id").asString()).isEqualTo(vps);
        assertThat(then.path("released_at").isNull()).isTrue();
        assertThat(state("/api/audit/addresses/" + address).path("released_at").asString(""))
                .isNotEmpty();
        assertThat(auditor.get("/api/audit/addresses/10.9.9.9").status()).isEqualTo(404);
    }

    @Test
    void whoHadAnAddressIsKnownWhateverTheViewHasLost() {
        Customer ann = Customer.with(server, "10.00");
        String vps = ann.create("web");
        String address = ann.client().awaitState(vps, "running", PATIENCE).text("ip_address");
        JdbcClient database = server.bean(JdbcClient.class);
        database.sql("create table lost as select * from address_pool_view").update();
        database.sql("delete from address_pool_view").update();
        try {
            assertThat(state("/api/audit/addresses/" + address).path("vps_id").asString())
                    .isEqualTo(vps);
        } finally {
            database.sql("insert into address_pool_view select * from lost on conflict do nothing")
                    .update();
            database.sql("drop table lost").update();
        }
    }

    @Test
    void aTokenWasGoodUntilItWasRevoked() {
        Customer ann = Customer.with(server, "10.00");
        Answer token = ann.client().post("/api/tokens", Map.of("name", "ci"));
        long position = head();
        ann.client().delete("/api/tokens/" + token.text("id"));

        String path = "/api/audit/tokens/" + token.text("id");
        assertThat(state(path + "?as_of=" + position).path("revoked_at").isNull())
                .isTrue();
        assertThat(state(path).path("revoked_at").asString()).isNotEmpty();
        assertThat(auditor.get(path).text()).doesNotContain(token.text("token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "-1", "1.5", "2026-11-01", "99999999999999999999"})
    void whatIsNoMomentIsRefused(String asOf) {
        Answer refused = auditor.get("/api/audit/vps/" + UUID.randomUUID() + "?as_of=" + asOf);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo("invalid_as_of");
    }

    @Test
    void whatNeverWasIsNotFound() {
        assertThat(auditor.get("/api/audit/vps/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(auditor.get("/api/audit/tokens/nonsense").status()).isEqualTo(404);
        assertThat(auditor.get("/api/audit/accounts/" + UUID.randomUUID() + "/balance")
                        .status())
                .isEqualTo(404);
    }
}
