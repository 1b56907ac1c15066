package dev.litevps.command.ledger;

import dev.litevps.events.Usd;

/**
 * What an access token has spent of what it may.
 *
 * @param reported whether it was said that the limit is reached
 */
record Spending(Usd limit, Usd spent, boolean reported) {

    boolean isExhausted() {
        return !spent.isLessThan(limit);
    }

    Spending plus(Usd amount) {
        return new Spending(limit, spent.plus(amount), reported);
    }

    Spending minus(Usd amount) {
        return new Spending(limit, spent.minus(amount), reported);
    }

    Spending limitedTo(Usd newLimit) {
        return new Spending(newLimit, spent, false);
    }

    Spending markReported() {
        return new Spending(limit, spent, true);
    }
}
