package dev.litevps.api.security;

import dev.litevps.api.error.ErrorBody;

/** Why somebody who is known may not ask for something. */
enum Refusal {
    /** It takes another role. */
    ROLE("your role does not allow this", "forbidden"),
    /** It would reach further than the token's limit: money that is moved for others does not count towards it. */
    SPEND_LIMIT("an access token with a spend limit cannot change anything in the name of staff", "spend_limited");

    private final String sentence;
    private final String code;

    Refusal(String sentence, String code) {
        this.sentence = sentence;
        this.code = code;
    }

    /** What the caller is told. */
    ErrorBody body() {
        return new ErrorBody(sentence, code);
    }
}
