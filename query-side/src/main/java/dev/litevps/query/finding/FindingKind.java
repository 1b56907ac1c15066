package dev.litevps.query.finding;

import java.util.Locale;

/** What can differ. */
public enum FindingKind {
    /** A VPS's machine, or its disk, was gone from its host; the VPS is in error, and its meter closed. */
    MACHINE_LOST,
    /** A VPS's machine was off though it should have run; the VPS is stopped. */
    FOUND_OFF,
    /** A host had a machine that no VPS accounts for; it was removed. */
    ORPHAN_REMOVED,
    /** A host did not answer. */
    HOST_SILENT,
    /** A host that had not answered did so again. */
    HOST_ANSWERS_AGAIN;

    /** As it is stored, and written in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static FindingKind ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
