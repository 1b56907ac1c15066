package dev.litevps.api.security;

/** Who may ask for something. */
enum Access {
    /** Everybody, whatever token they show. */
    PUBLIC,
    /** Everybody; but a token that is shown has to be a good one. */
    OPEN,
    /** Whoever shows a good token. */
    ACCOUNT,
    /** An operator. */
    OPERATOR
}
