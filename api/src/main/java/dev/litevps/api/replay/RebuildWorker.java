package dev.litevps.api.replay;

import dev.litevps.api.eventstore.DatabaseCoordinates;
import dev.litevps.api.eventstore.StoredEvents;
import dev.litevps.api.replay.ViewRebuild.State;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes views anew, one after the other on this node. What a node has begun and does not end, another goes on with. */
@Component
class RebuildWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildWorker.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

    private final ViewRebuilds rebuilds;
    private final StoredEvents store;
    private final Projections projections;
    private final ViewSwap swap;
    private final Tokens tokens;
    private final DatabaseCoordinates database;
    private final String node = UUID.randomUUID().toString();
    private volatile @Nullable Thread worker;

    RebuildWorker(
            ViewRebuilds rebuilds,
            StoredEvents store,
            Projections projections,
            ViewSwap swap,
            Tokens tokens,
            DatabaseCoordinates database) {
        this.rebuilds = rebuilds;
        this.store = store;
        this.projections = projections;
        this.swap = swap;
        this.tokens = tokens;
        this.database = database;
    }

    @Override
    public void start() {
        Thread begun = Thread.ofPlatform().daemon().name("view-rebuilds").unstarted(this::work);
        // First, since it ends as soon as nobody is to be at work.
        worker = begun;
        begun.start();
    }

    @Override
    public void stop() {
        Thread running = worker;
        worker = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return worker != null;
    }

    private void work() {
        try {
            while (isRunning()) {
                try {
                    rebuilds.claim(node).ifPresent(this::workOn);
                } catch (RuntimeException e) {
                    LOG.debug("No view can be made anew at the moment", e);
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void workOn(ViewRebuild rebuild) {
        SingleConnectionDataSource connection = null;
        try (SignOfLife _ = SignOfLife.every(SIGN_OF_LIFE, () -> rebuilds.seen(rebuild.id(), node))) {
            connection = new SingleConnectionDataSource(database.unpooled().getConnection(), true);
            JdbcTemplate jdbc = new JdbcTemplate(connection);
            new ViewCopy(rebuild.view(), rebuild.schema(), jdbc).make();
            jdbc.execute("set search_path = " + rebuild.schema() + ", public");
            TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(connection));
            RebuildRun run = new RebuildRun(rebuild, store, projections, jdbc, transactions, tokens);
            if (run.fill(() -> isWanted(rebuild))) {
                goOn(rebuild, run, jdbc, transactions);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ReplayFailed e) {
            fail(rebuild, String.valueOf(e.getMessage()), e);
        } catch (SQLException | RuntimeException e) {
            if (isRunning()) {
                fail(rebuild, "it broke off: " + e.getClass().getSimpleName(), e);
            }
        } finally {
            if (connection != null) {
                connection.destroy();
            }
        }
        removeWhatIsOver(rebuild);
    }

    private void goOn(ViewRebuild rebuild, RebuildRun run, JdbcTemplate jdbc, TransactionTemplate transactions)
            throws InterruptedException {
        new ViewCopy(rebuild.view(), rebuild.schema(), jdbc).analyze();
        if (rebuild.state() == State.FILLING) {
            rebuilds.compared(rebuild.id(), run.compare());
            if (!rebuilds.change(rebuild.id(), List.of(State.FILLING), run.wantedAfterComparison())) {
                return;
            }
        }
        boolean isAsked = rebuilds.find(rebuild.id())
                .filter(now -> now.state() == State.SWAPPING)
                .isPresent();
        if (isAsked && !swap.swap(rebuild, run, jdbc, transactions)) {
            fail(rebuild, "the live view was in use all the time; nothing has changed", null);
        }
    }

    private boolean isWanted(ViewRebuild rebuild) {
        return isRunning()
                && rebuilds.find(rebuild.id())
                        .filter(now -> now.state() == rebuild.state())
                        .isPresent();
    }

    private void fail(ViewRebuild rebuild, String trouble, @Nullable Exception cause) {
        LOG.warn("The view {} could not be made anew: {}", rebuild.view().group(), trouble, cause);
        rebuilds.failed(rebuild.id(), trouble);
    }

    private void removeWhatIsOver(ViewRebuild rebuild) {
        boolean isOver =
                rebuilds.find(rebuild.id()).filter(now -> now.state().isEnd()).isPresent();
        if (isOver) {
            new ViewCopy(rebuild.view(), rebuild.schema(), new JdbcTemplate(database.unpooled())).drop();
        }
    }
}
