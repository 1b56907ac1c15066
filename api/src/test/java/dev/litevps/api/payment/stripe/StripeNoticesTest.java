package dev.litevps.api.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.api.payment.PaymentNotice;
import dev.litevps.api.web.ApiException;
import dev.litevps.events.Usd;
import dev.litevps.events.topup.TopUpId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripeNoticesTest {

    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
    private static final String SECRET = "whsec_1";
    private static final TopUpId TOP_UP = new TopUpId(UUID.randomUUID());

    private static final String PAID = """
            {"id": "evt_1", "object": "event", "type": "checkout.session.completed", "data": {"object":
              {"id": "cs_1", "object": "checkout.session", "client_reference_id": "%s", "amount_total": 1234,
               "currency": "usd", "payment_status": "paid", "payment_intent": "pi_1"}}}""".formatted(TOP_UP);

    private final StripeNotices notices = new StripeNotices(SECRET, Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 299, 300})
    void aNoticeCountsForThreeHundredSeconds(long age) {
        assertThat(read(PAID, age)).isEqualTo(new PaymentNotice.Paid("evt_1", TOP_UP, Usd.of("12.34"), "pi_1"));
    }

    @ParameterizedTest
    @ValueSource(longs = {301, 302, 86_400})
    void anOlderOneIsRefused(long age) {
        assertThatThrownBy(() -> read(PAID, age)).isInstanceOf(ApiException.class);
    }

    @Test
    void aPaymentWithoutOneOfStripesOwnIsFoundByItsSession() {
        assertThat(read(PAID.replace("\"pi_1\"", "null"), 0))
                .isEqualTo(new PaymentNotice.Paid("evt_1", TOP_UP, Usd.of("12.34"), "cs_1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"order-4711\"", "\"1-1-1-1-1\""})
    void aCheckoutOfAnotherProductIsAcknowledgedAndIgnored(String reference) {
        String paid = withReference(reference).replace("\"usd\"", "\"eur\"");
        assertThat(read(paid, 0)).isEqualTo(new PaymentNotice.Irrelevant("evt_1"));
        assertThat(read(paid.replace("session.completed", "session.expired"), 0))
                .isEqualTo(new PaymentNotice.Irrelevant("evt_1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"order-4711\""})
    void aCheckoutWithOurMetadataThatNamesNoTopUpIsRefused(String reference) {
        String paid = withReference(reference)
                .replace("\"currency\"", "\"metadata\": {\"top_up_id\": \"%s\"}, \"currency\"".formatted(TOP_UP));
        assertThatThrownBy(() -> read(paid, 0)).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> read(paid.replace("session.completed", "session.expired"), 0))
                .isInstanceOf(ApiException.class);
    }

    private static String withReference(String json) {
        return PAID.replace("\"" + TOP_UP + "\"", json);
    }

    private PaymentNotice read(String notice, long age) {
        return notices.read(
                notice.getBytes(StandardCharsets.UTF_8), StripeSignature.of(notice, SECRET, NOW.minusSeconds(age)));
    }
}
