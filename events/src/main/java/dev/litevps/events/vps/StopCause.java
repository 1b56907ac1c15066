package dev.litevps.events.vps;

/** Who or what stopped a VPS. */
public enum StopCause {
    /** The customer asked for it. */
    REQUESTED,
    /** The machine was found switched off: somebody shut it down from inside, or its host lost power. */
    FOUND_OFF,
    /** Nothing was left on the account's balance. */
    BALANCE_EXHAUSTED,
    /** The access token that created the VPS had spent all that it may. */
    SPEND_LIMIT_REACHED
}
