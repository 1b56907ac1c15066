package dev.litevps.saga.snapshot;

import dev.litevps.command.snapshot.SnapshotCommand.FailSnapshotWork;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotDeleteFailed;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotDeleteRequested;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotDeleted;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotFailed;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRequested;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRestoreFailed;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRestoreRequested;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRestored;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotTaken;
import dev.litevps.events.snapshot.SnapshotId;
import dev.litevps.events.snapshot.SnapshotsId;
import dev.litevps.events.vps.Placement;
import dev.litevps.events.vps.VpsEvent.VpsDestroyRequested;
import dev.litevps.events.vps.VpsId;
import dev.litevps.saga.ProcessTimeouts;
import dev.litevps.saga.VpsProcess;
import dev.litevps.saga.snapshot.SnapshotOrder.Kind;
import java.time.Duration;
import java.util.Objects;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Takes, restores or deletes one snapshot of a VPS; of each VPS it does one of these at a time.
 *
 * <pre>
 *  SnapshotRequested                                SnapshotTaken
 *  SnapshotRestoreRequested ─────▶ WORKING ──────── SnapshotRestored ────────▶ end
 *  SnapshotDeleteRequested         order it         SnapshotDeleted
 *                                     │
 *                                     ├── deadline: withdraw the order, FailSnapshotWork
 *                                     ├── SnapshotFailed: order Discard ─────▶ end
 *                                     ├── SnapshotRestoreFailed ─────────────▶ end
 *                                     ├── SnapshotDeleteFailed ──────────────▶ end
 *                                     └── VpsDestroyRequested: withdraw ─────▶ end (the disk goes with all its snapshots)
 * </pre>
 *
 * <p>Whatever ends it also withdraws the order: a worker that died after its report must not restore once more, when the
 * VPS has run again.
 */
@Saga
@ProcessingGroup("saga.snapshot")
public class SnapshotSaga extends VpsProcess {

    static final String DEADLINE = "snapshot";

    /** A running guest's memory is written out on the way, which takes the longer the more it has: an estimate, with room. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private transient @Nullable SnapshotOrders snapshotOrders;

    private @Nullable SnapshotId snapshotId;

    @StartSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(SnapshotRequested event) {
        start(Kind.TAKE, event.vpsId(), event.snapshotId(), event.placement());
    }

    @StartSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(SnapshotRestoreRequested event) {
        start(Kind.RESTORE, event.vpsId(), event.snapshotId(), event.placement());
    }

    @StartSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(SnapshotDeleteRequested event) {
        start(Kind.DELETE, event.vpsId(), event.snapshotId(), event.placement());
    }

    private void start(Kind kind, VpsId vpsId, SnapshotId snapshot, Placement placement) {
        begin(vpsId);
        snapshotId = snapshot;
        expectWithin(PATIENCE.plus(ProcessTimeouts.SAGA_MARGIN), DEADLINE);
        orders().order(new SnapshotOrder(kind, vpsId, snapshot, placement, now().plus(PATIENCE)));
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(SnapshotTaken event) {
        end();
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(SnapshotRestored event) {
        end();
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(SnapshotDeleted event) {
        end();
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(SnapshotFailed event) {
        end();
        orders().order(new SnapshotOrder(Kind.DISCARD, event.vpsId(), event.snapshotId(), event.placement(), now()));
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(SnapshotRestoreFailed event) {
        end();
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(SnapshotDeleteFailed event) {
        end();
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsDestroyRequested event) {
        end();
    }

    private void end() {
        dropDeadline();
        orders().withdraw(snapshot());
    }

    @DeadlineHandler(deadlineName = DEADLINE)
    void onDeadline() {
        deadlinePassed();
        orders().withdraw(snapshot());
        send(new FailSnapshotWork(
                new SnapshotsId(vpsId()), snapshot(), "the host did not report in time whether it was done", now()));
    }

    private SnapshotId snapshot() {
        return Objects.requireNonNull(snapshotId);
    }

    private SnapshotOrders orders() {
        return Objects.requireNonNull(snapshotOrders);
    }

    @Autowired
    public void use(SnapshotOrders orders) {
        snapshotOrders = orders;
    }
}
