package dev.litevps.api.replay;

import dev.litevps.api.eventstore.StoredEvents;
import dev.litevps.api.eventstore.StoredEvents.Batch;
import dev.litevps.api.eventstore.StoredEvents.Placed;
import dev.litevps.api.replay.ViewRebuild.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Fills the copy of one rebuild, on a connection on which the names of the view's tables are those of the copy. */
final class RebuildRun {

    /** So many events are handled in one transaction, together with how far the copy has come. */
    private static final int EVENTS_PER_TRANSACTION = 4_000;

    private static final int TRIES_TO_COMPARE = 100;
    private static final long PAUSE_MILLIS = 100;

    private final ViewRebuild rebuild;
    private final StoredEvents store;
    private final Projections projections;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Tokens tokens;
    private @Nullable GapAwareTrackingToken position;

    /** @param jdbc of a single connection, with the copy's schema before all others */
    RebuildRun(
            ViewRebuild rebuild,
            StoredEvents store,
            Projections projections,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Tokens tokens) {
        this.rebuild = rebuild;
        this.store = store;
        this.projections = projections;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.tokens = tokens;
        this.position = tokens.read(rebuild.token());
    }

    /** Up to where the copy is made. */
    @Nullable
    GapAwareTrackingToken position() {
        return position;
    }

    /** Handles events until there are no more, or it shall not go on; whether there are no more. */
    boolean fill(BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean()) {
            if (fillOnce()) {
                return true;
            }
        }
        return false;
    }

    /** Handles some events, in one transaction; whether they were the last. */
    private boolean fillOnce() {
        long begun = System.nanoTime();
        List<Placed> events = new ArrayList<>();
        GapAwareTrackingToken end = position;
        boolean isLast = false;
        while (!isLast && events.size() < EVENTS_PER_TRANSACTION) {
            Batch batch = store.after(end);
            events.addAll(batch.events());
            end = batch.end();
            isLast = batch.isLast();
        }
        if (!events.isEmpty()) {
            GapAwareTrackingToken reached = Objects.requireNonNull(end);
            transactions.executeWithoutResult(_ -> {
                Replay replay = new Replay(projections.writing(rebuild.view(), jdbc));
                events.forEach(placed -> replay.add(placed.event()));
                replay.end();
                jdbc.update(
                        "update public.view_rebuild set token = ?, events = events + ?, position = ?, seen_at = now(),"
                                + " working_ms = working_ms + ?, head = (select max(global_index) from domain_event_entry)"
                                + " where id = ?",
                        tokens.write(reached),
                        events.size(),
                        reached.getIndex(),
                        (System.nanoTime() - begun) / 1_000_000,
                        rebuild.id());
            });
            position = reached;
        }
        return isLast;
    }

    /**
     * Where the copy and the live view differ, both as of the same events: in a transaction that sees one moment, the copy is
     * given what the live view shows beyond it; that is rolled back.
     */
    Drift compare() throws InterruptedException {
        TransactionTemplate moment =
                new TransactionTemplate(Objects.requireNonNull(transactions.getTransactionManager()));
        moment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        for (int attempt = 0; attempt < TRIES_TO_COMPARE; attempt++) {
            Optional<Drift> drift = Objects.requireNonNull(moment.<Optional<Drift>>execute(status -> {
                status.setRollbackOnly();
                Followed live = Followed.by(rebuild.view().group(), jdbc);
                return isBeyond(live) ? Optional.empty() : Optional.of(compareWith(live));
            }));
            if (drift.isPresent()) {
                return drift.get();
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new IllegalStateException("the live view does not follow the events: it cannot be compared");
    }

    /** Whether the copy shows what the live view does not. */
    private boolean isBeyond(Followed live) {
        return position != null && position.getIndex() > live.start();
    }

    private Drift compareWith(Followed live) {
        Replay replay = new Replay(projections.writing(rebuild.view(), jdbc));
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

    State wantedAfterComparison() {
        return rebuild.swaps() ? State.SWAPPING : State.READY;
    }
}
