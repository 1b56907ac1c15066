package dev.litevps.api.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.api.eventstore.StoredEvents;
import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.api.replay.ViewRebuild.State;
import dev.litevps.events.account.Role;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What can go wrong while a view is made anew, none of which changes the live one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RebuildTroubleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Server server = Server.start("litevps.hypervisor=simulated", "litevps.rebuilds.compare-within=6s");
    private final Client support = Customer.as(Role.SUPPORT, server).client();
    private final Rebuilds rebuilds = new Rebuilds(support);
    private final Customer ann = Customer.with(server, "10.00");
    private final Customer bob = Customer.with(server, "20.00");

    @AfterAll
    void tearDown() {
        server.close();
    }

    private void sql(String statement) {
        server.bean(JdbcClient.class).sql(statement).update();
    }

    private long count(String table) {
        return server.bean(JdbcClient.class)
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    /** A rebuild that this test works on, and no worker. */
    private ViewRebuild ours(String view) {
        UUID id = UUID.randomUUID();
        server.bean(JdbcClient.class)
                .sql("insert into view_rebuild (id, view, reason, asked_at, state, swaps, node, seen_at)"
                        + " values (?, ?, 'x', now(), 'filling', false, 'test', now() + interval '1 hour')")
                .params(id, view)
                .update();
        return server.bean(ViewRebuilds.class).find(id).orElseThrow();
    }

    private RebuildRun run(ViewRebuild rebuild, CopyDatabase database) {
        return new RebuildRun(
                rebuild,
                new RebuildClaim(rebuild.id(), "test", State.FILLING),
                server.bean(StoredEvents.class),
                server.bean(Projections.class),
                database,
                server.bean(Tokens.class));
    }

    private static String path(ViewRebuild rebuild) {
        return Rebuilds.PATH + "/" + rebuild.id();
    }

    @Test
    void whoeverFillsItStopsWhenItIsPausedAndAnotherGoesOn() throws SQLException {
        ViewRebuild rebuild = ours("query.ledger");
        try (CopyDatabase database = server.bean(CopyDatabases.class).open(rebuild)) {
            RebuildRun run = run(rebuild, database);
            assertThat(run.fill(() -> true)).isTrue();
            ann.credit(UUID.randomUUID(), "1.00");

            rebuilds.order(path(rebuild), "pause");

            assertThat(run.fill(() -> true)).as("it is no longer ours").isFalse();
            rebuilds.order(path(rebuild), "resume");
            Answer ready = rebuilds.await(path(rebuild), "ready");
            assertThat(ready.json().path("differences").asLong(-1))
                    .as(ready.text())
                    .isZero();
            assertThat(run.fill(() -> true)).isFalse();
        }
        rebuilds.order(path(rebuild), "cancel");
    }

    @Test
    void whoeverFillsItWhenItIsCancelledNeverWritesTheLiveTables() throws SQLException {
        ViewRebuild cancelled = ours("query.account");
        long accounts = count("account_view");
        try (CopyDatabase database = server.bean(CopyDatabases.class).open(cancelled)) {
            RebuildRun run = run(cancelled, database);
            rebuilds.order(path(cancelled), "cancel");

            assertThat(run.fill(() -> true)).isFalse();
        }
        ViewRebuild removed = ours("query.account");
        try (CopyDatabase database = server.bean(CopyDatabases.class).open(removed)) {
            RebuildRun run = run(removed, database);
            sql("drop schema " + removed.schema() + " cascade");

            assertThatThrownBy(() -> run.fill(() -> true)).isInstanceOf(DataAccessException.class);
        }
        assertThat(count("account_view")).isEqualTo(accounts);
        rebuilds.order(path(removed), "cancel");
    }

    /** One that is taken for dead may still be making them. */
    @Test
    void whoeverTakesOverWaitsForIndexesThatAreBeingMade() throws SQLException {
        ViewRebuild rebuild = ours("query.history");
        CopyDatabases copies = server.bean(CopyDatabases.class);
        try (CopyDatabase first = copies.open(rebuild);
                CopyDatabase second = copies.open(rebuild)) {
            CompletableFuture<Boolean> taken = first.inTransaction(jdbc -> {
                new ViewCopy(rebuild.view(), rebuild.schema(), jdbc).complete();
                CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> completed(rebuild, second));
                Awaitility.await("it waits").atMost(PATIENCE).until(() -> count("pg_locks where not granted") > 0);
                return other;
            });

            assertThat(taken.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                    .isTrue();
            assertThat(count(
                            "pg_indexes where schemaname = '" + rebuild.schema() + "' and tablename = 'history_entry'"))
                    .isEqualTo(count("pg_indexes where schemaname = 'public' and tablename = 'history_entry'"));
        }
        rebuilds.order(path(rebuild), "cancel");
    }

    private static boolean completed(ViewRebuild rebuild, CopyDatabase database) {
        return database.inTransaction(jdbc -> {
            new ViewCopy(rebuild.view(), rebuild.schema(), jdbc).complete();
            return true;
        });
    }

    @Test
    void aLiveViewThatDoesNotFollowIsNoReasonToThrowTheCopyAway() {
        EventProcessor live = server.bean(EventProcessingConfiguration.class)
                .eventProcessor("query.ledger")
                .orElseThrow();
        live.shutDown();
        try {
            bob.credit(UUID.randomUUID(), "5.00");
            String rebuild = rebuilds.begin("query.ledger", true);

            Answer ready = rebuilds.await(rebuild, "ready");

            assertThat(ready.json().path("differences").isNull())
                    .as(ready.text())
                    .isTrue();
            assertThat(ready.text("trouble")).contains("behind its events");
            rebuilds.order(rebuild, "swap");
            rebuilds.await(rebuild, "swapped");
            // He has paid 20 before, and a minute of his machine may have cost a little meanwhile.
            assertThat(new BigDecimal(bob.client().get("/api/me").header("X-Balance-Remaining")))
                    .isBetween(new BigDecimal("24"), new BigDecimal("25"));
        } finally {
            live.start();
        }
    }

    @Test
    void whatTheProjectionRefusesIsPutAsideInTheCopyTooAndWhatWasGivenUpIsPassedOver() {
        String poisoned = ann.create("good");
        String other = bob.create("fine");
        ann.client().awaitState(poisoned, "running", PATIENCE);
        bob.client().awaitState(other, "running", PATIENCE);
        sql("alter table vps_view add constraint refuse check (name <> 'poison')");
        try {
            rename(ann, poisoned, "poison");
            rename(ann, poisoned, "later");
            Awaitility.await("both wait").atMost(PATIENCE).until(() -> waiting(poisoned) == 2);

            Answer swapped = rebuilds.await(rebuilds.begin("query.vps", true), "swapped");

            assertThat(swapped.json().path("differences").asLong(-1))
                    .as(swapped.text())
                    .isZero();
            assertThat(waiting(poisoned)).isEqualTo(2);
            rename(bob, other, "better");
            assertThat(name(bob, other)).as("others are served").isEqualTo("better");
            assertThat(name(ann, poisoned)).isEqualTo("good");
            assertThat(rebuilds.check("query.vps").text("state")).isEqualTo("same");

            assertThat(support.post("/api/support/dead-letters/query.vps/" + poisoned + "/discard", Rebuilds.BECAUSE)
                            .status())
                    .isEqualTo(200);
            assertThat(name(ann, poisoned)).isEqualTo("later");
            Answer again = rebuilds.await(rebuilds.begin("query.vps", true), "swapped");
            assertThat(again.json().path("differences").asLong(-1))
                    .as(again.text())
                    .isZero();
            assertThat(waiting(poisoned)).isZero();
            assertThat(rebuilds.check("query.vps").text("state")).isEqualTo("same");
            assertThat(name(ann, poisoned)).isEqualTo("later");
        } finally {
            sql("alter table vps_view drop constraint if exists refuse");
        }
    }

    @Test
    void whatWasGivenUpWhileACopyRestsIsNotBroughtBackByIt() {
        String vps = ann.create("before");
        ann.client().awaitState(vps, "running", PATIENCE);
        sql("alter table vps_view add constraint refuse_resting check (name <> 'venom')");
        try {
            rename(ann, vps, "venom");
            rename(ann, vps, "after");
            Awaitility.await("both wait").atMost(PATIENCE).until(() -> waiting(vps) == 2);
            String rebuild = rebuilds.begin("query.vps", false);
            rebuilds.await(rebuild, "ready");
            assertThat(support.post("/api/support/dead-letters/query.vps/" + vps + "/discard", Rebuilds.BECAUSE)
                            .status())
                    .isEqualTo(200);
            assertThat(name(ann, vps)).isEqualTo("after");

            rebuilds.order(rebuild, "swap");
            rebuilds.await(rebuild, "swapped");

            assertThat(name(ann, vps)).isEqualTo("after");
            assertThat(waiting(vps)).isZero();
        } finally {
            sql("alter table vps_view drop constraint if exists refuse_resting");
        }
    }

    @Test
    void whatWasRetriedOrGivenUpJustBeforeASwapIsNotBroughtBackByIt() throws Exception {
        String givenUp = ann.create("anns");
        String retried = bob.create("bobs");
        ann.client().awaitState(givenUp, "running", PATIENCE);
        bob.client().awaitState(retried, "running", PATIENCE);
        String constraint = "constraint refuse_swapped";
        sql("alter table vps_view add " + constraint + " check (name not in ('hemlock', 'arsenic'))");
        ViewRebuild rebuild = ours("query.vps");
        try (CopyDatabase database = server.bean(CopyDatabases.class).open(rebuild)) {
            rename(ann, givenUp, "hemlock");
            rename(ann, givenUp, "anns-again");
            rename(bob, retried, "arsenic");
            rename(bob, retried, "bobs-again");
            Awaitility.await("all wait").atMost(PATIENCE).until(() -> waiting(givenUp) == 2 && waiting(retried) == 2);
            RebuildRun run = run(rebuild, database);
            assertThat(run.fill(() -> true)).isTrue();
            decide(givenUp, "discard");
            sql("alter table vps_view drop " + constraint);
            sql("alter table " + rebuild.schema() + ".vps_view drop " + constraint);
            decide(retried, "retry");

            assertThat(server.bean(ViewSwap.class).swap(rebuild, run, database)).isTrue();

            assertThat(waiting(givenUp)).isZero();
            assertThat(waiting(retried)).isZero();
            assertThat(name(ann, givenUp)).isEqualTo("anns-again");
            assertThat(name(bob, retried)).isEqualTo("bobs-again");
            assertThat(rebuilds.check("query.vps").text("state")).isEqualTo("same");
        } finally {
            sql("alter table vps_view drop constraint if exists refuse_swapped");
        }
    }

    private void decide(String vps, String what) {
        Answer decided = support.post("/api/support/dead-letters/query.vps/" + vps + "/" + what, Rebuilds.BECAUSE);
        assertThat(decided.status()).as(decided.text()).isEqualTo(200);
        assertThat(waiting(vps)).isZero();
    }

    @Test
    void aCopyThatWasBeingFilledWhenAnAccountWasErasedIsBroughtUpToDateBeforeItRests() throws SQLException {
        ViewRebuild rebuild = ours("query.sshkey");
        try (CopyDatabase database = server.bean(CopyDatabases.class).open(rebuild)) {
            RebuildRun run = run(rebuild, database);
            assertThat(run.fill(() -> true)).isTrue();
            server.bean(ViewRebuilds.class).accountErased();

            server.bean(ViewRebuilds.class).made(run.claim(), rebuild, State.READY, null);
        }

        assertThat(support.get(path(rebuild)).text("state")).isIn("filling", "ready");
        Awaitility.await("it was filled again").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        support.get(path(rebuild)).json().path("differences").isNumber())
                .isTrue());
        rebuilds.await(path(rebuild), "ready");
        rebuilds.order(path(rebuild), "cancel");
    }

    @Test
    void nothingIsLeftOfWhatNobodyCanUseAnyMore() {
        UUID gone = UUID.randomUUID();
        String schema = "copy_" + gone.toString().replace("-", "");
        sql("create schema " + schema);
        sql("create schema " + schema + "_old");

        Awaitility.await("they are removed")
                .atMost(PATIENCE)
                .until(() -> count("pg_namespace where nspname like '" + schema + "%'") == 0);
    }

    @Test
    void aCopyThatLacksWhatTheLiveViewShowsIsNotSwappedUnasked() {
        String vps = ann.create("shown");
        ann.client().awaitState(vps, "running", PATIENCE);
        ann.client().post("/api/tokens", Map.of("name", "shown"));
        sql("alter table access_token_view add constraint refuse_shown check (name <> 'shown') not valid");
        try {
            String rebuild = rebuilds.begin("query.token", true);

            Answer ready = rebuilds.await(rebuild, "ready");

            assertThat(ready.text("trouble")).contains("events of 1 aggregates are refused now");
            assertThat(ready.json().path("differences").asLong()).isOne();
            assertThat(ready.json()
                            .path("examples")
                            .path(0)
                            .path("live")
                            .path("name")
                            .asString())
                    .as("nobody need read what customers call things")
                    .isEqualTo("(left out)");
            rebuilds.order(rebuild, "cancel");
            assertThat(ann.client().get("/api/tokens").text()).contains("shown");
        } finally {
            sql("alter table access_token_view drop constraint refuse_shown");
        }
    }

    private long waiting(String aggregate) {
        return count("dead_letter where processing_group = 'query.vps' and aggregate_identifier = '" + aggregate + "'");
    }

    private static String name(Customer customer, String vps) {
        return customer.client().get("/api/vps/" + vps).text("name");
    }

    private static void rename(Customer customer, String vps, String name) {
        assertThat(customer.client()
                        .put("/api/vps/" + vps, Map.of("name", name))
                        .status())
                .isEqualTo(200);
    }
}
