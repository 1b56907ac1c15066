package dev.litevps.api.security;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import dev.litevps.events.token.AccessTokenId;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request.
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

    /** Somebody who logged in with the password. */
    static Caller inSession(AccountId accountId, Role role, String sessionId) {
        return new Caller(accountId, role, sessionId, null, false);
    }

    /** Somebody who shows an access token. */
    static Caller withAccessToken(AccountId accountId, Role role, AccessTokenId token, boolean spendLimited) {
        return new Caller(accountId, role, token.toString(), token, spendLimited);
    }
}
