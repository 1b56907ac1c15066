package dev.litevps.api.replay;

import dev.litevps.query.view.View;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the views have come, as the database says: on whatever node they are made. Blocks. */
@Component
class ViewPositions {

    /** A segment that has handled nothing yet is before the first event. */
    private static final String POSITIONS = """
            select followed.processor_name, followed.segments, followed.position, head.position as head,
                (select missed.time_stamp from domain_event_entry missed
                    where missed.global_index > followed.position order by missed.global_index limit 1) as oldest,
                (select count(*) from (select distinct segment, aggregate_identifier from dead_letter
                    where processing_group = followed.processor_name) sequences) as put_aside
            from (select processor_name, count(*) as segments,
                    min(coalesce((convert_from(token, 'UTF8')::jsonb ->> 'index')::bigint, -1)) as position
                from token_entry group by processor_name) followed,
                (select coalesce(max(global_index), -1) as position from domain_event_entry) head""";

    private final JdbcClient jdbc;
    private final Clock clock;

    ViewPositions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * How far a view has come.
     *
     * @param position through which all of its segments have handled everything; -1 at the beginning
     * @param head the position of the last event that there is
     * @param behind how old the oldest event is that it has not handled; null if it has handled all
     * @param putAside of how many aggregates events were put aside
     */
    record Position(
            View view,
            int segments,
            long position,
            long head,
            @Nullable Duration behind,
            long putAside) {

        /** How many positions of the store are before it; some of them may have no event. */
        long lag() {
            return Math.max(0, head - position);
        }
    }

    /** By view; one that was never made by any node is missing. */
    Map<View, Position> now() {
        Instant now = clock.instant();
        return jdbc.sql(POSITIONS).query((row, _) -> position(row, now)).list().stream()
                .flatMap(Optional::stream)
                .collect(Collectors.toMap(Position::view, Function.identity()));
    }

    /** Empty for what follows the events and is no view. */
    private static Optional<Position> position(ResultSet row, Instant now) throws SQLException {
        Optional<View> known = View.of(row.getString("processor_name"));
        if (known.isEmpty()) {
            return Optional.empty();
        }
        String oldest = row.getString("oldest");
        return Optional.of(new Position(
                known.get(),
                row.getInt("segments"),
                row.getLong("position"),
                row.getLong("head"),
                oldest == null ? null : Duration.between(Instant.parse(oldest), now),
                row.getLong("put_aside")));
    }
}
