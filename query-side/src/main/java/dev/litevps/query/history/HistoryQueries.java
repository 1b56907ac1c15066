package dev.litevps.query.history;

import dev.litevps.query.Columns;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads events through their index. */
@Component
public class HistoryQueries {

    private static final String SELECT = """
            select entry.position, entry.event_id, entry.aggregate_type, entry.aggregate_id, event.sequence_number,
                entry.event_type, event.payload_type, event.payload_revision, event.time_stamp, entry.at, entry.account_id,
                entry.vps_id, convert_from(event.payload, 'UTF8') as payload, convert_from(event.meta_data, 'UTF8') as meta_data
            from history_entry entry join domain_event_entry event on event.global_index = entry.position
            """;

    private final DatabaseClient database;

    public HistoryQueries(DatabaseClient database) {
        this.database = database;
    }

    /** The newest first, before a position. */
    public Flux<HistoryRow> before(HistoryFilter filter, long position, int limit, long offset) {
        return list(filter, "entry.position < :position", "desc", position, limit, offset);
    }

    /** The oldest first, after a position. */
    public Flux<HistoryRow> after(HistoryFilter filter, long position, int limit, long offset) {
        return list(filter, "entry.position > :position", "asc", position, limit, offset);
    }

    private Flux<HistoryRow> list(
            HistoryFilter filter, String place, String order, long position, int limit, long offset) {
        String wanted = filter.sql();
        GenericExecuteSpec statement = database.sql(SELECT + " where " + place
                        + (wanted.isEmpty() ? "" : " and " + wanted) + " order by entry.position " + order
                        + " limit :limit offset :offset")
                .bind("position", position)
                .bind("limit", limit)
                .bind("offset", offset)
                .bindValues(filter.values());
        return statement.map(HistoryQueries::row).all();
    }

    /**
     * Of each of these aggregates the last event of each type before a position, the oldest first: together they have said last
     * whatever was said, since all events of a type speak of the same things. However old an aggregate is, they are few.
     */
    public Flux<HistoryRow> latestOfEachType(Collection<String> aggregates, long position) {
        return database.sql(SELECT + """
                         where entry.position in (
                            select max(earlier.position) from history_entry earlier
                            where earlier.aggregate_id = any (:aggregates) and earlier.position < :position
                            group by earlier.aggregate_id, earlier.event_type)
                        order by entry.position""")
                .bind("aggregates", aggregates.toArray(String[]::new))
                .bind("position", position)
                .map(HistoryQueries::row)
                .all();
    }

    /** One event; empty if there is none. */
    public Mono<HistoryRow> byId(String eventId) {
        return database.sql(SELECT + " where entry.event_id = :id")
                .bind("id", eventId)
                .map(HistoryQueries::row)
                .one();
    }

    /** The events that the same command decided on, in their order. */
    public Flux<HistoryRow> ofCommand(String commandId, int limit) {
        return database.sql(SELECT + " where entry.causation_id = :id order by entry.position limit :limit")
                .bind("id", commandId)
                .bind("limit", limit)
                .map(HistoryQueries::row)
                .all();
    }

    /** The events that followed from one, in their order. */
    public Flux<HistoryRow> causedBy(String eventId, int limit) {
        return database.sql(SELECT + " where entry.cause_event_id = :id order by entry.position limit :limit")
                .bind("id", eventId)
                .bind("limit", limit)
                .map(HistoryQueries::row)
                .all();
    }

    private static HistoryRow row(Readable row) {
        Columns columns = new Columns(row);
        return new HistoryRow(
                columns.number("position"),
                columns.text("event_id"),
                columns.textOrNull("aggregate_type"),
                columns.text("aggregate_id"),
                columns.number("sequence_number"),
                columns.text("event_type"),
                columns.text("payload_type"),
                columns.textOrNull("payload_revision"),
                columns.text("time_stamp"),
                columns.instant("at"),
                row.get("account_id", UUID.class),
                row.get("vps_id", UUID.class),
                columns.text("payload"),
                columns.text("meta_data"));
    }
}
