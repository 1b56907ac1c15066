package dev.litevps.api.payment.stripe;

import dev.litevps.api.startup.InvalidSettings;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * The account with Stripe. Without one, there is a checkout of our own to try things out.
 *
 * @param secretKey what Stripe knows us by; null or blank for none
 * @param webhookSecret what Stripe signs its notices with; null or blank for none
 * @param apiBase where Stripe is
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout how long to wait for an answer
 * @param retries how often a request that had no answer is sent again
 */
@ConfigurationProperties("litevps.stripe")
public record StripeProperties(
        @Nullable String secretKey,
        @Nullable String webhookSecret,
        @DefaultValue("https://api.stripe.com") URI apiBase,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("10s") Duration readTimeout,
        @DefaultValue("2") int retries) {

    static final String SECRET_KEY = "litevps.stripe.secret-key";
    static final String WEBHOOK_SECRET = "litevps.stripe.webhook-secret";

    public StripeProperties {
        if (StringUtils.hasText(secretKey) != StringUtils.hasText(webhookSecret)) {
            throw new InvalidSettings("%s and %s belong together: %s is missing."
                    .formatted(
                            SECRET_KEY, WEBHOOK_SECRET, StringUtils.hasText(secretKey) ? WEBHOOK_SECRET : SECRET_KEY));
        }
    }

    /** Without the secrets, since it may end up in a log. */
    @Override
    public String toString() {
        return "StripeProperties[apiBase=" + apiBase + "]";
    }
}
