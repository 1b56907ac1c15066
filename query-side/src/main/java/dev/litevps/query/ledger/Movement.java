package dev.litevps.query.ledger;

import dev.litevps.events.Usd;

/**
 * What something did to a balance.
 *
 * @param amount what it added: below zero if it took away
 * @param balanceAfter the balance with it
 */
public record Movement(Usd amount, Usd balanceAfter) {

    Usd balanceBefore() {
        return balanceAfter.minus(amount);
    }
}
