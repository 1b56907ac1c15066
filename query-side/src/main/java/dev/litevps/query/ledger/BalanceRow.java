package dev.litevps.query.ledger;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;

/**
 * An account's money.
 *
 * @param balance what it has
 * @param held what of the balance is set aside for machines that are being created or started
 */
public record BalanceRow(AccountId accountId, Usd balance, Usd held) {

    /** What can be spent. */
    public Usd available() {
        return balance.minus(held);
    }
}
