package dev.litevps.command.approval;

import dev.litevps.events.Usd;
import java.time.Duration;

/**
 * When it takes two to move money.
 *
 * @param above what is more than this, either way, has to be approved: at once, or for one customer within 24 hours
 * @param aboveInAll what one person moves within 24 hours, for whomever, has to be approved beyond this
 * @param expiry how long a request can be approved
 */
public record ApprovalTerms(Usd above, Usd aboveInAll, Duration expiry) {

    public ApprovalTerms {
        if (above.micros() < 0 || aboveInAll.isLessThan(above) || !expiry.isPositive()) {
            throw new IllegalArgumentException(
                    "what needs no approval must not be below zero, nor more for one customer"
                            + " than for all, and a request must live for some time");
        }
    }

    boolean takesTwo(Usd amount) {
        return above.isLessThan(magnitude(amount));
    }

    /** How much it is, whichever way. */
    static Usd magnitude(Usd amount) {
        return amount.isLessThan(Usd.ZERO) ? Usd.ZERO.minus(amount) : amount;
    }
}
