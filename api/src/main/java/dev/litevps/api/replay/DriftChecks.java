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

    /** A check that ends its servers is not begun for ever. */
    private static final int MOST_TRIES = 3;

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient jdbc;
    private final Clock clock;

    DriftChecks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(UUID id, View view, @Nullable UUID accountId, String reason) {
        jdbc.sql("insert into drift_check (id, view, account_id, reason, asked_at, state)"
                        + " values (?, ?, ?, ?, ?, 'waiting') on conflict (id) do nothing")
                .params(id, view.group())
                .param(accountId)
                .params(reason, now())
                .update();
    }

    /**
     * Takes the one that has waited longest, or that a node which has died did not end; empty if there is none. What has been
     * begun {@value #MOST_TRIES} times is given up.
     */
    Optional<DriftCheck> claim(String node) {
        OffsetDateTime silent = clock.instant().minus(PATIENCE).atOffset(ZoneOffset.UTC);
        jdbc.sql("update drift_check set state = 'failed', ended_at = ?, trouble = ?"
                        + " where state = 'running' and seen_at < ? and tries >= ?")
                .params(now(), "the servers that did it were stopped: ask again", silent, MOST_TRIES)
                .update();
        return jdbc.sql("update drift_check set state = 'running', node = ?, seen_at = ?, tries = tries + 1 where id ="
                        + " (select id from drift_check where state = 'waiting' or (state = 'running' and seen_at < ?)"
                        + " order by asked_at limit 1 for update skip locked) returning *")
                .params(node, now(), silent)
                .query((row, _) -> of(row))
                .optional();
    }

    /** This node is at work on it. */
    void seen(UUID id, String node) {
        jdbc.sql("update drift_check set seen_at = ? where id = ? and node = ? and state = 'running'")
                .params(now(), id, node)
                .update();
    }

    void progress(UUID id, long events) {
        jdbc.sql("update drift_check set events = ? where id = ?")
                .params(events, id)
                .update();
    }

    /** Unless another node has taken it over. */
    void done(UUID id, String node, long events, Drift drift) {
        jdbc.sql("update drift_check set state = ?, ended_at = ?, events = ?, rows = ?, differences = ?, examples = ?"
                        + " where id = ? and node = ? and state = 'running'")
                .params(word(drift.differences() == 0 ? State.SAME : State.DIFFERENT), now(), events)
                .params(drift.rows(), drift.differences(), JSON.writeValueAsString(drift.examples()), id, node)
                .update();
    }

    /** Unless another node has taken it over. */
    void failed(UUID id, String node, String trouble) {
        jdbc.sql("update drift_check set state = 'failed', ended_at = ?, trouble = ?"
                        + " where id = ? and node = ? and state = 'running'")
                .params(now(), trouble, id, node)
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

    private static DriftCheck of(ResultSet row) throws SQLException {
        return new DriftCheck(
                row.getObject("id", UUID.class),
                View.of(row.getString("view")).orElseThrow(),
                row.getObject("account_id", UUID.class),
                row.getString("reason"),
                time(row, "asked_at"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getLong("events"),
                row.getLong("rows"),
                row.getLong("differences"),
                JSON.readTree(row.getString("examples")),
                row.getString("trouble"),
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
