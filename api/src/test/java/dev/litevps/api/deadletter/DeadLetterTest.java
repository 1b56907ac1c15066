package dev.litevps.api.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.events.account.Role;
import dev.litevps.events.intervention.InterventionEvent.InterventionMade;
import dev.litevps.events.intervention.InterventionKind;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** An event that a handler refuses stops nobody but its own aggregate, and support decides what becomes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLetterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LETTERS = "/api/support/dead-letters";
    private static final Map<String, String> BECAUSE = Map.of("reason", "it is mended");

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Client support = Customer.as(Role.SUPPORT, server).client();
    private final Customer ann = Customer.with(server, "10.00");
    private final Customer bob = Customer.with(server, "10.00");

    @AfterAll
    void tearDown() {
        server.close();
    }

    private String running(Customer customer, String name) {
        String vps = customer.create(name);
        customer.client().awaitState(vps, "running", PATIENCE);
        return vps;
    }

    private void sql(String statement) {
        server.bean(JdbcClient.class).sql(statement).update();
    }

    /** From now on the database refuses this of the table. */
    private void refuse(String table, String condition) {
        sql("""
                create or replace function refuse_%s() returns trigger language plpgsql as $$
                begin
                    if %s then raise exception 'refused for a test by ann@example.com'; end if;
                    return new;
                end $$""".formatted(table, condition));
        sql("create trigger refuse before insert or update on %s for each row execute function refuse_%s()"
                .formatted(table, table));
    }

    private void allow(String table) {
        sql("drop trigger refuse on " + table);
    }

    private JsonNode awaitLetter(String group, String aggregate) {
        return Awaitility.await("an event of " + aggregate + " is put aside by " + group)
                .atMost(PATIENCE)
                .until(
                        () -> support.get(LETTERS)
                                .json()
                                .valueStream()
                                .filter(row -> row.path("group").asString().equals(group))
                                .filter(row -> row.path("aggregate").asString().equals(aggregate))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private String name(Customer customer, String vps) {
        return customer.client().get("/api/vps/" + vps).text("name");
    }

    private void rename(Customer customer, String vps, String name) {
        assertThat(customer.client()
                        .put("/api/vps/" + vps, Map.of("name", name))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aRefusedEventStopsItsOwnAggregateOnlyAndIsHandledAgainOnRequest() {
        String poisoned = running(ann, "good");
        String others = running(bob, "good");
        refuse("vps_view", "new.name = 'poison'");

        rename(ann, poisoned, "poison");
        rename(bob, others, "fine");
        rename(ann, poisoned, "later");

        awaitLetter("query.vps", poisoned);
        Awaitility.await("others are served").atMost(PATIENCE).until(() -> name(bob, others), "fine"::equals);
        assertThat(name(ann, poisoned)).isEqualTo("good");
        JsonNode letter = Awaitility.await("what comes later waits behind it")
                .atMost(PATIENCE)
                .until(
                        () -> awaitLetter("query.vps", poisoned),
                        row -> row.path("events").asInt() == 2);
        assertThat(letter.path("event_type").asString()).isEqualTo("VpsRenamed");
        assertThat(letter.path("cause").asString())
                .contains("refused for a test")
                .doesNotContain("ann@example.com");

        String path = LETTERS + "/query.vps/" + poisoned;
        Answer shown = support.get(path);
        assertThat(shown.json()).hasSize(2);
        assertThat(shown.text())
                .as("what customers call things")
                .contains("\"name\":\"…\"")
                .doesNotContain("poison");
        Answer inVain = support.post(path + "/retry", BECAUSE);
        assertThat(inVain.json().path("handled").asInt()).isZero();
        assertThat(inVain.json().path("waiting").asInt()).isEqualTo(2);
        allow("vps_view");
        Answer retried = support.post(path + "/retry", BECAUSE);

        assertThat(retried.status()).as(retried.text()).isEqualTo(200);
        assertThat(retried.json().path("handled").asInt()).isEqualTo(2);
        assertThat(retried.json().path("waiting").asInt()).isZero();
        assertThat(name(ann, poisoned)).isEqualTo("later");
        assertThat(support.get(path).status()).isEqualTo(404);
        rename(ann, poisoned, "afterwards");
        assertThat(name(ann, poisoned)).isEqualTo("afterwards");
    }

    @Test
    void whatIsGivenUpIsPassedOverAndOnRecord() {
        String vps = running(ann, "kept");
        refuse("vps_view", "new.name = 'hopeless'");
        rename(ann, vps, "hopeless");
        String first = awaitLetter("query.vps", vps).path("event_id").asString();
        rename(ann, vps, "hope");

        Answer discarded = support.post(LETTERS + "/query.vps/" + vps + "/discard", BECAUSE);

        allow("vps_view");
        assertThat(discarded.status()).as(discarded.text()).isEqualTo(200);
        assertThat(name(ann, vps)).isEqualTo("hope");
        InterventionMade made = (InterventionMade) server.bean(EventStore.class)
                .readEvents(discarded.text("intervention_id"), 0)
                .next()
                .getPayload();
        assertThat(made.kind()).isEqualTo(InterventionKind.DEAD_LETTERS_DISCARDED);
        assertThat(made.target()).isEqualTo("query.vps/" + vps + "/" + first);
        assertThat(made.reason()).isEqualTo(BECAUSE.get("reason"));
    }

    @Test
    void onlyTheEventThatWasLookedAtIsGivenUp() {
        String vps = running(ann, "seen");
        String path = LETTERS + "/query.vps/" + vps;
        refuse("vps_view", "new.name = 'unseen'");
        try {
            rename(ann, vps, "unseen");
            rename(ann, vps, "seen-at-last");
            Awaitility.await("both wait")
                    .atMost(PATIENCE)
                    .until(() -> support.get(path).json().size() == 2);
            JsonNode waiting = support.get(path).json();

            Answer refused = support.post(path + "/discard", discarding(waiting.get(1)));

            assertThat(refused.status()).as(refused.text()).isEqualTo(409);
            assertThat(refused.text("code")).isEqualTo("letter_changed");
            assertThat(support.get(path).json()).hasSize(2);
            Answer discarded = support.post(path + "/discard", discarding(waiting.get(0)));
            assertThat(discarded.status()).as(discarded.text()).isEqualTo(200);
            assertThat(discarded.json().path("waiting").asInt(-1)).isZero();
            assertThat(name(ann, vps)).isEqualTo("seen-at-last");
        } finally {
            allow("vps_view");
        }
    }

    private static Map<String, String> discarding(JsonNode letter) {
        return Map.of(
                "reason", "it is hopeless", "event_id", letter.path("event_id").asString());
    }

    @Test
    void aProcessThatFailsOnAnEventStopsNobodyElse() {
        String plan = ann.cheapestPlan();
        refuse("machine_order", "exists (select from vps_view where id = new.vps_id and name = 'cursed')");

        String cursed = ann.client()
                .post("/api/vps", Map.of("name", "cursed", "plan_id", plan))
                .text("id");
        String blessed = running(bob, "blessed");

        JsonNode letter = awaitLetter("saga.provisioning", cursed);
        assertThat(letter.path("cause").asString()).contains("refused for a test");
        assertThat(bob.client().get("/api/vps/" + blessed).text("state")).isEqualTo("running");
        allow("machine_order");
        Answer retried = support.post(
                LETTERS + "/saga.provisioning/" + cursed + "/retry?segment="
                        + letter.path("segment").asInt(),
                BECAUSE);

        assertThat(retried.json().path("waiting").asInt()).as(retried.text()).isZero();
        ann.client().awaitState(cursed, "running", PATIENCE);
    }

    @Test
    void personalDataOfARefusedEventIsLeftOut() {
        refuse("alert_address_view", "true");
        // Whatever is answered while the view refuses the row: the event is stored.
        ann.client().post("/api/billing/notify-emails", Map.of("email", "ann.secret@example.com"));
        JsonNode letter = Awaitility.await("it is put aside")
                .atMost(PATIENCE)
                .until(
                        () -> support.get(LETTERS)
                                .json()
                                .valueStream()
                                .filter(row -> row.path("group").asString().equals("query.alert"))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();

        String shown = support.get(
                        LETTERS + "/query.alert/" + letter.path("aggregate").asString())
                .text();

        allow("alert_address_view");
        assertThat(shown).contains("…").doesNotContain("ann.secret");
        support.post(LETTERS + "/query.alert/" + letter.path("aggregate").asString() + "/retry", BECAUSE);
        assertThat(ann.client().get("/api/billing/notify-emails").text()).contains("ann.secret@example.com");
    }
}
