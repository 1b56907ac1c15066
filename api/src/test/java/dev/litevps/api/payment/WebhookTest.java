package dev.litevps.api.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Server;
import dev.litevps.api.payment.stripe.StripeSignature;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Stripe, and who would like to be Stripe, can do to a balance. Every customer here begins with nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookTest {

    private static final int TIMES = 100;

    private final Server server = Server.start(
            "litevps.stripe.secret-key=sk_test_never_used", "litevps.stripe.webhook-secret=" + Stripe.SECRET);
    private final Stripe stripe = new Stripe(server.url());
    private final JdbcClient database = JdbcClient.create(server.bean(DataSource.class));

    @SuppressWarnings("NullAway.Init")
    private Payer payer;

    @AfterAll
    void tearDown() {
        server.close();
    }

    @BeforeEach
    void registerPayer() {
        payer = Payer.register(server);
    }

    @Test
    void aPaymentIsCreditedWhenItIsAcknowledged() {
        String topUp = payer.request("10.00");

        assertThat(stripe.send(Stripe.completed(topUp, 1000)).statusCode()).isEqualTo(200);

        assertBalance("10.0000");
        assertThat(keptPayments()).as("nothing is left to do").isZero();
    }

    @Test
    void theSameNoticeAHundredTimesAtOnceCreditsOnce() throws Exception {
        String notice = Stripe.completed(payer.request("10.00"), 1000);

        assertThat(stripe.sendAtOnce(notice, TIMES)).hasSize(TIMES).containsOnly(200);

        assertBalance("10.0000");
        assertThat(payer.credits()).isEqualTo(1);
        assertThat(keptPayments()).isZero();
    }

    @Test
    void noticesInAnyOrderCreditOnce() {
        String topUp = payer.request("20.00");
        Map<String, Object> unpaid = new HashMap<>(Stripe.session(topUp, 2000));
        unpaid.put("payment_status", "unpaid");

        assertAccepted(Stripe.event("checkout.session.async_payment_succeeded", Stripe.session(topUp, 2000)));
        assertAccepted(Stripe.event("checkout.session.completed", unpaid));
        assertAccepted(Stripe.expired(topUp));
        assertAccepted(Stripe.completed(topUp, 2000));

        assertBalance("20.0000");
        assertThat(payer.credits()).isEqualTo(1);
    }

    @Test
    void moneyThatComesAfterTheCheckoutExpiredIsCredited() {
        String topUp = payer.request("5.00");

        assertAccepted(Stripe.expired(topUp));
        assertBalance("0.0000");
        assertAccepted(Stripe.completed(topUp, 500));
        assertBalance("5.0000");
    }

    @Test
    void aWayOfPaymentThatTakesDaysCreditsWhenTheMoneyCame() {
        String topUp = payer.request("7.50");
        Map<String, Object> unpaid = new HashMap<>(Stripe.session(topUp, 750));
        unpaid.put("payment_status", "unpaid");

        assertAccepted(Stripe.event("checkout.session.completed", unpaid));
        assertBalance("0.0000");
        assertAccepted(Stripe.event("checkout.session.async_payment_succeeded", Stripe.session(topUp, 750)));
        assertBalance("7.5000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"payment_intent.succeeded", "checkout.session.async_payment_failed", "a.type.of.tomorrow"})
    void otherNoticesAreAcknowledgedAndDoNothing(String type) {
        assertAccepted(Stripe.event(type, Stripe.session(payer.request("10.00"), 1000)));

        assertBalance("0.0000");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999, 1001, 5000, -1000, Long.MAX_VALUE})
    void aPaymentOfAnotherAmountIsRefused(long cents) {
        String topUp = payer.request("10.00");

        assertRefused(stripe.send(Stripe.completed(topUp, cents)));

        assertBalance("0.0000");
        assertThat(keptPayments()).as("nothing is tried again").isZero();
    }

    @Test
    void aPaymentOfAnotherAmountIsRefusedAlsoAfterTheRightOne() {
        String topUp = payer.request("10.00");
        assertAccepted(Stripe.completed(topUp, 1000));

        assertRefused(stripe.send(Stripe.completed(topUp, 5000)));

        assertBalance("10.0000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eur", "jpy", "USD ", ""})
    void aPaymentInAnotherCurrencyIsRefused(String currency) {
        Map<String, Object> session = Stripe.session(payer.request("10.00"), 1000);
        session.put("currency", currency);

        assertRefused(stripe.send(Stripe.event("checkout.session.completed", session)));

        assertBalance("0.0000");
    }

    @Test
    void aPaymentThatNobodyAskedForIsRefused() {
        assertRefused(stripe.send(Stripe.completed(UUID.randomUUID().toString(), 1000)));
        assertRefused(stripe.send(Stripe.expired(UUID.randomUUID().toString())));
        assertRefused(stripe.send(Stripe.completed(payer.account().toString(), 1000)));
        assertThat(keptPayments()).isZero();
    }

    @Test
    void aCheckoutOfAnotherProductIsAcknowledgedAndDoesNothing() {
        Map<String, Object> ofAnotherShop = Stripe.session("", 1000);
        ofAnotherShop.remove("client_reference_id");

        assertAccepted(Stripe.event("checkout.session.completed", ofAnotherShop));
        assertAccepted(Stripe.event("checkout.session.expired", ofAnotherShop));
        assertAccepted(Stripe.completed("order-4711", 1000));

        assertBalance("0.0000");
        assertThat(keptPayments()).isZero();
    }

    @Test
    void aForgedNoticeIsRefused() {
        String notice = Stripe.completed(payer.request("10.00"), 1000);
        Instant now = Instant.now();

        assertForged(notice, null);
        assertForged(notice, "");
        assertForged(notice, "nonsense");
        assertForged(notice, "t=abc,v1=def");
        assertForged(notice, "t,v1");
        assertForged(notice, "t=" + now.getEpochSecond());
        assertForged(notice, "t=" + now.getEpochSecond() + ",v1=" + "0".repeat(64));
        assertForged(notice, "t=99999999999999999999,v1=00");
        assertForged(notice, StripeSignature.of(notice, "whsec_of_somebody_else", now));
        assertForged(notice + " ", StripeSignature.of(notice, Stripe.SECRET, now));
        assertForged(
                notice.replace("\"amount_total\":1000", "\"amount_total\":5000"),
                StripeSignature.of(notice, Stripe.SECRET, now));
        assertForged(
                notice,
                StripeSignature.of(notice, Stripe.SECRET, now.minusSeconds(400))
                        .replaceFirst("t=\\d+", "t=" + now.getEpochSecond()));

        assertBalance("0.0000");
    }

    @Test
    void aNoticeOfMoreThanFiveMinutesAgoIsRefused() {
        String notice = Stripe.completed(payer.request("10.00"), 1000);

        assertForged(
                notice, StripeSignature.of(notice, Stripe.SECRET, Instant.now().minusSeconds(301)));
        assertBalance("0.0000");

        String recent = StripeSignature.of(notice, Stripe.SECRET, Instant.now().minusSeconds(240));
        assertThat(stripe.send(notice, recent).statusCode()).isEqualTo(200);
        assertBalance("10.0000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "10",
                "\"x\"",
                "{}",
                "{\"object\":\"event\"}",
                "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"checkout.session.completed\"}",
                "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"checkout.session.completed\",\"data\":{}}",
                "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"checkout.session.completed\",\"data\":{\"object\":{}}}",
                "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"checkout.session.completed\",\"data\":{\"object\":"
                        + "{\"object\":\"invoice\",\"id\":\"in_1\"}}}",
                "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"checkout.session.completed\",\"data\":{\"object\":"
                        + "{\"object\":\"checkout.session\",\"payment_status\":\"paid\",\"currency\":\"usd\","
                        + "\"metadata\":{\"top_up_id\":\"x\"}}}}"
            })
    void aNoticeThatCannotBeReadIsRefused(String notice) {
        assertRefused(stripe.send(notice));
    }

    @Test
    void anEmptyNoticeIsRefused() {
        assertRefused(stripe.send(""));
    }

    @Test
    void aNoticeOfAnUnreasonableSizeIsNotEvenRead() {
        HttpResponse<String> answer = stripe.send("x".repeat(1_000_000));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(json(answer).path("code").asString()).isEqualTo("body_too_large");
    }

    @Test
    void aPaymentThatCannotEvenBeKeptIsLeftToStripeToRepeat() {
        String notice = Stripe.completed(payer.request("10.00"), 1000);
        database.sql("ALTER TABLE scheduled_tasks RENAME TO scheduled_tasks_away")
                .update();
        try {
            assertThat(stripe.send(notice).statusCode()).isEqualTo(503);
        } finally {
            database.sql("ALTER TABLE scheduled_tasks_away RENAME TO scheduled_tasks")
                    .update();
        }
        assertBalance("0.0000");

        assertAccepted(notice);
        assertBalance("10.0000");
    }

    @Test
    void theEventsSayWhichNoticeTheyCameFrom() {
        String topUp = payer.request("10.00");
        String notice = Stripe.completed(topUp, 1000);
        assertAccepted(notice);

        byte[] metaData = database.sql(
                        "SELECT meta_data FROM domain_event_entry WHERE payload_type LIKE '%FundsCredited'"
                                + " AND aggregate_identifier = ?")
                .param("ledger-" + payer.account())
                .query(byte[].class)
                .single();
        JsonNode provenance = JsonMapper.shared().readTree(metaData);
        assertThat(provenance.path("idempotency_key").asString())
                .isEqualTo(JsonMapper.shared().readTree(notice).path("id").asString());
        assertThat(provenance.path("request_id").asString()).isNotBlank();
    }

    private void assertAccepted(String notice) {
        HttpResponse<String> answer = stripe.send(notice);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void assertForged(String notice, @Nullable String signature) {
        HttpResponse<String> answer = stripe.send(notice, signature);
        assertRefused(answer);
        assertThat(json(answer).path("code").asString()).isEqualTo("invalid_signature");
        assertThat(answer.body()).doesNotContain(Stripe.SECRET);
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("error").asString()).isNotBlank();
        assertThat(json(answer).path("code").asString()).isNotBlank();
    }

    private void assertBalance(String dollars) {
        assertThat(payer.balance()).isEqualTo(dollars);
    }

    private long keptPayments() {
        return database.sql("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'payment-received'")
                .query(Long.class)
                .single();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
