package dev.litevps.command.ledger;

import dev.litevps.events.Usd;

/**
 * What an access token has spent of what it may.
 *
 * @param reported whether it was said that the limit is reached
 * @param ended whether the token was revoked: this is kept as long as machines are left that it created
 */
record Spending(Usd limit, Usd spent, boolean reported, boolean ended) {

    static Spending upTo(Usd limit) {
        return new Spending(limit, Usd.ZERO, false, false);
    }

    boolean isExhausted() {
        return !spent.isLessThan(limit);
    }

    Spending plus(Usd amount) {
        return new Spending(limit, spent.plus(amount), reported, ended);
    }

    /** What falls below the limit again can reach it again, and that is to be said then. */
    Spending minus(Usd amount) {
        Usd left = spent.minus(amount);
        return new Spending(limit, left, reported && !left.isLessThan(limit), ended);
    }

    Spending limitedTo(Usd newLimit) {
        return new Spending(newLimit, spent, false, ended);
    }

    Spending markReported() {
        return new Spending(limit, spent, true, ended);
    }

    Spending markEnded() {
        return new Spending(limit, spent, reported, true);
    }
}
