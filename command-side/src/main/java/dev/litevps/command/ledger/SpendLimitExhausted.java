package dev.litevps.command.ledger;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.events.Usd;

/** The access token may not spend any more. */
public final class SpendLimitExhausted extends CommandRejected {

    private static final long serialVersionUID = 1L;

    private final long spentMicros;
    private final long limitMicros;

    SpendLimitExhausted(Usd spent, Usd limit) {
        super(RejectionCode.SPEND_LIMIT_REACHED, "token spend limit reached");
        this.spentMicros = spent.micros();
        this.limitMicros = limit.micros();
    }

    /** What the machines that the token created have cost. */
    public Usd spent() {
        return new Usd(spentMicros);
    }

    /** What they may cost. */
    public Usd limit() {
        return new Usd(limitMicros);
    }
}
