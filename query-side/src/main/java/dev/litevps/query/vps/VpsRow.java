package dev.litevps.query.vps;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A VPS as its customer sees it.
 *
 * @param template the slug of the template with which it was asked for; null if it was none
 * @param location null while it has none: before it was placed, and after everything was given back
 * @param lifetime when it began, changed last, ends by itself, and ended
 * @param version which of its events was the last that this shows
 */
public record VpsRow(
        VpsId id,
        AccountId accountId,
        String name,
        VpsStatus status,
        VpsPlan plan,
        @Nullable String template,
        Map<String, String> labels,
        @Nullable VpsLocation location,
        Lifetime lifetime,
        long version) {

    /** Whether nothing of it is left. */
    public boolean isDestroyed() {
        return lifetime.destroyedAt() != null;
    }

    /**
     * The times of a VPS.
     *
     * @param expiresAt when it is destroyed by itself; null if never
     * @param destroyedAt null as long as there is something of it
     */
    public record Lifetime(
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant destroyedAt) {}
}
