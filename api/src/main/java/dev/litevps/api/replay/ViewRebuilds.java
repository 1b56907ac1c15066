package dev.litevps.api.replay;

import dev.litevps.api.replay.ViewRebuild.State;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The views that are made anew, and how far they are. Blocks. */
@Component
class ViewRebuilds {

    /** Who works on one says so several times in this time. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String ERASED = "an account was erased while it rested: begin again";

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> PROVENANCE = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Clock clock;

    ViewRebuilds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** {@link org.springframework.dao.DuplicateKeyException} if the view is being made anew already. */
    void add(UUID id, View view, String reason, boolean swaps) {
        jdbc.sql("insert into view_rebuild (id, view, reason, asked_at, state, swaps) values (?, ?, ?, ?, 'filling', ?)"
                        + " on conflict (id) do nothing")
                .params(id, view.group(), reason, now(), swaps)
                .update();
    }

    /** Who has the live view replaced, as events say it, and why. */
    void swapAsked(UUID id, Map<String, String> provenance, String reason) {
        jdbc.sql("update view_rebuild set swap_provenance = ?, swap_reason = ? where id = ?")
                .params(JSON.writeValueAsString(provenance), reason, id)
                .update();
    }

    /** A live view that was replaced, of which no event tells yet. */
    record Swapped(UUID id, String view, Map<String, String> provenance, String reason) {}

    List<Swapped> swappedAndNotRecorded() {
        return jdbc.sql("select * from view_rebuild where state = 'swapped' and not swap_recorded")
                .query((row, _) -> new Swapped(
                        row.getObject("id", UUID.class),
                        row.getString("view"),
                        provenance(row.getString("swap_provenance")),
                        Objects.requireNonNullElse(row.getString("swap_reason"), row.getString("reason"))))
                .list();
    }

    private static Map<String, String> provenance(@Nullable String text) {
        return text == null ? Map.of() : JSON.readValue(text, PROVENANCE);
    }

    void swapRecorded(UUID id) {
        jdbc.sql("update view_rebuild set swap_recorded = true where id = ?")
                .param(id)
                .update();
    }

    /** Takes one to work on that nobody works on; empty if there is none. */
    Optional<ViewRebuild> claim(String node) {
        return jdbc.sql("update view_rebuild set node = ?, seen_at = ? where id = (select id from view_rebuild"
                        + " where state in ('filling', 'swapping') and (node is null or node = ? or seen_at < ?)"
                        + " order by asked_at limit 1 for update skip locked) returning *")
                .params(node, now(), node, clock.instant().minus(PATIENCE).atOffset(ZoneOffset.UTC))
                .query((row, _) -> of(row))
                .optional();
    }

    /** Changes the state if it is one of these; whether it was. */
    boolean change(UUID id, List<State> from, State to) {
        return jdbc.sql("update view_rebuild set state = ?, ended_at = ?, node = null where id = ? and state = any (?)")
                        .param(word(to))
                        .param(to.isEnd() ? now() : null)
                        .params(id, from.stream().map(ViewRebuilds::word).toArray(String[]::new))
                        .update()
                > 0;
    }

    /** It is filled, and was compared. */
    void compared(RebuildClaim claim, Drift drift) {
        jdbc.sql("update view_rebuild set rows = ?, differences = ?, examples = ? where id = ? and node = ?")
                .params(drift.rows(), drift.differences(), JSON.writeValueAsString(drift.examples()))
                .params(claim.id(), claim.node())
                .update();
    }

    /**
     * It is made. If an account was erased since it was begun to be brought up to date, that is done once more.
     *
     * @param next {@link State#READY} or {@link State#SWAPPING}
     * @param trouble what is to be known before it is used
     */
    void made(RebuildClaim claim, ViewRebuild rebuild, State next, @Nullable String trouble) {
        jdbc.sql("update view_rebuild set state = case when erasures = ? then ? else 'filling' end, node = null,"
                        + " trouble = ? where id = ? and node = ? and state = ?")
                .params(rebuild.erasures(), word(next))
                .param(trouble)
                .params(claim.id(), claim.node(), word(claim.state()))
                .update();
    }

    /** It has failed. Nothing is done if the claim has ended already. */
    void failed(RebuildClaim claim, String trouble) {
        jdbc.sql("update view_rebuild set state = 'failed', node = null, ended_at = ?, trouble = ?"
                        + " where id = ? and node = ? and state = ?")
                .params(now(), trouble, claim.id(), claim.node(), word(claim.state()))
                .update();
    }

    /** It is left to whoever takes it next. Nothing is done if the claim has ended already. */
    void released(RebuildClaim claim, String trouble) {
        jdbc.sql("update view_rebuild set node = null, trouble = ? where id = ? and node = ? and state = ?")
                .params(trouble, claim.id(), claim.node(), word(claim.state()))
                .update();
    }

    /**
     * An account is erased in the current transaction: what rests must not show it. A copy that waits to be used is brought up
     * to date; of one that was paused nobody knows when it will be, so it is given up.
     */
    void accountErased() {
        jdbc.sql("""
                        update view_rebuild set erasures = erasures + 1,
                            node = case when state in ('ready', 'paused') then null else node end,
                            ended_at = case state when 'paused' then cast(? as timestamptz) end,
                            trouble = case state when 'paused' then ? else trouble end,
                            state = case state when 'ready' then 'filling' when 'paused' then 'failed' else state end
                        where state not in ('swapped', 'cancelled', 'failed')""").params(now(), ERASED).update();
    }

    /** Gives up those that were paused although they have not come to an erasure that there was since they were begun. */
    void giveUpOutdated() {
        jdbc.sql("update view_rebuild set state = 'failed', ended_at = ?, trouble = ?"
                        + " where state = 'paused' and erasures > 0")
                .params(now(), ERASED)
                .update();
    }

    /** All schemas that copies were made in, or that were put in their place. */
    List<String> schemas() {
        return jdbc.sql("select nspname from pg_namespace where nspname ~ '^copy_[0-9a-f]{32}(_old)?$'")
                .query(String.class)
                .list();
    }

    /** Whether somebody may still need what was made for it. */
    boolean isOpen(UUID id) {
        return find(id).filter(rebuild -> !rebuild.state().isEnd()).isPresent();
    }

    /** This node is at work on it. */
    void seen(UUID id, String node) {
        jdbc.sql("update view_rebuild set seen_at = ? where id = ? and node = ?")
                .params(now(), id, node)
                .update();
    }

    Optional<ViewRebuild> find(UUID id) {
        return jdbc.sql("select * from view_rebuild where id = ?")
                .param(id)
                .query((row, _) -> of(row))
                .optional();
    }

    /** The newest first. */
    List<ViewRebuild> newest(int limit, long offset) {
        return jdbc.sql("select * from view_rebuild order by asked_at desc, id desc limit ? offset ?")
                .params(limit, offset)
                .query((row, _) -> of(row))
                .list();
    }

    private static ViewRebuild of(ResultSet row) throws SQLException {
        long differences = row.getLong("differences");
        return new ViewRebuild(
                row.getObject("id", UUID.class),
                View.of(row.getString("view")).orElseThrow(),
                row.getString("reason"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getBoolean("swaps"),
                row.getString("token"),
                row.getLong("events"),
                row.getLong("position"),
                row.getLong("head"),
                row.getLong("working_ms"),
                row.getLong("rows"),
                row.getObject("differences") == null ? null : differences,
                JSON.readTree(row.getString("examples")),
                row.getInt("erasures"),
                row.getString("trouble"),
                time(row.getObject("ended_at", OffsetDateTime.class)));
    }

    static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Instant time(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
