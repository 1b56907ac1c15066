package dev.litevps.api.captcha;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * Asks Cloudflare. What it does not say clearly and in time counts as no verdict, and nobody is let in. A challenge that was solved
 * for something else than to register, or on somebody else's page, is not one of this site.
 */
final class TurnstileCaptcha implements Captcha {

    private static final Logger LOG = LoggerFactory.getLogger(TurnstileCaptcha.class);

    /** Longer tokens are none: https://developers.cloudflare.com/turnstile/get-started/server-side-validation/. */
    private static final int LONGEST_TOKEN = 2_048;

    /** What the page to register has its widget say. */
    private static final String ACTION = "register";

    private final WebClient client;
    private final TurnstileProperties properties;
    private final String secretKey;
    private final @Nullable String host;

    /**
     * What Cloudflare says of a token.
     *
     * @param hostname on whose page the challenge was solved
     * @param action what the widget there said that it was for
     */
    private record SiteVerify(
            @Nullable Boolean success,
            @Nullable String hostname,
            @Nullable String action) {}

    /** @param host where the page to register is found; null if nobody has said that */
    TurnstileCaptcha(
            WebClient.Builder client, TurnstileProperties properties, String secretKey, @Nullable String host) {
        this.client = client.build();
        this.properties = properties;
        this.secretKey = secretKey;
        this.host = host;
    }

    @Override
    public Mono<Verdict> verify(String token, @Nullable String clientAddress) {
        if (token.length() > LONGEST_TOKEN) {
            return Mono.just(Verdict.FAILED);
        }
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("secret", secretKey);
        form.add("response", token);
        if (clientAddress != null) {
            form.add("remoteip", clientAddress);
        }
        return client.post()
                .uri(properties.verifyUrl())
                .body(BodyInserters.fromFormData(form))
                .retrieve()
                .bodyToMono(SiteVerify.class)
                .timeout(properties.timeout())
                .map(this::verdict)
                .defaultIfEmpty(Verdict.UNAVAILABLE)
                .onErrorResume(failure -> {
                    LOG.warn(
                            "Turnstile gives no verdict: {}", failure.getClass().getSimpleName());
                    return Mono.just(Verdict.UNAVAILABLE);
                });
    }

    private Verdict verdict(SiteVerify answer) {
        if (answer.success() == null) {
            return Verdict.UNAVAILABLE;
        }
        return answer.success() && isOurs(answer) ? Verdict.PASSED : Verdict.FAILED;
    }

    private boolean isOurs(SiteVerify answer) {
        boolean ours = (host == null || isUnsaidOr(host, answer.hostname())) && isUnsaidOr(ACTION, answer.action());
        if (!ours) {
            // Whoever set a wrong public URL sees here why nobody can register.
            LOG.warn(
                    "A challenge was solved at \"{}\" for \"{}\", and not at \"{}\" for \"{}\"",
                    answer.hostname(),
                    answer.action(),
                    host,
                    ACTION);
        }
        return ours;
    }

    private static boolean isUnsaidOr(String expected, @Nullable String said) {
        return said == null || said.isEmpty() || said.equalsIgnoreCase(expected);
    }
}
