package dev.litevps.command.ledger;

import dev.litevps.events.ledger.PaidFor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a customer shall get money back for, and what was charged for it. */
public record Claim(PaidFor paidFor, ChargedFor charged) {

    /** Null if it is nothing in particular. For what nobody says that it was charged, nothing was. */
    public static @Nullable Claim of(@Nullable PaidFor paidFor, @Nullable ChargedFor charged) {
        return paidFor == null ? null : new Claim(paidFor, Objects.requireNonNullElse(charged, ChargedFor.NOTHING));
    }
}
