package dev.litevps.api.security;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import dev.litevps.events.token.AccessTokenId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * Who sent a request. A controller takes it as an argument, annotated or not.
 *
 * @param tokenId which of the account's tokens was shown: it names a session or an access token, and is no secret
 * @param accessToken the access token that was shown; null if it was a session's
 * @param spendLimited whether that access token has a spend limit
 */
public record Caller(
        AccountId accountId,
        Role role,
        String tokenId,
        @Nullable AccessTokenId accessToken,
        boolean spendLimited) {

    private static final String ATTRIBUTE = Caller.class.getName();

    /** Who sent the request that is being answered; null if nobody had to say so. */
    public static @Nullable Caller of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    /** Who sent a request for which one has to say so; fails where that is not so. */
    public static Caller required(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }

    /** Says who sent it, from here on. */
    void putInto(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    /** Somebody who logged in with the password. */
    static Caller inSession(AccountId accountId, Role role, String sessionId) {
        return new Caller(accountId, role, sessionId, null, false);
    }

    /** Somebody who shows an access token. */
    static Caller withAccessToken(AccountId accountId, Role role, AccessTokenId token, boolean spendLimited) {
        return new Caller(accountId, role, token.toString(), token, spendLimited);
    }
}
