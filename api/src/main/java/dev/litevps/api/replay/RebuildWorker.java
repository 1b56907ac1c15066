package dev.litevps.api.replay;

import dev.litevps.api.deadletter.Failures;
import dev.litevps.api.eventstore.StoredEvents;
import dev.litevps.api.replay.ViewRebuild.State;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes views anew, one after the other on this node. What a node has begun and does not end, another goes on with. */
@Component
class RebuildWorker extends WorkLoop {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildWorker.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

    private static final Duration TIDY_AFTER = Duration.ofSeconds(5);

    /** After something that passes by itself. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private final ViewRebuilds rebuilds;
    private final SwapRecord record;
    private final StoredEvents store;
    private final Projections projections;
    private final ViewSwap swap;
    private final Tokens tokens;
    private final CopyDatabases copies;
    private final RebuildProperties properties;
    private final String node = UUID.randomUUID().toString();
    private long tidiedNanos = System.nanoTime();

    RebuildWorker(
            ViewRebuilds rebuilds,
            SwapRecord record,
            StoredEvents store,
            Projections projections,
            ViewSwap swap,
            Tokens tokens,
            CopyDatabases copies,
            RebuildProperties properties) {
        super("view-rebuilds", PAUSE);
        this.rebuilds = rebuilds;
        this.record = record;
        this.store = store;
        this.projections = projections;
        this.swap = swap;
        this.tokens = tokens;
        this.copies = copies;
        this.properties = properties;
    }

    @Override
    void work() throws InterruptedException {
        for (Optional<ViewRebuild> rebuild = rebuilds.claim(node);
                rebuild.isPresent() && isRunning();
                rebuild = rebuilds.claim(node)) {
            workOn(rebuild.get());
            tidy();
        }
        if (System.nanoTime() - tidiedNanos > TIDY_AFTER.toNanos()) {
            tidy();
        }
    }

    /** Ends what this node, or one that died, has left unfinished. */
    private void tidy() {
        tidiedNanos = System.nanoTime();
        record.complete();
        rebuilds.giveUpOutdated();
        copies.removeLeftovers();
    }

    private void workOn(ViewRebuild rebuild) throws InterruptedException {
        RebuildClaim claim = new RebuildClaim(rebuild.id(), node, rebuild.state());
        try (SignOfLife _ = SignOfLife.every(SIGN_OF_LIFE, () -> rebuilds.seen(rebuild.id(), node));
                CopyDatabase database = copies.open(rebuild)) {
            RebuildRun run = new RebuildRun(rebuild, claim, store, projections, database, tokens);
            if (run.fill(this::isRunning)) {
                goOn(rebuild, run, database);
            }
        } catch (SQLException | RuntimeException e) {
            if (isRunning()) {
                brokenOff(rebuild, claim, e);
            }
        }
    }

    private void goOn(ViewRebuild rebuild, RebuildRun run, CopyDatabase database) throws InterruptedException {
        database.inTransaction(jdbc -> {
            new ViewCopy(rebuild.view(), rebuild.schema(), jdbc).complete();
            return true;
        });
        if (rebuild.state() == State.FILLING) {
            compare(rebuild, run);
        } else if (!swap.swap(rebuild, run, database)) {
            fail(rebuild, run.claim(), "the live view was in use all the time; nothing has changed", null);
        }
    }

    private void compare(ViewRebuild rebuild, RebuildRun run) throws InterruptedException {
        long begun = System.nanoTime();
        Optional<Drift> drift = run.compare(() -> isRunning()
                && System.nanoTime() - begun < properties.compareWithin().toNanos()
                && isWanted(run.claim()));
        drift.ifPresent(found -> rebuilds.compared(run.claim(), found));
        long refused = run.refused();
        if (refused > 0) {
            // Nobody is to lose without being asked what the live view shows.
            String trouble = "events of " + refused + " aggregates are refused now, and left out";
            rebuilds.made(run.claim(), rebuild, State.READY, trouble);
        } else if (drift.isPresent()) {
            rebuilds.made(run.claim(), rebuild, rebuild.swaps() ? State.SWAPPING : State.READY, null);
        } else if (isRunning()) {
            // A person decides: that the live view does not follow may be just why another is made.
            String trouble = "the live view is behind its events: the two were not compared";
            rebuilds.made(run.claim(), rebuild, State.READY, trouble);
        }
    }

    private boolean isWanted(RebuildClaim claim) {
        return rebuilds.find(claim.id())
                .filter(now -> now.state() == claim.state())
                .isPresent();
    }

    private void brokenOff(ViewRebuild rebuild, RebuildClaim claim, Exception cause) throws InterruptedException {
        if (Failures.isPassing(cause)) {
            LOG.info("The view {} is made anew in a moment", rebuild.view().group(), cause);
            rebuilds.released(claim, "it was interrupted, and goes on: " + Failures.message(cause));
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } else {
            fail(rebuild, claim, "it broke off: " + cause.getClass().getSimpleName(), cause);
        }
    }

    private void fail(ViewRebuild rebuild, RebuildClaim claim, String trouble, @Nullable Exception cause) {
        LOG.warn("The view {} could not be made anew: {}", rebuild.view().group(), trouble, cause);
        rebuilds.failed(claim, trouble);
    }
}
