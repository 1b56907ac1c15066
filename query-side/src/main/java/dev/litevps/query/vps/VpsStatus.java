package dev.litevps.query.vps;

import org.jspecify.annotations.Nullable;

/**
 * How a VPS is doing.
 *
 * @param transition what is being done to it, or null
 * @param reason why it is in error, or why it stopped by itself, as a code: {@code no_capacity}; null if neither
 * @param message the same for people
 */
public record VpsStatus(
        VpsState state,
        @Nullable VpsTransition transition,
        @Nullable String reason,
        @Nullable String message) {}
