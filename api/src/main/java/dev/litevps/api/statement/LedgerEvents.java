package dev.litevps.api.statement;

import dev.litevps.events.Usd;
import dev.litevps.events.ledger.LedgerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the event store itself says of an account's money: read as it is stored, without the code that makes the views. All
 * methods block; each reads a part of one ledger by the key of its sequence numbers.
 */
@Component
class LedgerEvents {

    private static final int AT_ONCE = 500;

    /**
     * By so many events, of which the times come from clocks that are not quite the same, may be out of the order of time: far
     * more than an account has in a second.
     */
    private static final int OUT_OF_ORDER = 200;

    private static final String COLUMNS = """
            select event_identifier, global_index, sequence_number, payload_type, payload from domain_event_entry
            where aggregate_identifier = ?\s""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    LedgerEvents(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * What some events of a ledger add up to.
     *
     * @param opening the balance before the first of them
     * @param sum what they added, each by its own amount
     * @param closing the balance after the last of them, as it says itself
     * @param count how many of them moved money
     * @param first of those; null if none
     * @param last of those; null if none
     * @param broken the first whose balance does not follow from the one before; null if all do
     */
    record Sum(
            Usd opening,
            Usd sum,
            Usd closing,
            long count,
            @Nullable StoredEvent first,
            @Nullable StoredEvent last,
            @Nullable StoredEvent broken) {}

    /** When the ledger was opened; empty if there is none. */
    Optional<Instant> openedAt(LedgerId ledger) {
        return from(ledger, 0).map(StoredEvent::at);
    }

    /**
     * The number of the first event that happened then or later, and with it begin those that belong to the time from then on:
     * what was stored after it does too, whatever a clock said.
     */
    long firstSince(LedgerId ledger, Instant time) {
        long low = 0;
        long high = length(ledger);
        while (low < high) {
            long middle = low + (high - low) / 2;
            Optional<StoredEvent> found = from(ledger, middle);
            if (found.isEmpty() || !found.get().at().isBefore(time)) {
                high = middle;
            } else {
                low = found.get().sequence() + 1;
            }
        }
        long first = low;
        return page(ledger, Math.max(0, first - OUT_OF_ORDER), first).stream()
                .filter(event -> !event.at().isBefore(time))
                .mapToLong(StoredEvent::sequence)
                .findFirst()
                .orElse(first);
    }

    /** Adds up the events with these numbers, the last one not included. */
    Sum sum(LedgerId ledger, long from, long end) {
        Usd opening = balanceBefore(ledger, from);
        Adding adding = new Adding(opening);
        long next = from;
        while (next < end) {
            List<StoredEvent> page = page(ledger, next, end);
            if (page.isEmpty()) {
                break;
            }
            page.forEach(adding::add);
            next = page.getLast().sequence() + 1;
        }
        return new Sum(opening, adding.sum, adding.balance, adding.count, adding.first, adding.last, adding.broken);
    }

    private Usd balanceBefore(LedgerId ledger, long sequence) {
        long before = sequence;
        while (before > 0) {
            List<StoredEvent> page = page(ledger, Math.max(0, before - AT_ONCE), before);
            for (StoredEvent event : page.reversed()) {
                Optional<Usd> balance = event.balanceAfter();
                if (balance.isPresent()) {
                    return balance.get();
                }
            }
            before -= AT_ONCE;
        }
        return Usd.ZERO;
    }

    private long length(LedgerId ledger) {
        return jdbc.sql("""
                        select sequence_number + 1 from domain_event_entry
                        where aggregate_identifier = ? order by sequence_number desc limit 1""")
                .param(ledger.toString())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    private Optional<StoredEvent> from(LedgerId ledger, long sequence) {
        return jdbc.sql(COLUMNS + "and sequence_number >= ? order by sequence_number limit 1")
                .params(ledger.toString(), sequence)
                .query((row, _) -> event(row))
                .optional();
    }

    private List<StoredEvent> page(LedgerId ledger, long from, long end) {
        return jdbc.sql(COLUMNS + "and sequence_number >= ? and sequence_number < ? order by sequence_number limit ?")
                .params(ledger.toString(), from, end, AT_ONCE)
                .query((row, _) -> event(row))
                .list();
    }

    private StoredEvent event(ResultSet row) throws SQLException {
        String type = row.getString("payload_type");
        return new StoredEvent(
                UUID.fromString(row.getString("event_identifier")),
                row.getLong("global_index"),
                row.getLong("sequence_number"),
                type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1),
                json.readTree(row.getBytes("payload")));
    }

    /** A running sum. */
    private static final class Adding {

        private Usd balance;
        private Usd sum = Usd.ZERO;
        private long count;
        private @Nullable StoredEvent first;
        private @Nullable StoredEvent last;
        private @Nullable StoredEvent broken;

        Adding(Usd opening) {
            this.balance = opening;
        }

        void add(StoredEvent event) {
            Usd after = event.balanceAfter().orElse(null);
            if (after == null) {
                return;
            }
            Usd amount = event.amount();
            if (broken == null && !balance.plus(amount).equals(after)) {
                broken = event;
            }
            first = first == null ? event : first;
            last = event;
            sum = sum.plus(amount);
            balance = after;
            count++;
        }
    }
}
