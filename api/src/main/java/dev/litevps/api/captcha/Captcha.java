package dev.litevps.api.captcha;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Says whether somebody solved a challenge that programs do not solve. */
public interface Captcha {

    /** What came of looking at a token. */
    enum Verdict {
        PASSED,
        /** The token is none, or was used before, or is too old. */
        FAILED,
        /** Nobody can say at the moment: nobody is let in. */
        UNAVAILABLE
    }

    /**
     * Looks at the token that the widget gave to whoever solved the challenge. Never fails.
     *
     * @param clientAddress from where the token was sent, if that is known
     */
    Mono<Verdict> verify(String token, @Nullable String clientAddress);
}
