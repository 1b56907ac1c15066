package dev.litevps.events.approval;

/** What support does to a customer's money. */
public enum MoneyKind {
    /** Give what had not been paid for. */
    CREDIT,
    /** Give back what had been paid for. */
    REFUND,
    /** Put right what is wrong, either way. */
    CORRECTION
}
