package dev.litevps.api.payment.stripe;

import com.stripe.exception.EventDataObjectDeserializationException;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.model.checkout.Session;
import com.stripe.net.Webhook;
import dev.litevps.api.payment.PaymentNotice;
import dev.litevps.api.payment.PaymentNoticeReader;
import dev.litevps.api.web.ApiException;
import dev.litevps.events.Usd;
import dev.litevps.events.topup.TopUpId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads Stripe's webhooks: what is signed with the secret that only Stripe and we have, and not older than Stripe's own
 * recommendation of 300 seconds.
 */
public final class StripeNotices implements PaymentNoticeReader {

    private static final long TOLERANCE_SECONDS = Webhook.DEFAULT_TOLERANCE;

    private final String secret;
    private final Clock clock;

    public StripeNotices(String secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public PaymentNotice read(byte[] body, String signature) {
        String text = new String(body, StandardCharsets.UTF_8);
        verify(text, signature);
        try {
            return read(Webhook.constructEventWithoutVerification(text));
        } catch (ApiException e) {
            throw e;
        } catch (EventDataObjectDeserializationException | RuntimeException e) {
            ApiException malformed = ApiException.badRequest("invalid_notice", "the body is no notice of Stripe's");
            malformed.initCause(e);
            throw malformed;
        }
    }

    private void verify(String text, String signature) {
        try {
            Webhook.Signature.verifyHeader(text, signature, secret, TOLERANCE_SECONDS, clock);
        } catch (SignatureVerificationException | RuntimeException e) {
            ApiException refusal = ApiException.badRequest(
                    "invalid_signature",
                    "the signature is not Stripe's, or is older than " + TOLERANCE_SECONDS + " seconds");
            refusal.initCause(e);
            throw refusal;
        }
    }

    private static PaymentNotice read(Event event) throws EventDataObjectDeserializationException {
        String noticeId = Objects.requireNonNull(event.getId());
        return switch (event.getType()) {
            case "checkout.session.completed", "checkout.session.async_payment_succeeded" -> {
                Session session = session(event);
                yield isOurs(session) ? completed(noticeId, session) : new PaymentNotice.Irrelevant(noticeId);
            }
            case "checkout.session.expired" -> {
                Session session = session(event);
                yield isOurs(session)
                        ? new PaymentNotice.Expired(noticeId, topUpId(session))
                        : new PaymentNotice.Irrelevant(noticeId);
            }
            default -> new PaymentNotice.Irrelevant(noticeId);
        };
    }

    /**
     * Stripe tells every endpoint of the checkouts of all products of its Stripe account, and disables one that refuses
     * too many. What names no top-up at all is another product's.
     */
    private static boolean isOurs(Session session) {
        Map<String, String> metadata = session.getMetadata();
        return (metadata != null && metadata.containsKey(StripeGateway.TOP_UP_ID))
                || isTopUpId(session.getClientReferenceId());
    }

    private static boolean isTopUpId(@Nullable String reference) {
        try {
            return reference != null && TopUpId.of(reference).toString().equalsIgnoreCase(reference);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A session is also completed by a way of payment that takes days; the money comes with a later notice. */
    private static PaymentNotice completed(String noticeId, Session session) {
        if (!"paid".equals(session.getPaymentStatus())) {
            return new PaymentNotice.Irrelevant(noticeId);
        }
        if (!StripeGateway.CURRENCY.equals(session.getCurrency())) {
            throw ApiException.badRequest("invalid_currency", "a top-up is paid in US dollars");
        }
        Usd amount = new Usd(Math.multiplyExact(session.getAmountTotal(), StripeGateway.MICROS_PER_CENT));
        String payment = session.getPaymentIntent();
        return new PaymentNotice.Paid(
                noticeId,
                topUpId(session),
                amount,
                payment != null ? payment : Objects.requireNonNull(session.getId()));
    }

    private static TopUpId topUpId(Session session) {
        return TopUpId.of(session.getClientReferenceId());
    }

    /** Whichever version of Stripe's API it was written in: the few fields that count here are old. */
    private static Session session(Event event) throws EventDataObjectDeserializationException {
        return (Session) event.getDataObjectDeserializer().deserializeUnsafe();
    }
}
