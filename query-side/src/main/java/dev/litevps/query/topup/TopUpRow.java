package dev.litevps.query.topup;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.topup.TopUpId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment into an account.
 *
 * @param paidAt null if it was not paid
 * @param expiredAt null if its checkout was not closed; a top-up can be paid all the same
 */
public record TopUpRow(
        TopUpId id,
        AccountId accountId,
        Usd amount,
        Instant requestedAt,
        @Nullable Instant paidAt,
        @Nullable Instant expiredAt) {

    public boolean isPaid() {
        return paidAt != null;
    }
}
