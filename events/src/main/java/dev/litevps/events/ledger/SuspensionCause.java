package dev.litevps.events.ledger;

/** Why VPSes must stop for lack of money. */
public enum SuspensionCause {
    /** Nothing is left on the account's balance. */
    BALANCE_EXHAUSTED,
    /** The access token that created them has spent all that it may. */
    SPEND_LIMIT_REACHED
}
