package dev.litevps.api.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Server;
import dev.litevps.command.plan.PlanCommand.PublishPlan;
import dev.litevps.command.plan.PlanCommand.RepricePlan;
import dev.litevps.events.Minute;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.vps.VpsId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * A VPS runs from five to the hour on. Its first minute is charged by itself, the next 64, over which its plan becomes
 * dearer, all at once; then it turns out that it had been off for the last four of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BillingTest {

    private static final int MINUTES = 65;
    private static final int REVERSED = 4;

    /** Tomorrow, so that nobody else charges these minutes. */
    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(1));

    private final Minute first = Minute.of(hour).plus(55);
    private final PlanId plan = new PlanId(UUID.randomUUID());

    private Server server = Server.start("litevps.hypervisor=simulated", "litevps.simulated.boot-delay=2m");
    private BilledAccount account = BilledAccount.with(server, "10.00");
    private VpsId web = new VpsId(UUID.randomUUID());

    @BeforeAll
    void runTheVpsForAnHour() {
        account.send(new PublishPlan(plan, "Tiny", new Resources(1, 512, 10), new Usd(4_200), Instant.now()));
        web = account.vpsReachableAt("web", plan.toString(), first.start().plusSeconds(30));
        account.chargeThrough(first);
        account.send(new RepricePlan(plan, new Usd(6_001), first.plus(19).start()));
        account.chargeThrough(first.plus(MINUTES - 1));
        Minute lastRun = first.plus(MINUTES - 1 - REVERSED);
        account.foundOff(
                web, lastRun.start().plusSeconds(1), first.plus(MINUTES).start());
        account.topUp("5.00", first.plus(MINUTES).start().plusSeconds(1));
        account.adjust(
                "-0.000001",
                "a test of small change",
                first.plus(MINUTES).start().plusSeconds(2));
    }

    @AfterAll
    void tearDown() {
        server.close();
    }

    private Client client() {
        return account.client();
    }

    private List<JsonNode> history(String query) {
        Answer answer = client().get("/api/billing/history" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().valueStream().toList();
    }

    private JsonNode explanation(String id) {
        Answer answer = client().get("/api/billing/charges/" + id);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private String minuteId(Minute minute) {
        return history("?granularity=minute&limit=200").stream()
                .filter(row -> row.path("kind").asString().equals("charge")
                        && row.path("from").asString().equals(minute.start().toString()))
                .map(row -> row.path("id").asString())
                .findFirst()
                .orElseThrow();
    }

    private static long sum(List<JsonNode> rows) {
        return rows.stream()
                .mapToLong(row -> row.path("amount_micros").asLong())
                .sum();
    }

    @Test
    void theBalanceIsShownInDollars() {
        Answer answer = client().get("/api/billing/balance");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .contains("\"balance\":14.9", "\"held\":0.0000", "\"available\":14.9", "\"currency\":\"USD\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=200", "?limit=200&granularity=hour", "?limit=200&granularity=minute"})
    void theRowsAddUpToTheBalanceToTheMicroDollar(String query) {
        List<JsonNode> rows = history(query);

        assertThat(sum(rows)).isEqualTo(account.balance().micros());
        assertThat(rows.getFirst().path("balance_after_micros").asLong())
                .isEqualTo(account.balance().micros());
    }

    @Test
    void chargesAreGroupedByVpsAndHour() {
        List<JsonNode> rows = history("");

        assertThat(rows)
                .extracting(
                        row -> row.path("kind").asString(),
                        row -> row.path("minutes").asInt(0),
                        row -> row.path("time").asString())
                .containsExactly(
                        tuple(
                                "adjustment",
                                0,
                                first.plus(MINUTES).start().plusSeconds(2).toString()),
                        tuple(
                                "top_up",
                                0,
                                first.plus(MINUTES).start().plusSeconds(1).toString()),
                        tuple("charge", 56, hour.plus(Duration.ofHours(1)).toString()),
                        tuple("charge", 5, hour.toString()),
                        tuple("top_up", 0, rows.getLast().path("time").asString()));
        assertThat(rows.get(3).path("description").asString())
                .startsWith(
                        "VPS web ran in 5 minutes between " + hour.toString().substring(11, 16));
        assertThat(rows.get(3).path("vps_id").asString()).isEqualTo(web.toString());
        assertThat(rows.getFirst().path("vps_id").isNull()).isTrue();
        assertThat(rows.getFirst().path("description").asString()).isEqualTo("Correction: a test of small change.");
        assertThat(rows.getFirst().path("amount").decimalValue()).isEqualByComparingTo(BigDecimal.ZERO);
        assertThat(rows.getFirst().path("amount_micros").asLong()).isEqualTo(-1);
    }

    @Test
    void everyMinuteIsShownIfThatIsAskedFor() {
        List<JsonNode> rows = history("?granularity=minute&limit=200");

        assertThat(rows).hasSize(1 + MINUTES + 1 + 1 + 1);
        assertThat(rows).isSortedAccordingTo((one, other) -> Instant.parse(
                        other.path("time").asString())
                .compareTo(Instant.parse(one.path("time").asString())));
        long balance = 0;
        for (JsonNode row : rows.reversed()) {
            balance += row.path("amount_micros").asLong();
            assertThat(row.path("balance_after_micros").asLong()).as("%s", row).isEqualTo(balance);
        }
        assertThat(rows.get(2).path("kind").asString()).isEqualTo("reversal");
        assertThat(rows.get(2).path("minutes").asInt()).isEqualTo(REVERSED);
    }

    @ParameterizedTest
    @CsvSource({"minute, 7", "minute, 64", "hour, 1", "hour, 2"})
    void pagesLeaveNothingOutAndRepeatNothing(String granularity, int limit) {
        List<JsonNode> all = history("?limit=200&granularity=" + granularity);
        List<JsonNode> paged = new ArrayList<>();
        for (int offset = 0; offset < all.size(); offset += limit) {
            paged.addAll(history("?granularity=%s&limit=%d&offset=%d".formatted(granularity, limit, offset)));
        }

        assertThat(paged).isEqualTo(all);
        assertThat(history("?granularity=%s&offset=%d".formatted(granularity, all.size())))
                .isEmpty();
        assertThat(history("?granularity=%s&offset=9000000000000000000".formatted(granularity)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"minute, 7", "minute, 64", "hour, 1", "hour, 2"})
    void eachPageLeadsToTheNextUntilTheWholeIsTold(String granularity, int limit) {
        List<JsonNode> walked = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = client().get(
                            "/api/billing/history?granularity=%s&limit=%d%s".formatted(granularity, limit, cursor));
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            page.json().forEach(walked::add);
            String next = page.header("X-Next-Cursor");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());

        assertThat(walked).isEqualTo(history("?limit=200&granularity=" + granularity));
    }

    @ParameterizedTest
    @CsvSource({
        "cursor=AAAA, invalid_cursor",
        "limit=0, invalid_limit",
        "limit=-1, invalid_limit",
        "limit=201, invalid_limit",
        "limit=abc, invalid_limit",
        "limit=1e9, invalid_limit",
        "limit=1000000000, invalid_limit",
        "limit=, invalid_limit",
        "offset=-1, invalid_offset",
        "offset=1.5, invalid_offset",
        "offset=99999999999999999999, invalid_offset",
        "granularity=day, invalid_granularity",
        "granularity=, invalid_granularity",
    })
    void whatIsNoPageIsABadRequest(String query, String code) {
        Answer answer = client().get("/api/billing/history?" + query);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.text("error")).isNotBlank();
    }

    @Test
    void anHourIsExplainedByItsMinutesItsPricesAndItsEvents() {
        JsonNode row = history("").get(2);
        JsonNode charge = explanation(row.path("id").asString());

        assertThat(charge.path("amount_micros").asLong())
                .isEqualTo(row.path("amount_micros").asLong());
        assertThat(charge.path("minutes").asInt()).isEqualTo(56);
        assertThat(charge.path("reversed_minutes").asInt()).isEqualTo(REVERSED);
        assertThat(charge.path("plan").path("name").asString()).isEqualTo("Tiny");
        assertThat(charge.path("vps_name").asString()).isEqualTo("web");
        assertThat(charge.path("prices").valueStream())
                .extracting(price -> price.path("number").asInt(), price -> price.path("price_hourly_micros")
                        .asLong())
                .containsExactly(tuple(1, 4_200L), tuple(2, 6_001L));
        assertThat(charge.path("parts").valueStream())
                .extracting(part -> part.path("arithmetic").asString())
                .containsExactly(
                        "⌊4200·20/60⌋ − ⌊4200·5/60⌋ = 1050 µ$",
                        "⌊6001·65/60⌋ − ⌊6001·20/60⌋ = 4501 µ$",
                        "⌊6001·65/60⌋ − ⌊6001·61/60⌋ = 400 µ$");
        assertThat(charge.path("parts")
                        .valueStream()
                        .mapToLong(part -> part.path("amount_micros").asLong())
                        .sum())
                .isEqualTo(charge.path("amount_micros").asLong());
    }

    @Test
    void theEventsOfAnExplanationAreInTheStore() {
        JsonNode charge = explanation(history("").get(2).path("id").asString());

        assertThat(charge.path("events").valueStream())
                .extracting(event -> event.path("type").asString())
                .containsExactlyInAnyOrder(
                        "PlanPublished",
                        "PlanRepriced",
                        "MeterOpened",
                        "MinuteCharged",
                        "MeterClosed",
                        "ChargesReversed");
        JdbcClient events = JdbcClient.create(server.bean(DataSource.class));
        charge.path("events").forEach(event -> assertThat(events.sql("select count(*) from domain_event_entry"
                                + " where event_identifier = ? and sequence_number = ? and payload_type like ?")
                        .params(
                                event.path("id").asString(),
                                event.path("sequence").asLong(),
                                "%$" + event.path("type").asString())
                        .query(Long.class)
                        .single())
                .as("%s", event)
                .isOne());
    }

    @Test
    void aMinuteIsExplainedByItsNumber() {
        JsonNode charge = explanation(minuteId(first.plus(16)));

        assertThat(charge.path("parts").valueStream())
                .singleElement()
                .extracting(part -> part.path("arithmetic").asString())
                .isEqualTo("⌊4200·17/60⌋ − ⌊4200·16/60⌋ = 70 µ$");
        assertThat(charge.path("amount_micros").asLong()).isEqualTo(-70);
        assertThat(charge.path("from").asString())
                .isEqualTo(first.plus(16).start().toString());
    }

    @Test
    void aMinuteThatWasGivenBackSaysSo() {
        JsonNode charge = explanation(minuteId(first.plus(MINUTES - 1)));

        assertThat(charge.path("minutes").asInt()).isZero();
        assertThat(charge.path("reversed_minutes").asInt()).isEqualTo(1);
        assertThat(charge.path("amount_micros").asLong()).isZero();
        assertThat(charge.path("explanation").asString()).contains("given back");
        assertThat(charge.path("parts").valueStream())
                .extracting(part -> part.path("kind").asString())
                .containsExactly("charge", "reversal");
    }

    @Test
    void nobodySeesWhatSomebodyElsePays() {
        Client stranger = BilledAccount.with(server, "1.00").client();
        String charge = minuteId(first);

        for (String id : List.of(
                charge,
                charge.replace(web.toString(), UUID.randomUUID().toString()),
                "m1." + web,
                "m9999999999." + web,
                "h9999999999." + web,
                "m-1." + web,
                "m1.x",
                "h")) {
            Answer answer = stranger.get("/api/billing/charges/" + id);
            assertThat(answer.status()).as(id + ": " + answer.text()).isEqualTo(404);
            assertThat(answer.text("error")).isEqualTo("there is no such charge");
        }
        assertThat(stranger.get("/api/billing/history?granularity=minute&limit=200")
                        .json())
                .hasSize(1);
        assertThat(new Client(server.url(), null).get("/api/billing/history").status())
                .isEqualTo(401);
    }

    @Test
    void aWriteIsInTheStatementAsSoonAsItIsInTheBalance() {
        BilledAccount saver = BilledAccount.with(server, "1.00");
        for (int i = 0; i < 20; i++) {
            saver.topUp("1.00", Instant.now());
            assertThat(saver.client().get("/api/billing/history?limit=1").text())
                    .contains("\"balance_after_micros\":" + saver.balance().micros());
        }
    }
}
