package dev.litevps.api.statement;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * What a statement is about, as the views say, and what the event store says of the same events.
 *
 * @param month of UTC
 * @param open whether the month is not over yet
 * @param opening the balance before the first line
 * @param closing the balance after the last entry
 * @param firstRow the row at which its entries begin
 * @param endRow the row before which they end
 * @param events the events of the month, added up
 * @param unshown how many events of the ledger belong to a month that is over, and are not in the views yet
 */
record Statement(
        AccountId accountId,
        YearMonth month,
        boolean open,
        Usd opening,
        Usd closing,
        long firstRow,
        long endRow,
        LedgerEvents.Sum events,
        long unshown) {

    Instant from() {
        return start(month);
    }

    Instant until() {
        return start(month.plusMonths(1));
    }

    static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Whether lines that add up to this are what happened, to the micro-dollar. */
    boolean isProvenBy(Usd linesSum) {
        return unshown == 0
                && events.broken() == null
                && opening.equals(events.opening())
                && linesSum.equals(events.sum())
                && opening.plus(linesSum).equals(closing)
                && closing.equals(events.closing());
    }
}
