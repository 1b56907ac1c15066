package dev.litevps.api.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Server;
import dev.litevps.command.plan.PlanCommand.PublishPlan;
import dev.litevps.command.plan.PlanCommand.RetirePlan;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.plan.PlanId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an account will have, and what would come of a VPS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForecastTest {

    private final Instant tomorrow =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(1));

    private final PlanId plan = new PlanId(UUID.randomUUID());

    private Server server = Server.start("litevps.hypervisor=simulated", "litevps.simulated.boot-delay=2m");
    private BilledAccount account = BilledAccount.with(server, "10.00");

    @BeforeAll
    void publishPlan() {
        account.send(new PublishPlan(plan, "Tiny", new Resources(1, 512, 10), Usd.of("0.0100"), Instant.now()));
    }

    @AfterAll
    void tearDown() {
        server.close();
    }

    private Answer dryRun(BilledAccount who, Map<String, Object> request) {
        return who.client().post("/api/vps?dry_run=true", request);
    }

    private long head() {
        return JdbcClient.create(server.bean(DataSource.class))
                .sql("select max(global_index) from domain_event_entry")
                .query(Long.class)
                .single();
    }

    @Test
    void whereNothingBurnsTheBalanceLastsForever() {
        Answer answer = account.client().get("/api/billing/forecast");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text())
                .contains(
                        "\"balance\":10.0000",
                        "\"burn_per_hour\":0.0000",
                        "\"running_vps\":0",
                        "\"runway_hours\":null",
                        "\"exhausted_at\":null",
                        "\"grace_ends_at\":null");
    }

    @Test
    void aRunningVpsBurnsThePresentPriceUntilNothingIsLeftAndThenTheGraceTimeRuns() {
        BilledAccount burner = BilledAccount.with(server, "0.0500");
        burner.vpsReachableAt("web", plan.toString(), tomorrow);
        Instant before = Instant.now();
        Answer answer = burner.client().get("/api/billing/forecast");
        assertThat(answer.text()).contains("\"burn_per_hour\":0.0100", "\"running_vps\":1", "\"runway_hours\":5.00");
        assertThat(Instant.parse(answer.text("exhausted_at")))
                .isBetween(
                        before.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofHours(5)),
                        Instant.now().plus(Duration.ofHours(5)));

        burner.adjust("-0.05", "all of it", tomorrow);

        Answer exhausted = burner.client().get("/api/billing/forecast");
        assertThat(exhausted.text()).contains("\"balance\":0.0000", "\"runway_hours\":0.00");
        assertThat(Instant.parse(exhausted.text("exhausted_at"))).isEqualTo(tomorrow);
        assertThat(Instant.parse(exhausted.text("grace_ends_at"))).isEqualTo(tomorrow.plus(Duration.ofDays(3)));
    }

    @Test
    void aDryRunSaysWhatWouldComeOfAVpsAndStoresNothing() {
        long head = head();

        Answer answer = dryRun(account, Map.of("name", "web", "plan_id", plan.toString()));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text())
                .contains(
                        "\"dry_run\":true",
                        "\"status\":201",
                        "\"code\":null",
                        "\"price_hourly\":0.0100",
                        "\"required\":0.0100",
                        "\"available\":10.0000",
                        "\"sufficient\":true",
                        "\"burn_per_hour\":0.0100",
                        "\"runway_hours\":1000.00");
        assertThat(head()).isEqualTo(head);
        assertThat(account.client().get("/api/vps").json()).isEmpty();
    }

    @Test
    void aDryRunWithoutTheMoneySaysThatItWouldBeRefused() {
        BilledAccount poor = BilledAccount.with(server, "0.0099");
        long head = head();

        Answer answer = dryRun(poor, Map.of("name", "web", "plan_id", plan.toString()));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text())
                .contains(
                        "\"status\":402",
                        "\"code\":\"insufficient_balance\"",
                        "\"required\":0.0100",
                        "\"available\":0.0099",
                        "\"sufficient\":false");
        assertThat(head()).isEqualTo(head);
    }

    @Test
    void aDryRunWhileTheBalanceIsNotShownIsToBeTriedAgain() {
        BilledAccount unseen = BilledAccount.with(server, "1.00");
        JdbcClient.create(server.bean(DataSource.class))
                .sql("delete from balance_view where account_id = ?")
                .param(unseen.id().value())
                .update();

        Answer answer = dryRun(unseen, Map.of("name", "web", "plan_id", plan.toString()));

        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("unavailable");
    }

    @Test
    void whatMoneyCannotMendIsRefusedAsItWouldBe() {
        PlanId retired = new PlanId(UUID.randomUUID());
        account.send(new PublishPlan(retired, "Old", new Resources(1, 512, 10), Usd.of("0.01"), Instant.now()));
        account.send(new RetirePlan(retired, Instant.now()));
        String unknown = UUID.randomUUID().toString();
        long head = head();

        for (Map<String, Object> request : List.<Map<String, Object>>of(
                Map.of("plan_id", plan.toString()),
                Map.of("name", "a b", "plan_id", plan.toString()),
                Map.of("name", "web"),
                Map.of("name", "web", "plan_id", unknown),
                Map.of("name", "web", "plan_id", retired.toString()),
                Map.of("name", "web", "plan_id", plan.toString(), "ssh_key_ids", List.of(unknown)))) {
            Answer tried = dryRun(account, request);
            Answer real = account.client().post("/api/vps", request);
            assertThat(tried.status()).as("%s: %s", request, tried.text()).isEqualTo(400);
            assertThat(tried.status()).isEqualTo(real.status());
            assertThat(tried.text()).isEqualTo(real.text());
        }
        assertThat(head()).isEqualTo(head);
    }

    @Test
    void aMistypedDryRunCreatesNothing() {
        long head = head();
        for (String mistyped : List.of("yes", "TRUE", "1", "")) {
            Answer answer = account.client()
                    .post("/api/vps?dry_run=" + mistyped, Map.of("name", "web", "plan_id", plan.toString()));
            assertThat(answer.status()).as(mistyped + ": " + answer.text()).isEqualTo(400);
            assertThat(answer.text("code")).isEqualTo("invalid_dry_run");
        }
        assertThat(head()).isEqualTo(head);
    }
}
