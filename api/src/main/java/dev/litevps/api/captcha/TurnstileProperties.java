package dev.litevps.api.captcha;

import dev.litevps.api.startup.InvalidSettings;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Cloudflare Turnstile. Without keys, those that Cloudflare publishes for tests are used, and looked at without a network
 * (https://developers.cloudflare.com/turnstile/troubleshooting/testing/).
 *
 * @param siteKey names the widget of this site; public
 * @param secretKey proves to Cloudflare who asks
 * @param verifyUrl where tokens are verified
 * @param timeout how long to wait for the verdict
 */
@ConfigurationProperties("litevps.turnstile")
public record TurnstileProperties(
        @Nullable String siteKey,
        @Nullable String secretKey,

        @DefaultValue("https://challenges.cloudflare.com/turnstile/v0/siteverify")
        URI verifyUrl,

        @DefaultValue("5s") Duration timeout) {

    static final String SITE_KEY = "litevps.turnstile.site-key";
    static final String SECRET_KEY = "litevps.turnstile.secret-key";

    /** Cloudflare's test key of a widget that always passes. */
    static final String PASSING_SITE_KEY = "1x00000000000000000000AA";

    /** What the widget gives out for a test site key. */
    public static final String DUMMY_TOKEN = "XXXX.DUMMY.TOKEN.XXXX";

    /** Cloudflare's test secrets begin so, with a zero after it. */
    private static final String TEST_SECRET = "[123]x0{31,}AA";

    public TurnstileProperties {
        if (StringUtils.hasText(siteKey) != StringUtils.hasText(secretKey)) {
            throw new InvalidSettings("%s and %s belong together: %s is missing."
                    .formatted(SITE_KEY, SECRET_KEY, StringUtils.hasText(siteKey) ? SECRET_KEY : SITE_KEY));
        }
    }

    /** Whether people are really challenged. */
    public boolean isReal() {
        return isReal(secretKey);
    }

    static boolean isReal(@Nullable String secretKey) {
        return secretKey != null && StringUtils.hasText(secretKey) && !secretKey.matches(TEST_SECRET);
    }

    /** The key that the page gives to the widget. */
    public String widgetKey() {
        return siteKey == null || siteKey.isBlank() ? PASSING_SITE_KEY : siteKey;
    }

    /** Without the secret, since it may end up in a log. */
    @Override
    public String toString() {
        return "TurnstileProperties[siteKey=" + siteKey + "]";
    }
}
