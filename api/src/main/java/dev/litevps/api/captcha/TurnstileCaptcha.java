package dev.litevps.api.captcha;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Asks Cloudflare. What it does not say clearly and in time counts as no verdict, and nobody is let in. */
final class TurnstileCaptcha implements Captcha {

    private static final Logger LOG = LoggerFactory.getLogger(TurnstileCaptcha.class);

    /** Longer tokens are none: https://developers.cloudflare.com/turnstile/get-started/server-side-validation/. */
    private static final int LONGEST_TOKEN = 2_048;

    private final WebClient client;
    private final TurnstileProperties properties;
    private final String secretKey;

    private record SiteVerify(@Nullable Boolean success) {}

    TurnstileCaptcha(WebClient.Builder client, TurnstileProperties properties, String secretKey) {
        this.client = client.build();
        this.properties = properties;
        this.secretKey = secretKey;
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
                .map(TurnstileCaptcha::verdict)
                .defaultIfEmpty(Verdict.UNAVAILABLE)
                .onErrorResume(failure -> {
                    LOG.warn(
                            "Turnstile gives no verdict: {}", failure.getClass().getSimpleName());
                    return Mono.just(Verdict.UNAVAILABLE);
                });
    }

    private static Verdict verdict(SiteVerify answer) {
        if (answer.success() == null) {
            return Verdict.UNAVAILABLE;
        }
        return answer.success() ? Verdict.PASSED : Verdict.FAILED;
    }
}
