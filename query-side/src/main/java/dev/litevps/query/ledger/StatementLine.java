package dev.litevps.query.ledger;

import dev.litevps.events.Usd;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a statement: an hour of a VPS, as far as it was booked in the time of the statement, or one entry of another kind.
 *
 * @param time when it was booked; if it stands for an hour, when that began
 * @param reason as it was given; null where none is
 * @param amount what it added to the balance: below zero if it took away
 * @param events what it follows from
 */
public record StatementLine(
        EntryKind kind, Instant time, @Nullable String reason, Subject subject, Usd amount, Events events) {

    /**
     * What it is about.
     *
     * @param vpsId null if it is about none
     * @param chargeId the charge, as it can be explained; null if it is about none
     * @param period the minutes that were charged or given back; null for entries of other kinds
     */
    public record Subject(@Nullable VpsId vpsId, @Nullable String chargeId, StatementRow.@Nullable Period period) {}

    /** All events from the first to the last that moved money belong to it, at least with a part. */
    public record Events(EventReference first, EventReference last, long count) {

        Events plus(EventReference next) {
            return new Events(first, next, count + 1);
        }
    }
}
