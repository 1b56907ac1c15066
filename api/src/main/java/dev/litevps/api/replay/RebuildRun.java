package dev.litevps.api.replay;

import dev.litevps.api.deadletter.CopiedLetters;
import dev.litevps.api.eventstore.StoredEvents;
import dev.litevps.api.eventstore.StoredEvents.Batch;
import dev.litevps.api.eventstore.StoredEvents.Placed;
import dev.litevps.api.replay.EventsAhead.Chunk;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Fills the copy of one rebuild, on a connection on which no tables can be seen but those of the copy. */
final class RebuildRun {

    /** So many events are handled in one transaction, together with how far the copy has come. */
    private static final int EVENTS_PER_TRANSACTION = 4_000;

    /**
     * Of so many aggregates events are tried once more while nobody can read the view, and of all of which something was given up: some
     * that were retried since, and not the thousands that a new release may refuse.
     */
    private static final int MOST_TRIED_IN_A_SWAP = 100;

    /** The aggregates of which the copy lacks events that the live view shows, or passes over. */
    private static final String LACKING = """
            from (select aggregate_identifier, min(aggregate_version) as first from dead_letter group by 1) copied
            left join (
                select aggregate_identifier, min(aggregate_version) as first from public.dead_letter
                where processing_group = ? group by 1) live using (aggregate_identifier)
            where (live.first is null or copied.first < live.first)""";

    /** Between two looks at whether the live view has come as far as the copy. */
    private static final long PAUSE_MILLIS = 100;

    private final ViewRebuild rebuild;
    private final RebuildClaim claim;
    private final StoredEvents store;
    private final Projections projections;
    private final CopyDatabase database;
    private final Tokens tokens;
    private final EventsAhead ahead;
    private @Nullable GapAwareTrackingToken position;
    private boolean triedAgain;

    /** What came of a look for events. */
    private enum Step {
        MORE,
        LAST,
        NOT_OURS
    }

    RebuildRun(
            ViewRebuild rebuild,
            RebuildClaim claim,
            StoredEvents store,
            Projections projections,
            CopyDatabase database,
            Tokens tokens) {
        this.rebuild = rebuild;
        this.claim = claim;
        this.store = store;
        this.projections = projections;
        this.database = database;
        this.tokens = tokens;
        this.ahead = new EventsAhead(store, EVENTS_PER_TRANSACTION, projections.preparation(rebuild.view()));
        this.position = tokens.read(rebuild.token());
    }

    /** Up to where the copy is made. */
    @Nullable
    GapAwareTrackingToken position() {
        return position;
    }

    RebuildClaim claim() {
        return claim;
    }

    boolean isOurs() {
        return database.inTransaction(claim::keep);
    }

    /** Handles events until there are no more, or it shall not go on; whether there are no more. */
    boolean fill(BooleanSupplier goesOn) {
        if (!triedAgain && !database.inTransaction(jdbc -> claim.keep(jdbc) && redeliver(jdbc))) {
            return false;
        }
        // Once, before anything is stopped for this copy.
        triedAgain = true;
        while (goesOn.getAsBoolean()) {
            Step step = fillOnce();
            if (step != Step.MORE) {
                return step == Step.LAST;
            }
        }
        return false;
    }

    /** Handles some events, in one transaction. */
    private Step fillOnce() {
        long begun = System.nanoTime();
        Chunk chunk = ahead.after(position);
        if (!chunk.events().isEmpty()) {
            GapAwareTrackingToken reached = Objects.requireNonNull(chunk.end());
            if (!database.inTransaction(jdbc -> claim.keep(jdbc) && handle(chunk.events(), reached, begun, jdbc))) {
                return Step.NOT_OURS;
            }
            position = reached;
        }
        return chunk.isLast() ? Step.LAST : Step.MORE;
    }

    /** What was put aside may have been given up since, or can be handled now: it is tried again, in order. */
    private boolean redeliver(JdbcOperations jdbc) {
        CopiedLetters letters = letters(jdbc);
        redeliver(letters.takeAll(), letters, jdbc);
        return true;
    }

