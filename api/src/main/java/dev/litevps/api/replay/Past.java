package dev.litevps.api.replay;

import dev.litevps.api.eventstore.StoredEvents;
import dev.litevps.api.web.ApiException;
import dev.litevps.query.view.View;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a view would have shown at a time, made of the events of a few aggregates by the code that makes the view. Blocks. */
@Component
class Past {

    private static final String LAST_BY_POSITION = """
            select sequence_number, global_index, time_stamp from domain_event_entry
            where aggregate_identifier = ? and global_index <= ? order by sequence_number desc limit 1""";

    /** Times are kept as text, with as many digits as they need. */
    private static final String LAST_BY_TIME = """
            select sequence_number, global_index, time_stamp from domain_event_entry
            where aggregate_identifier = ? and time_stamp::timestamptz <= ? order by sequence_number desc limit 1""";

    private static final String ADDRESS_POOLS =
            "select aggregate_identifier from domain_event_entry where type = 'AddressPool' and sequence_number = 0";

    /** Whose rows an erased owner leaves changed. */
    private static final Set<View> OWNED = Set.of(View.VPS, View.TOKEN);

    private final Scratch scratch;
    private final StoredEvents events;
    private final ErasedOwners owners;
    private final JdbcOperations jdbc;
    private final JsonMapper json;

    Past(Scratch scratch, StoredEvents events, ErasedOwners owners, JdbcOperations jdbc, JsonMapper json) {
        this.scratch = scratch;
        this.events = events;
        this.owners = owners;
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Rows of a view as of then.
     *
     * @param position of the last event that is in them
     * @param at when that happened
     * @param events how many they were made of
     */
    record Known(long position, Instant at, long events, List<JsonNode> rows) {}

    private record Last(String aggregate, long number, long position, Instant at) {

        static Last of(String aggregate, ResultSet row) throws SQLException {
            return new Last(aggregate, row.getLong(1), row.getLong(2), Instant.parse(row.getString(3)));
        }
    }

    /**
     * What the query finds in the view when no events but those of these aggregates had happened; empty if none of these
     * aggregates had any.
     *
     * @param query selects one column of JSON
     */
    Optional<Known> of(View view, List<String> aggregates, AsOf asOf, String query, @Nullable Object... parameters) {
        List<Last> ends = new ArrayList<>();
        for (String aggregate : aggregates) {
            last(aggregate, asOf).ifPresent(ends::add);
        }
        return ends.stream()
                .max(Comparator.comparingLong(Last::position))
                .map(last -> known(view, last, ends, asOf, query, parameters));
    }

    /** {@link ApiException} 409 if one of the events cannot be shown: what came of it would be a wrong answer. */
    private Known known(
            View view, Last last, List<Last> ends, AsOf asOf, String query, @Nullable Object... parameters) {
        NotedRefusals refusals = new NotedRefusals();
        Known known = scratch.with(view, refusals, (replay, copy) -> {
            for (Last end : ends) {
                events.ofAggregate(end.aggregate(), end.number(), replay::add);
            }
            replay.end();
            List<JsonNode> rows = rows(copy, query, parameters);
            if (OWNED.contains(view)) {
                if (owners.replay(rows, asOf, replay, copy)) {
                    replay.end();
                    rows = rows(copy, query, parameters);
                }
                owners.leaveOutNames(rows, copy);
            }
            return new Known(last.position(), last.at(), replay.events(), rows);
        });
        refusals.first().ifPresent(trouble -> {
            throw ApiException.conflict("event_refused", trouble);
        });
        return known;
    }

    private List<JsonNode> rows(JdbcOperations copy, String query, @Nullable Object... parameters) {
        return copy.query(query, (row, _) -> json.readTree(row.getString(1)), parameters);
    }

    /** The aggregates that lend addresses, by their first events: a view could lack one. */
    List<String> addressPools() {
        return jdbc.queryForList(ADDRESS_POOLS, String.class);
    }

    private Optional<Last> last(String aggregate, AsOf asOf) {
        Instant time = asOf.time();
        List<Last> found = time == null
                ? jdbc.query(
                        LAST_BY_POSITION,
                        (row, _) -> Last.of(aggregate, row),
                        aggregate,
                        Objects.requireNonNull(asOf.position()))
                : jdbc.query(
                        LAST_BY_TIME, (row, _) -> Last.of(aggregate, row), aggregate, time.atOffset(ZoneOffset.UTC));
        return found.stream().findFirst();
    }
}
