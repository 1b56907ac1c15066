package dev.litevps.command.approval;

import dev.litevps.events.Usd;
import java.time.Duration;

/**
 * When it takes two to move money.
 *
 * @param above what is more than this, either way, has to be approved
 * @param expiry how long a request can be approved
 */
public record ApprovalTerms(Usd above, Duration expiry) {

    public ApprovalTerms {
        if (above.micros() < 0 || !expiry.isPositive()) {
            throw new IllegalArgumentException(
                    "what needs no approval must not be below zero, and a request must live for some time");
        }
    }

    boolean takesTwo(Usd amount) {
        return above.isLessThan(amount) || amount.plus(above).isLessThan(Usd.ZERO);
    }
}