    /**
     * Tries again what support has had handled or given up in the live view since: the swap must not bring it back. In the transaction
     * of the swap; until that ends, nobody does so any more.
     */
    void redeliverWhatChanged(JdbcOperations jdbc) {
        String group = rebuild.view().group();
        jdbc.queryForList(
                "select 1 from public.dead_letter where processing_group = ? for update", Integer.class, group);
        List<String> changed = jdbc.queryForList(
                "select aggregate_identifier " + LACKING
                        + " order by exists (select from public.discarded_event discarded"
                        + " where discarded.processing_group = ?"
                        + " and discarded.aggregate_identifier = copied.aggregate_identifier) desc, 1 limit greatest(?,"
                        + " (select count(distinct aggregate_identifier) from public.discarded_event"
                        + " where processing_group = ?))",
                String.class,
                group,
                group,
                MOST_TRIED_IN_A_SWAP,
                group);
        if (!changed.isEmpty()) {
            CopiedLetters letters = letters(jdbc);
            redeliver(letters.take(changed), letters, jdbc);
        }
    }

    private void redeliver(Map<String, SortedSet<Long>> taken, CopiedLetters letters, JdbcOperations jdbc) {
        Replay replay = projections.replay(rebuild.view(), jdbc, letters);
        taken.forEach(
                (aggregate, versions) -> store.ofAggregate(aggregate, versions.first(), versions.last(), event -> {
                    if (versions.contains(event.getSequenceNumber())) {
                        replay.add(event);
                    }
                }));
        replay.end();
    }

    private CopiedLetters letters(JdbcOperations jdbc) {
        return new CopiedLetters(rebuild.view().group(), jdbc, database.clock());
    }

    private boolean handle(List<Placed> events, GapAwareTrackingToken reached, long begun, JdbcOperations jdbc) {
        Replay replay = replay(jdbc);
        events.forEach(placed -> replay.add(placed.event()));
        replay.end();
        jdbc.update(
                "update public.view_rebuild set token = ?, events = events + ?, position = ?, seen_at = now(),"
                        + " working_ms = working_ms + ?,"
                        + " head = (select max(global_index) from public.domain_event_entry) where id = ?",
                tokens.write(reached),
                events.size(),
                reached.getIndex(),
                (System.nanoTime() - begun) / 1_000_000,
                rebuild.id());
        return true;
    }

    private Replay replay(JdbcOperations jdbc) {
        return projections.replay(rebuild.view(), jdbc, letters(jdbc));
    }

    /**
     * Where the copy and the live view differ, both as of the same events: in a transaction that sees one moment, the copy is
     * given what the live view shows beyond it; that is rolled back. Waits until the live view has come as far as the copy;
     * empty if it shall not wait any longer.
     */
    Optional<Drift> compare(BooleanSupplier goesOn) throws InterruptedException {
        while (goesOn.getAsBoolean()) {
            Optional<Drift> drift = database.inOneMoment(jdbc -> {
                Followed live = Followed.by(rebuild.view().group(), jdbc);
                return isBeyond(live) ? Optional.empty() : Optional.of(compareWith(live, jdbc));
            });
            if (drift.isPresent()) {
                return drift;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return Optional.empty();
    }

    /** Of how many aggregates the copy lacks events that its projection refuses, though the live view shows them. */
    long refused() {
        Long refused = database.jdbc()
                .queryForObject(
                        "select count(*) " + LACKING, Long.class, rebuild.view().group());
        return refused == null ? 0 : refused;
    }

    /** Whether the copy shows what the live view does not. */
    private boolean isBeyond(Followed live) {
        return position != null && position.getIndex() > live.start();
    }

    private Drift compareWith(Followed live, JdbcOperations jdbc) {
        Replay replay = replay(jdbc);
        GapAwareTrackingToken end = position;
        boolean goesOn = true;
        while (goesOn) {
            Batch batch = store.after(end);
            batch.events().stream()
                    .filter(placed -> live.shows(placed.position(), placed.event()))
                    .forEach(placed -> replay.add(placed.event()));
            end = batch.end();
            goesOn = !batch.isLast() && end != null && end.getIndex() < live.end();
        }
        replay.end();
        return new Comparison(jdbc, rebuild.schema(), null).of(rebuild.view());
    }
}
