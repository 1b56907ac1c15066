package dev.litevps.query.token;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.token.AccessTokenId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An access token that was not revoked.
 *
 * @param spendLimit what the VPSes that are created with it may cost, in all; null if that is not limited
 * @param spent what they have cost so far
 */
public record AccessTokenRow(
        AccessTokenId id,
        AccountId accountId,
        String name,
        @Nullable Usd spendLimit,
        Usd spent,
        Instant createdAt) {}
