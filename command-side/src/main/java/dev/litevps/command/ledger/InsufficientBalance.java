package dev.litevps.command.ledger;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.events.Usd;

/** The account cannot pay for what it asked. */
public final class InsufficientBalance extends CommandRejected {

    private static final long serialVersionUID = 1L;

    private final long availableMicros;
    private final long requiredMicros;

    InsufficientBalance(Usd available, Usd required) {
        super(RejectionCode.INSUFFICIENT_BALANCE, "insufficient balance");
        this.availableMicros = available.micros();
        this.requiredMicros = required.micros();
    }

    /** What the account could spend: its balance less what is held. */
    public Usd available() {
        return new Usd(availableMicros);
    }

    /** What it would have to be able to spend. */
    public Usd required() {
        return new Usd(requiredMicros);
    }
}
