package dev.litevps.api.security;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;

/**
 * Who sent a request.
 *
 * @param tokenId which of the account's tokens was shown: it names the session, and is no secret
 */
public record Caller(AccountId accountId, Role role, String tokenId) {}
