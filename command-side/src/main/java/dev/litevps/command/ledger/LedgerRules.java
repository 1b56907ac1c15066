package dev.litevps.command.ledger;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.events.Usd;

/** What is asked of every movement of money. */
final class LedgerRules {

    private LedgerRules() {}

    static void requirePositive(Usd amount, String what) {
        if (!amount.isPositive()) {
            throw new CommandRejected(RejectionCode.INVALID_VALUE, what + " must be more than zero");
        }
    }

    static void requireSomething(Usd amount) {
        if (amount.equals(Usd.ZERO)) {
            throw new CommandRejected(RejectionCode.INVALID_VALUE, "an adjustment of nothing changes nothing");
        }
    }

    static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw new CommandRejected(RejectionCode.INVALID_VALUE, "say why: a reason is required");
        }
    }
}
