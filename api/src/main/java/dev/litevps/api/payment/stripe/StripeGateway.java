package dev.litevps.api.payment.stripe;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData.ProductData;
import com.stripe.param.checkout.SessionCreateParams.PaymentIntentData;
import dev.litevps.api.payment.PaymentGateway;
import dev.litevps.api.payment.PaymentUnavailable;
import dev.litevps.api.web.PublicUrl;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.topup.TopUpId;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Checkout pages at Stripe. The top-up's id is the idempotency key, so that one top-up has one page. */
final class StripeGateway implements PaymentGateway {

    static final String CURRENCY = "usd";

    /** Under which name the metadata of a session, and of its payment, has the top-up's id. */
    static final String TOP_UP_ID = "top_up_id";

    static final long MICROS_PER_CENT = 10_000;

    /** A Stripe that hangs must not hold all the threads that commands need. */
    private static final int MOST_CALLS_AT_ONCE = 8;

    static {
        // How long our requests take, and on what machine, is nobody else's business.
        Stripe.enableTelemetry = false;
    }

    private final StripeClient stripe;
    private final PublicUrl publicUrl;
    private final Semaphore calls = new Semaphore(MOST_CALLS_AT_ONCE);

    StripeGateway(StripeProperties properties, PublicUrl publicUrl) {
        this.stripe = StripeClient.builder()
                .setApiKey(properties.secretKey())
                .setApiBase(properties.apiBase().toString())
                .setConnectTimeout(Math.toIntExact(properties.connectTimeout().toMillis()))
                .setReadTimeout(Math.toIntExact(properties.readTimeout().toMillis()))
                .setMaxNetworkRetries(properties.retries())
                .build();
        this.publicUrl = publicUrl;
    }

    @Override
    public URI openCheckout(TopUpId topUpId, AccountId accountId, Usd amount) {
        if (!calls.tryAcquire()) {
            throw new PaymentUnavailable("Stripe owes answers to " + MOST_CALLS_AT_ONCE + " requests already");
        }
        try {
            Session session = stripe.v1()
                    .checkout()
                    .sessions()
                    .create(
                            session(topUpId, accountId, amount),
                            RequestOptions.builder()
                                    .setIdempotencyKey(topUpId.toString())
                                    .build());
            return URI.create(session.getUrl());
        } catch (StripeException e) {
            throw unavailable(describe(e), e);
        } catch (RuntimeException e) {
            // The library stumbles over answers that Stripe itself does not give, but a proxy in between does.
            throw unavailable(
                    "an answer that is none of Stripe's: " + e.getClass().getSimpleName(), e);
        } finally {
            calls.release();
        }
    }

    private SessionCreateParams session(TopUpId topUpId, AccountId accountId, Usd amount) {
        Map<String, String> metadata = Map.of(TOP_UP_ID, topUpId.toString(), "account_id", accountId.toString());
        return SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setClientReferenceId(topUpId.toString())
                .putAllMetadata(metadata)
                .setPaymentIntentData(
                        PaymentIntentData.builder().putAllMetadata(metadata).build())
                .addLineItem(LineItem.builder()
                        .setQuantity(1L)
                        .setPriceData(PriceData.builder()
                                .setCurrency(CURRENCY)
                                .setUnitAmount(amount.micros() / MICROS_PER_CENT)
                                .setProductData(ProductData.builder()
                                        .setName("LiteVPS balance")
                                        .build())
                                .build())
                        .build())
                .setSuccessUrl(publicUrl.of(ReturnController.DONE).toString())
                .setCancelUrl(publicUrl.of(ReturnController.CANCELLED).toString())
                .build();
    }

    /** Without Stripe's message, which can contain parts of the key. */
    private static String describe(StripeException failure) {
        return "%s, status %s, code %s, Stripe's request %s"
                .formatted(
                        failure.getClass().getSimpleName(),
                        failure.getStatusCode(),
                        failure.getCode(),
                        failure.getRequestId());
    }

    private static PaymentUnavailable unavailable(String why, Exception failure) {
        PaymentUnavailable unavailable = new PaymentUnavailable(why);
        unavailable.initCause(failure);
        return unavailable;
    }
}
