package dev.litevps.query.ledger;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.ChargeId;
import dev.litevps.events.ledger.ChargeLine;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A charge spread out into the minutes of VPSes that it covers, the earliest first, those of one minute in the order of the
 * lines. Any part of a charge for days and thousands of VPSes is found without going through the minutes before it.
 */
final class MinuteRows {

    private final LedgerEntry entry;
    private final List<StatementRow> rows = new ArrayList<>();
    private long toSkip;
    private int toTake;
    private Usd balance;

    private MinuteRows(LedgerEntry entry, long skip, int take) {
        this.entry = entry;
        this.toSkip = skip;
        this.toTake = take;
        this.balance = entry.movement().balanceBefore();
    }

    /** The rows of a charge from number {@code first} to {@code last} of the statement, both of which belong to it. */
    static List<StatementRow> of(LedgerEntry charge, long first, long last) {
        MinuteRows spread = new MinuteRows(charge, first - charge.rows().first(), Math.toIntExact(last - first + 1));
        spread.spread();
        return spread.rows;
    }

    /** From boundary to boundary, between which the same lines apply to every minute. */
    private void spread() {
        TreeSet<Minute> boundaries = new TreeSet<>();
        for (ChargeLine line : entry.lines()) {
            boundaries.add(line.firstMinute());
            boundaries.add(line.lastMinute().plus(1));
        }
        Minute from = boundaries.pollFirst();
        while (from != null && toTake > 0) {
            Minute next = boundaries.pollFirst();
            if (next != null) {
                spread(from, next.plus(-1));
            }
            from = next;
        }
    }

    private void spread(Minute from, Minute to) {
        List<ChargeLine> lines =
                entry.lines().stream().filter(line -> covers(line, from)).toList();
        if (lines.isEmpty()) {
            return;
        }
        long skipped = Math.min(toSkip / lines.size(), to.minus(from) + 1);
        if (skipped > 0) {
            toSkip -= skipped * lines.size();
            for (ChargeLine line : lines) {
                balance = balance.minus(line.part(from, from.plus(skipped - 1)).amount());
            }
        }
        for (Minute minute = from.plus(skipped); !minute.isAfter(to) && toTake > 0; minute = minute.plus(1)) {
            take(lines, minute);
        }
    }

    private void take(List<ChargeLine> lines, Minute minute) {
        for (ChargeLine line : lines) {
            Usd cost = line.part(minute, minute).amount();
            balance = balance.minus(cost);
            if (toSkip > 0) {
                toSkip--;
            } else if (toTake > 0) {
                toTake--;
                rows.add(new StatementRow(
                        ChargeId.of(line.vpsId(), ChargeId.Span.MINUTE, minute).toString(),
                        EntryKind.CHARGE,
                        new Movement(Usd.ZERO.minus(cost), balance),
                        null,
                        line.vpsId(),
                        new StatementRow.Period(minute.start(), 1),
                        entry.event().at()));
            }
        }
    }

    private static boolean covers(ChargeLine line, Minute minute) {
        return !minute.isBefore(line.firstMinute()) && !minute.isAfter(line.lastMinute());
    }
}
