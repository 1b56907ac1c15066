package dev.litevps.saga.snapshot;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import dev.litevps.events.snapshot.SnapshotId;
import dev.litevps.saga.machine.CurrentProvenance;
import java.time.Clock;
import org.axonframework.common.IdentifierFactory;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/** Orders as rows: the order's task and the note that it is pending are written in the transaction of whoever orders. */
public final class DurableSnapshotOrders implements SnapshotOrders {

    /** The scheduler's name for these orders; part of the stored rows. */
    public static final TaskDescriptor<SnapshotTicket> TASK = TaskDescriptor.of("snapshot-order", SnapshotTicket.class);

    private final SchedulerClient scheduler;
    private final PendingSnapshotOrders pending;
    private final Runnable wakeWorkers;
    private final Clock clock;

    /**
     * Orders through this scheduler.
     *
     * @param wakeWorkers tells the workers, after the commit, that there is something to do
     */
    public DurableSnapshotOrders(
            SchedulerClient scheduler, PendingSnapshotOrders pending, Runnable wakeWorkers, Clock clock) {
        this.scheduler = scheduler;
        this.pending = pending;
        this.wakeWorkers = wakeWorkers;
        this.clock = clock;
    }

    @Override
    public void order(SnapshotOrder order) {
        String orderId = IdentifierFactory.getInstance().generateIdentifier();
        pending.supersede(order, orderId);
        SnapshotTicket ticket = new SnapshotTicket(orderId, order, CurrentProvenance.get(), 0);
        scheduler.scheduleIfNotExists(TASK.instance(orderId).data(ticket).scheduledTo(clock.instant()));
        CurrentUnitOfWork.ifStarted(unitOfWork -> unitOfWork.root().afterCommit(_ -> wakeWorkers.run()));
    }

    @Override
    public void withdraw(SnapshotId snapshotId) {
        pending.withdraw(snapshotId);
    }
}
