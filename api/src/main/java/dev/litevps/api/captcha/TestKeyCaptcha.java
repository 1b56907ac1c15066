package dev.litevps.api.captcha;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What Cloudflare answers for its published test keys, without asking it: for trying things out. */
final class TestKeyCaptcha implements Captcha {

    private static final char ALWAYS_FAILS = '2';
    private static final char ALREADY_SPENT = '3';

    private final boolean passes;

    /** @param secretKey one of the test secrets; null for the one that always passes */
    TestKeyCaptcha(@Nullable String secretKey) {
        this.passes = secretKey == null
                || secretKey.isBlank()
                || (secretKey.charAt(0) != ALWAYS_FAILS && secretKey.charAt(0) != ALREADY_SPENT);
    }

    @Override
    public Mono<Verdict> verify(String token, @Nullable String clientAddress) {
        return Mono.just(passes && token.equals(TurnstileProperties.DUMMY_TOKEN) ? Verdict.PASSED : Verdict.FAILED);
    }
}
