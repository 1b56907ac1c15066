package dev.litevps.query.ledger;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account's money.
 *
 * @param balance what it has
 * @param held what of the balance is set aside for machines that are being created or started
 * @param exhaustion null as long as there is something on the balance
 */
public record BalanceRow(
        AccountId accountId,
        Usd balance,
        Usd held,
        @Nullable Exhaustion exhaustion) {

    /**
     * Nothing is left on the balance.
     *
     * @param graceEndsAt until when the disks are kept
     */
    public record Exhaustion(Instant since, Instant graceEndsAt) {}

    /** What can be spent. */
    public Usd available() {
        return balance.minus(held);
    }
}
