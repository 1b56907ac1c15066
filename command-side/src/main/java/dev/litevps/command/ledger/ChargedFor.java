package dev.litevps.command.ledger;

import dev.litevps.events.Usd;
import org.jspecify.annotations.Nullable;

/**
 * What was ever charged for something, and for all that it is a part of. Nothing is taken off for what was reversed or given
 * back: the ledger knows of that itself. So these amounts never shrink, and it does no harm if they are not the latest.
 *
 * @param vps for the VPS, in its whole life
 * @param hour for the hour; null if it is the VPS as a whole
 * @param minute for the minute; null if it is no single one
 */
public record ChargedFor(
        Usd vps, @Nullable Usd hour, @Nullable Usd minute) {

    static final ChargedFor NOTHING = new ChargedFor(Usd.ZERO, null, null);
}
