package dev.litevps.query.vps;

import java.util.Locale;

/** What is being done to a VPS, beside its creation. */
public enum VpsTransition {
    STARTING,
    STOPPING,
    RESTARTING,
    DESTROYING;

    /** As it is stored, and shown: {@code starting}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static VpsTransition of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
