package dev.litevps.api.security;

import dev.litevps.events.account.Role;

/** Who may ask for something. */
enum Access {
    /** Everybody, whatever token they show. */
    PUBLIC,
    /** Everybody; but a token that is shown has to be a good one. */
    OPEN,
    /** Whoever shows a good token. */
    ACCOUNT,
    /** An auditor, support or an operator. */
    AUDITOR,
    /** Support or an operator. */
    SUPPORT,
    /** An operator. */
    OPERATOR;

    /** Whether somebody with this role may, once they have shown a good token. */
    boolean admits(Role role) {
        return switch (this) {
            case PUBLIC, OPEN, ACCOUNT -> true;
            case AUDITOR -> role == Role.AUDITOR || role == Role.SUPPORT || role == Role.OPERATOR;
            case SUPPORT -> role == Role.SUPPORT || role == Role.OPERATOR;
            case OPERATOR -> role == Role.OPERATOR;
        };
    }
}
