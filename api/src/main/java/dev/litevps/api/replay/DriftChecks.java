package dev.litevps.api.replay;

import dev.litevps.api.replay.DriftCheck.State;
import dev.litevps.query.view.View;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The drift checks that were asked for, and how far they are. Blocks. */
@Component
class DriftChecks {

    /** Who does one says so several times in this time. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient jdbc;
    private final Clock clock;

    DriftChecks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(UUID id, View view, @Nullable UUID accountId, String reason) {
        jdbc.sql("insert into drift_check (id, view, account_id, reason, asked_at, seen_at, state)"
                        + " values (?, ?, ?, ?, ?, ?, 'waiting') on conflict (id) do nothing")
                .params(id, view.group())
                .param(accountId)
                .params(reason, now(), now())
                .update();
    }

    void progress(UUID id, long events) {
        jdbc.sql("update drift_check set state = 'running', seen_at = ?, events = ? where id = ?")
                .params(now(), events, id)
                .update();
    }

    void done(UUID id, long events, Drift drift) {
        jdbc.sql("update drift_check set state = ?, seen_at = ?, ended_at = ?, events = ?, rows = ?, differences = ?,"
                        + " examples = ? where id = ?")
                .params(word(drift.differences() == 0 ? State.SAME : State.DIFFERENT), now(), now(), events)
                .params(drift.rows(), drift.differences(), JSON.writeValueAsString(drift.examples()), id)
                .update();
    }

    void failed(UUID id, String trouble) {
        jdbc.sql("update drift_check set state = 'failed', seen_at = ?, ended_at = ?, trouble = ? where id = ?")
                .params(now(), now(), trouble, id)
                .update();
    }

    Optional<DriftCheck> find(UUID id) {
        return jdbc.sql("select * from drift_check where id = ?")
                .param(id)
                .query((row, _) -> of(row))
                .optional();
    }

    /** The newest first. */
    List<DriftCheck> newest(int limit, long offset) {
        return jdbc.sql("select * from drift_check order by asked_at desc, id desc limit ? offset ?")
                .params(limit, offset)
                .query((row, _) -> of(row))
                .list();
    }

    /** What nobody has spoken of for long is over: the node that did it has died, and changed nothing. */
    private DriftCheck of(ResultSet row) throws SQLException {
        State stored = State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
        Instant seenAt = time(row, "seen_at");
        boolean isUnderWay = stored == State.WAITING || stored == State.RUNNING;
        boolean isLost = isUnderWay && seenAt.plus(PATIENCE).isBefore(clock.instant());
        return new DriftCheck(
                row.getObject("id", UUID.class),
                View.of(row.getString("view")).orElseThrow(),
                row.getObject("account_id", UUID.class),
                row.getString("reason"),
                time(row, "asked_at"),
                seenAt,
                isLost ? State.FAILED : stored,
                row.getLong("events"),
                row.getLong("rows"),
                row.getLong("differences"),
                JSON.readTree(row.getString("examples")),
                isLost ? "the server that did it was stopped: ask again" : row.getString("trouble"),
                row.getObject("ended_at") == null ? null : time(row, "ended_at"));
    }

    static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
