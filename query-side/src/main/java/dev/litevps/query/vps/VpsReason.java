package dev.litevps.query.vps;

import dev.litevps.events.vps.DestroyCause;
import dev.litevps.events.vps.StopCause;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why something was done to a VPS that its owner had not asked for.
 *
 * @param code for programs
 * @param message a sentence for people
 */
record VpsReason(String code, String message) {

    /** Empty if its owner asked for it. */
    static Optional<VpsReason> of(StopCause cause) {
        return switch (cause) {
            case REQUESTED -> Optional.empty();
            case FOUND_OFF ->
                reason(
                        "found_off",
                        "The machine was found switched off: it was shut down from inside, or its host lost power.");
            case BALANCE_EXHAUSTED ->
                reason(
                        "balance_exhausted",
                        "The VPS was stopped because nothing is left on the balance. Its disk is kept for the grace time.");
            case SPEND_LIMIT_REACHED ->
                reason(
                        "spend_limit_reached",
                        "The VPS was stopped because the access token that created it has spent all that it may.");
        };
    }

    /** Empty if its owner asked for it, or nobody knows any more. */
    static Optional<VpsReason> of(@Nullable DestroyCause cause) {
        return switch (cause) {
            case REQUESTED -> Optional.empty();
            case EXPIRED -> reason("expired", "The VPS is destroyed because its time to live ended.");
            case GRACE_ENDED ->
                reason(
                        "grace_ended",
                        "The VPS is destroyed because nothing was left on the balance, and the grace time ended.");
            case null -> Optional.empty();
        };
    }

    private static Optional<VpsReason> reason(String code, String message) {
        return Optional.of(new VpsReason(code, message));
    }
}
