package dev.litevps.query.ledger;

import dev.litevps.events.ledger.CreditKind;
import java.util.Locale;

/** What moved money. */
public enum EntryKind {
    /** The customer paid. */
    TOP_UP,
    /** The platform gave. */
    CREDIT,
    /** Minutes of VPSes were charged. */
    CHARGE,
    /** Minutes that had been charged were given back. */
    REVERSAL,
    /** Support gave back what had been paid for. */
    REFUND,
    /** Support corrected the balance. */
    ADJUSTMENT;

    /** As it is stored, and shown to clients. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EntryKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    static EntryKind of(CreditKind kind) {
        return switch (kind) {
            case TOP_UP -> TOP_UP;
            case DEMO, GRANT -> CREDIT;
        };
    }
}
