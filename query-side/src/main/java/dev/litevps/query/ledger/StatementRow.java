package dev.litevps.query.ledger;

import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of an account's statement.
 *
 * @param id names it in this statement
 * @param movement what it did to the balance; the balance after it is what all rows up to it add up to, in the order
 *     of the statement
 * @param reason as it was given with a top-up, a credit, a refund or an adjustment; null for others
 * @param vpsId the VPS that it is about; null if it is about none
 * @param period the minutes that were charged or given back; null for entries of other kinds
 * @param time when it was booked; if it stands for an hour, when that began
 */
public record StatementRow(
        String id,
        EntryKind kind,
        Movement movement,
        @Nullable String reason,
        @Nullable VpsId vpsId,
        @Nullable Period period,
        Instant time) {

    /**
     * Minutes of a VPS.
     *
     * @param from when the first of them began; or the hour in which they lie, of which they need not be all
     * @param minutes how many they are
     */
    public record Period(Instant from, int minutes) {}
}
