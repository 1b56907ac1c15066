package dev.litevps.events.ledger;

/** Where credited money came from. */
public enum CreditKind {
    /** Play money of the demo account. */
    DEMO,
    /** Given by the platform, with a reason. */
    GRANT,
    /** Paid by the customer; the credit's id is that of the top-up. */
    TOP_UP
}
