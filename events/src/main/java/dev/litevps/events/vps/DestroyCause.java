package dev.litevps.events.vps;

/** Why a VPS is destroyed. */
public enum DestroyCause {
    /** The customer asked for it. */
    REQUESTED,
    /** Its time to live ended. */
    EXPIRED,
    /** Nothing was left on the account's balance for the whole grace time. */
    GRACE_ENDED
}
