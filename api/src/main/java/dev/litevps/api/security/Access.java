package dev.litevps.api.security;

import dev.litevps.events.account.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

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

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /**
     * Why this caller may not ask for it in this way; null if they may. A token with a spend limit reads what its owner may
     * read, and changes nothing as staff: it could give itself, or a new account, what its limit keeps from it.
     */
    @Nullable
    Refusal refusal(Caller caller, HttpMethod method) {
        if (!admits(caller.role())) {
            return Refusal.ROLE;
        }
        return caller.spendLimited() && isForStaff() && !READING.contains(method) ? Refusal.SPEND_LIMIT : null;
    }

    private boolean isForStaff() {
        return switch (this) {
            case PUBLIC, OPEN, ACCOUNT -> false;
            case AUDITOR, SUPPORT, OPERATOR -> true;
        };
    }

    /** Whether somebody with this role may, once they have shown a good token. */
    private boolean admits(Role role) {
        return switch (this) {
            case PUBLIC, OPEN, ACCOUNT -> true;
            case AUDITOR -> role == Role.AUDITOR || role == Role.SUPPORT || role == Role.OPERATOR;
            case SUPPORT -> role == Role.SUPPORT || role == Role.OPERATOR;
            case OPERATOR -> role == Role.OPERATOR;
        };
    }
}
