package dev.litevps.api.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.events.Minute;
import dev.litevps.events.account.Role;
import dev.litevps.query.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Support finds where a view does not show what its events say, and the view is not touched by that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriftTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CHECKS = "/api/support/drift-checks";

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Client support = Customer.as(Role.SUPPORT, server).client();
    private final Customer ann = Customer.with(server, "10.00");
    private final Customer bob = Customer.with(server, "20.00");

    /** Something of everything. */
    DriftTest() {
        Client operator = Customer.as(Role.OPERATOR, server).client();
        String vps = ann.create("web");
        ann.client().awaitState(vps, "running", PATIENCE);
        ann.client().post("/api/tokens", Map.of("name", "ci", "spend_limit", 3));
        ann.client().post("/api/vps/" + vps + "/snapshots", Map.of("name", "one"));
        ann.client().post("/api/vps/" + vps + "/exec", Map.of("command", "sleep 0.1", "background", true));
        ann.client().post("/api/billing/add-funds", Map.of("amount", 10));
        ann.chargeThrough(Minute.of(Instant.now().plus(Duration.ofMinutes(3))));
        operator.put("/api/admin/settings", Map.of("max_batch_size", 40));
        support.post("/api/support/accounts/" + bob.id() + "/credits", Map.of("amount", 50, "reason", "an outage"));
        bob.create("other");
    }

    @AfterAll
    void tearDown() {
        server.close();
    }

    private JdbcClient database() {
        return server.bean(JdbcClient.class);
    }

    private Answer ended(String view, @Nullable UUID account) {
        Map<String, Object> request = new HashMap<>(Map.of("view", view, "reason", "the page looks wrong"));
        if (account != null) {
            request.put("account", account.toString());
        }
        Answer asked = support.post(CHECKS, request);
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        return Awaitility.await("the check of " + view)
                .atMost(PATIENCE)
                .until(
                        () -> support.get(asked.header("Location")),
                        answer -> !answer.text("state").equals("waiting")
                                && !answer.text("state").equals("running"));
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void aViewThatFollowsItsEventsIsAsTheySay(View view) {
        Answer check = ended(view.group(), null);

        assertThat(check.text("state")).as(check.text()).isEqualTo("same");
        assertThat(check.json().path("events").asLong()).isGreaterThan(20);
        assertThat(check.json().path("differences").asLong()).isZero();
    }

    @Test
    void aWrongRowIsNamedWithWhatItShouldBeAndIsLeftAsItIs() {
        database()
                .sql("update balance_view set balance_micros = balance_micros + 1000000 where account_id = ?")
                .param(ann.id().value())
                .update();
        try {
            Answer check = ended("query.ledger", null);

            assertThat(check.text("state")).as(check.text()).isEqualTo("different");
            assertThat(check.json().path("differences").asLong()).isOne();
            JsonNode example = check.json().path("examples").path(0);
            assertThat(example.path("table").asString()).isEqualTo("balance_view");
            assertThat(example.path("key").path("account_id").asString())
                    .isEqualTo(ann.id().toString());
            assertThat(example.path("live")
                            .path("balance")
                            .decimalValue()
                            .subtract(example.path("replayed").path("balance").decimalValue()))
                    .isEqualByComparingTo("1");
            assertThat(example.path("live").size()).isOne();
            assertThat(ended("query.ledger", ann.id().value()).text("state")).isEqualTo("different");
            assertThat(ended("query.ledger", bob.id().value()).text("state")).isEqualTo("same");
        } finally {
            database()
                    .sql("update balance_view set balance_micros = balance_micros - 1000000 where account_id = ?")
                    .param(ann.id().value())
                    .update();
        }
        assertThat(ended("query.ledger", ann.id().value()).text("state")).isEqualTo("same");
    }

    @Test
    void aRowThatIsMissingAndOneTooManyAreBothFound() {
        database()
                .sql("update vps_view set account_id = ? where account_id = ?")
                .params(bob.id().value(), ann.id().value())
                .update();
        try {
            Answer check = ended("query.vps", ann.id().value());

            assertThat(check.text("state")).isEqualTo("different");
            assertThat(check.json().path("examples").path(0).path("live").isNull())
                    .isTrue();
            Answer other = ended("query.vps", bob.id().value());
            assertThat(other.json().path("examples").findValues("replayed")).anyMatch(JsonNode::isNull);
        } finally {
            database()
                    .sql("update vps_view set account_id = ? where name = 'web'")
                    .param(ann.id().value())
                    .update();
        }
    }

    /** Its account is named inside of what is to be moved. */
    @Test
    void aRequestThatNobodyHasDecidedIsPartOfItsAccount() {
        Answer check = ended("query.approval", bob.id().value());

        assertThat(check.text("state")).as(check.text()).isEqualTo("same");
        assertThat(check.json().path("rows").asLong()).isOne();
    }

    /** Which events are an account's is asked of the events. */
    @Test
    void whatTheHistoryLacksIsFoundInItAndMissedInNoOtherView() {
        UUID account = ann.id().value();
        database()
                .sql("create table lost as select * from history_entry where account_id = ?")
                .param(account)
                .update();
        database()
                .sql("delete from history_entry where account_id = ?")
                .param(account)
                .update();
        try {
            for (View view : List.of(View.VPS, View.LEDGER, View.TOKEN, View.TOP_UP)) {
                assertThat(ended(view.group(), account).text("state"))
                        .as(view.group())
                        .isEqualTo("same");
            }
            Answer check = ended("query.history", account);
            assertThat(check.text("state")).as(check.text()).isEqualTo("different");
            assertThat(check.json().path("examples").path(0).path("live").isNull())
                    .isTrue();
        } finally {
            database()
                    .sql("insert into history_entry select * from lost on conflict do nothing")
                    .update();
            database().sql("drop table lost").update();
        }
        Answer check = ended("query.history", account);
        assertThat(check.text("state")).as(check.text()).isEqualTo("same");
    }

    @Test
    void whoAskedAndWhyIsOnRecord() {
        Answer check = ended("query.vps", null);

        String payload = database()
                .sql(
                        "select convert_from(payload, 'UTF8') from domain_event_entry where aggregate_identifier in"
                                + " (select aggregate_identifier from domain_event_entry where payload_type like '%InterventionMade'"
                                + " and convert_from(payload, 'UTF8') like '%DRIFT_CHECKED%') order by global_index desc limit 1")
                .query(String.class)
                .single();
        assertThat(payload).contains("query.vps", "the page looks wrong");
        assertThat(support.get(CHECKS).text()).contains(check.text("id"));
    }

    @Test
    void whatCannotBeCheckedIsRefused() {
        assertThat(support.post(CHECKS, Map.of("reason", "x")).text("code")).isEqualTo("missing_view");
        assertThat(support.post(CHECKS, Map.of("view", "query.nothing", "reason", "x"))
                        .text("code"))
                .isEqualTo("invalid_view");
        assertThat(support.post(CHECKS, Map.of("view", "query.vps")).text("code"))
                .isEqualTo("missing_reason");
        assertThat(support.post(
                                CHECKS,
                                Map.of("view", "query.host", "account", ann.id().toString(), "reason", "x"))
                        .text("code"))
                .isEqualTo("invalid_account");
        assertThat(support.get(CHECKS + "/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    private Answer lost(int tries) {
        UUID lost = UUID.randomUUID();
        database()
                .sql("insert into drift_check (id, view, reason, asked_at, seen_at, state, node, tries)"
                        + " values (?, 'query.vps', 'x', now(), now() - interval '2 minutes', 'running', 'gone', ?)")
                .params(lost, tries)
                .update();
        return Awaitility.await("it is over")
                .atMost(PATIENCE)
                .until(
                        () -> support.get(CHECKS + "/" + lost),
                        check -> !check.json().path("ended_at").isNull());
    }

    @Test
    void aCheckWhoseServerDiedIsDoneByAnother() {
        assertThat(lost(1).text("state")).isEqualTo("same");
    }

    @Test
    void aCheckThatEndsItsServersIsGivenUp() {
        Answer check = lost(3);

        assertThat(check.text("state")).isEqualTo("failed");
        assertThat(check.text("trouble")).contains("stopped");
    }

    @Test
    void everyViewSaysHowItFollowsTheEvents() {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            Answer views = support.get("/api/support/views");
            assertThat(views.json()).hasSize(View.values().length).allSatisfy(view -> {
                assertThat(view.path("segments").asInt()).isPositive();
                assertThat(view.path("behind_events").asLong()).isZero();
                assertThat(view.path("position").asLong())
                        .isEqualTo(view.path("head").asLong());
                assertThat(view.path("trend").asString()).isEqualTo("steady");
                assertThat(view.path("errors")).isEmpty();
            });
        });
    }

    @Test
    void everyTableOfTheViewsBelongsToOne() {
        assertThat(database()
                        .sql("select table_name from information_schema.tables where table_schema = 'public'"
                                + " and table_name like '%\\_view'")
                        .query(String.class)
                        .list())
                .allMatch(table -> Arrays.stream(View.values())
                        .anyMatch(view -> view.tables().contains(table)));
        assertThat(database()
                        .sql("select distinct processor_name from token_entry where processor_name like 'query.%'")
                        .query(String.class)
                        .list())
                .allMatch(group -> View.of(group).isPresent());
    }
}
