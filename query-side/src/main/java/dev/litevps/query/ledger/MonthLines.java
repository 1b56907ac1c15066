package dev.litevps.query.ledger;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.ChargeId;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.vps.VpsId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes lines of entries as these come in, in the order in which they were booked: the minutes of a VPS are gathered by the
 * hour of UTC. A line is given away when its hour is so long over that nothing is expected for it any more, and what comes all
 * the same begins a line of its own: so no more is held in memory than two hours, however long the statement is.
 */
final class MonthLines {

    private static final Duration GATHERED = Duration.ofMinutes(90);
    private static final long MINUTES_PER_HOUR = 60;

    /** Lines in the order of their time, and at one time in the order in which they began. */
    private record Place(Instant time, long number) {}

    private record Hour(Instant start, VpsId vpsId) {}

    private final TreeMap<Place, StatementLine> open =
            new TreeMap<>(Comparator.comparing(Place::time).thenComparingLong(Place::number));
    private final Map<Hour, Place> hours = new HashMap<>();
    private long begun;

    /** The lines that are complete now that this entry has come. */
    List<StatementLine> add(LedgerEntry entry, @Nullable String chargeId) {
        if (entry.kind() == EntryKind.CHARGE) {
            entry.lines().forEach(line -> addHours(line, entry.event()));
        } else {
            open.put(new Place(entry.event().at(), begun++), single(entry, chargeId));
        }
        return take(entry.event().at().minus(GATHERED));
    }

    /** All lines that are left. */
    List<StatementLine> rest() {
        return take(Instant.MAX);
    }

    private List<StatementLine> take(Instant until) {
        List<StatementLine> complete = new ArrayList<>();
        while (!open.isEmpty() && !open.firstKey().time().isAfter(until)) {
            Map.Entry<Place, StatementLine> line = open.pollFirstEntry();
            VpsId vpsId = line.getValue().subject().vpsId();
            if (vpsId != null) {
                hours.remove(new Hour(line.getKey().time(), vpsId), line.getKey());
            }
            complete.add(line.getValue());
        }
        return complete;
    }

    private void addHours(ChargeLine line, EventReference event) {
        Minute from = line.firstMinute();
        while (!from.isAfter(line.lastMinute())) {
            long hour = Math.floorDiv(from.sinceEpoch(), MINUTES_PER_HOUR);
            Minute to = Minute.earlierOf(line.lastMinute(), new Minute((hour + 1) * MINUTES_PER_HOUR - 1));
            addHour(line.part(from, to), new Minute(hour * MINUTES_PER_HOUR), event);
            from = to.plus(1);
        }
    }

    private void addHour(ChargeLine part, Minute hour, EventReference event) {
        Instant start = hour.start();
        Place place = hours.computeIfAbsent(new Hour(start, part.vpsId()), _ -> new Place(start, begun++));
        open.merge(place, charge(part, hour, event), MonthLines::join);
    }

    private static StatementLine charge(ChargeLine part, Minute hour, EventReference event) {
        return new StatementLine(
                EntryKind.CHARGE,
                hour.start(),
                null,
                new StatementLine.Subject(
                        part.vpsId(),
                        ChargeId.of(part.vpsId(), ChargeId.Span.HOUR, hour).toString(),
                        new StatementRow.Period(hour.start(), part.minutes())),
                Usd.ZERO.minus(part.amount()),
                new StatementLine.Events(event, event, 1));
    }

    private static StatementLine join(StatementLine line, StatementLine next) {
        StatementRow.Period period = line.subject().period();
        StatementRow.Period more = next.subject().period();
        EventReference event = next.events().first();
        boolean sameEvent = event.id().equals(line.events().last().id());
        return new StatementLine(
                line.kind(),
                line.time(),
                null,
                new StatementLine.Subject(
                        line.subject().vpsId(),
                        line.subject().chargeId(),
                        period == null || more == null
                                ? period
                                : new StatementRow.Period(period.from(), period.minutes() + more.minutes())),
                line.amount().plus(next.amount()),
                sameEvent ? line.events() : line.events().plus(event));
    }

    private static StatementLine single(LedgerEntry entry, @Nullable String chargeId) {
        List<ChargeLine> lines = entry.lines();
        return new StatementLine(
                entry.kind(),
                entry.event().at(),
                entry.reason(),
                new StatementLine.Subject(
                        entry.vpsId(),
                        chargeId,
                        lines.isEmpty()
                                ? null
                                : new StatementRow.Period(
                                        lines.getFirst().firstMinute().start(),
                                        lines.stream()
                                                .mapToInt(ChargeLine::minutes)
                                                .sum())),
                entry.movement().amount(),
                new StatementLine.Events(entry.event(), entry.event(), 1));
    }
}
