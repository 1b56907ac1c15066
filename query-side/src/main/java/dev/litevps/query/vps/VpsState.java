package dev.litevps.query.vps;

import java.util.Locale;

/** In which state a customer sees a VPS. */
public enum VpsState {
    CREATING,
    RUNNING,
    STOPPED,
    ERROR;

    /** As it is stored, and shown: {@code running}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static VpsState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
