package dev.litevps.api.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.events.account.Role;
import dev.litevps.query.view.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A view is made anew and takes the place of the live one, and nobody who reads or writes notices. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RebuildTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Server server = Server.start("litevps.hypervisor=simulated", "litevps.rebuilds.compare-within=3s");
    private final Client support = Customer.as(Role.SUPPORT, server).client();
    private final Rebuilds rebuilds = new Rebuilds(support);
    private final Customer ann = Customer.with(server, "10.00");

    RebuildTest() {
        ann.client().awaitState(ann.create("web"), "running", PATIENCE);
        ann.client().post("/api/tokens", Map.of("name", "ci"));
    }

    @AfterAll
    void tearDown() {
        server.close();
    }

    private JdbcClient database() {
        return server.bean(JdbcClient.class);
    }

    private List<String> schemas() {
        return Awaitility.await("what was made is removed")
                .atMost(PATIENCE)
                .until(
                        () -> database()
                                .sql(
                                        "select schema_name from information_schema.schemata where schema_name like 'copy%'")
                                .query(String.class)
                                .list(),
                        List::isEmpty);
    }

    /** Asked all the time while something else is done; what went wrong. */
    private List<String> whileAsking(Runnable work) throws InterruptedException {
        AtomicBoolean goesOn = new AtomicBoolean(true);
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        AtomicLong asked = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            boolean writes = i == 0;
            threads.add(Thread.ofVirtual().start(() -> {
                while (goesOn.get()) {
                    try {
                        if (writes) {
                            ann.credit(UUID.randomUUID(), "0.01");
                        }
                        Answer answer = ann.client().get(asked.get() % 2 == 0 ? "/api/vps" : "/api/me");
                        if (answer.status() != 200) {
                            wrong.add(answer.status() + " " + answer.text());
                        }
                    } catch (RuntimeException e) {
                        wrong.add(e.toString());
                    }
                    asked.incrementAndGet();
                }
            }));
        }
        try {
            work.run();
        } finally {
            goesOn.set(false);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(asked.get()).isGreaterThan(20);
        return List.copyOf(wrong);
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void everyViewIsMadeAnewAndIsAsItWas(View view) {
        List<String> before = shape();
        String rebuild = rebuilds.begin(view.group(), true);
        Answer done = rebuilds.await(rebuild, "swapped");

        assertThat(done.json().path("differences").asLong(-1)).as(done.text()).isZero();
        assertThat(done.json().path("events").asLong()).isGreaterThan(10);
        assertThat(schemas()).isEmpty();
        assertThat(shape()).as("tables and indexes as the migrations made them").isEqualTo(before);
    }

    @Test
    void aWrongRowIsFoundAndMendedWhileAllGoOn() throws InterruptedException {
        // Whoever is charged or pays has the right balance again; bob does neither.
        Customer bob = Customer.with(server, "20.00");
        Awaitility.await("his money is shown").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        bob.client().get("/api/me").header("X-Balance-Remaining"))
                .isEqualTo("20.0000"));
        database()
                .sql("update balance_view set balance_micros = 1 where account_id = ?")
                .param(bob.id().value())
                .update();

        List<String> wrong = whileAsking(() -> {
            String rebuild = rebuilds.begin("query.ledger", false);
            Answer ready = rebuilds.await(rebuild, "ready");
            assertThat(ready.json().path("differences").asLong()).isOne();
            assertThat(ready.text()).contains(bob.id().toString());
            assertThat(support.post(rebuild + "/swap", Rebuilds.BECAUSE).status())
                    .isEqualTo(202);
            rebuilds.await(rebuild, "swapped");
        });

        assertThat(wrong).isEmpty();
        Answer checked = rebuilds.check("query.ledger");
        assertThat(checked.text("state")).as(checked.text()).isEqualTo("same");
        ann.credit(UUID.randomUUID(), "100.00");
        Awaitility.await("the view follows the events again").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        ann.client().get("/api/me").header("X-Balance-Remaining"))
                .startsWith("1")
                .hasSizeGreaterThan(7));
    }

    @Test
    void oneOfEachViewAtATimeAndGivenUpItLeavesNothing() {
        String rebuild = rebuilds.begin("query.vps", false);
        Answer again = support.post(Rebuilds.PATH, Map.of("view", "query.vps", "reason", "to see"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("rebuild_under_way");
        rebuilds.await(rebuild, "ready");

        assertThat(support.post(rebuild + "/pause", Rebuilds.BECAUSE).text("code"))
                .isEqualTo("wrong_state");
        assertThat(support.post(rebuild + "/cancel", Rebuilds.BECAUSE).status()).isEqualTo(202);

        assertThat(support.get(rebuild).text("state")).isEqualTo("cancelled");
        assertThat(schemas()).isEmpty();
        assertThat(support.post(rebuild + "/swap", Rebuilds.BECAUSE).text("code"))
                .isEqualTo("wrong_state");
    }

    @Test
    void whatRestsGoesOnWhereItWas() {
        UUID id = UUID.randomUUID();
        database()
                .sql("insert into view_rebuild (id, view, reason, asked_at, state, swaps)"
                        + " values (?, 'query.token', 'x', now(), 'paused', false)")
                .param(id)
                .update();
        String rebuild = Rebuilds.PATH + "/" + id;

        assertThat(support.post(rebuild + "/resume", Rebuilds.BECAUSE).status()).isEqualTo(202);
        assertThat(rebuilds.await(rebuild, "ready").json().path("differences").asLong())
                .isZero();
        assertThat(support.post(rebuild + "/cancel", Rebuilds.BECAUSE).status()).isEqualTo(202);
    }

    @Test
    void oneThatIsBeingFilledSaysHowFastItIsAndHowLongItWillTake() {
        UUID id = UUID.randomUUID();
        // Half of the positions have an event; 1,000 were replayed in two seconds.
        database()
                .sql(
                        "insert into view_rebuild (id, view, reason, asked_at, state, swaps, node, seen_at, events, position,"
                                + " head, working_ms) values (?, 'query.finding', 'x', now(), 'filling', false, 'test',"
                                + " now() + interval '1 hour', 1000, 1999, 9999, 2000)")
                .param(id)
                .update();
        String rebuild = Rebuilds.PATH + "/" + id;

        Answer running = support.get(rebuild);
        assertThat(running.json().path("events_per_second").asLong()).isEqualTo(500);
        assertThat(running.json().path("seconds_left").asLong()).isEqualTo(8);
        rebuilds.order(rebuild, "pause");
        assertThat(support.get(rebuild).json().path("seconds_left").isNull())
                .as("nobody can say how long it rests")
                .isTrue();
        rebuilds.order(rebuild, "cancel");
    }

    @Test
    void thatItWasSwappedIsRecordedWhenItIsDone() {
        String rebuild = rebuilds.begin("query.host", false);
        rebuilds.await(rebuild, "ready");
        assertThat(interventions(rebuild)).isEmpty();

        rebuilds.order(rebuild, "swap");
        rebuilds.await(rebuild, "swapped");

        Awaitility.await("it is on record").atMost(PATIENCE).untilAsserted(() -> assertThat(interventions(rebuild))
                .containsExactly("VIEW_SWAP_ORDERED to see", "VIEW_SWAPPED to see"));
    }

    /** What was done to it, and why. */
    private List<String> interventions(String rebuild) {
        return database()
                .sql("""
                        select payload ->> 'kind' || ' ' || (payload ->> 'reason') from (
                            select global_index, convert_from(payload, 'UTF8')::json as payload from domain_event_entry
                            where payload_type like '%InterventionMade') made
                        where payload ->> 'target' like ? order by global_index""")
                .param("%" + rebuild.substring(Rebuilds.PATH.length()))
                .query(String.class)
                .list();
    }

    private List<String> shape() {
        return database()
                .sql("select indexdef from pg_indexes where schemaname = 'public' union all"
                        + " select relname || coalesce(reloptions::text, '') from pg_class where relkind = 'r'"
                        + " and relnamespace = 'public'::regnamespace union all"
                        + " select conname || pg_get_constraintdef(oid) from pg_constraint where connamespace ="
                        + " 'public'::regnamespace order by 1")
                .query(String.class)
                .list();
    }
}
