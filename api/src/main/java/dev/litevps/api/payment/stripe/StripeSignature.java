package dev.litevps.api.payment.stripe;

import com.stripe.net.Webhook;
import java.security.GeneralSecurityException;
import java.time.Instant;

/** Signing a notice as Stripe does, for whoever stands in for Stripe. */
public final class StripeSignature {

    /** The header that carries it. */
    public static final String HEADER = "Stripe-Signature";

    private StripeSignature() {}

    /** The header's value for this body, as if it was sent at this moment. */
    public static String of(String body, String secret, Instant at) {
        try {
            return Webhook.Signature.generateSignatureHeader(body, secret, at.getEpochSecond());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}
