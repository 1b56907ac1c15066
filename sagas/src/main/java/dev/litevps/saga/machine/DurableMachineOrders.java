package dev.litevps.saga.machine;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Clock;
import org.axonframework.common.IdentifierFactory;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders as rows: the order's task and the note of which order is the machine's latest are written in the transaction of
 * whoever orders.
 */
public final class DurableMachineOrders implements MachineOrders {

    private static final Logger LOG = LoggerFactory.getLogger(DurableMachineOrders.class);

    /** The scheduler's name for orders; part of the stored rows. */
    public static final TaskDescriptor<OrderTicket> TASK = TaskDescriptor.of("machine-order", OrderTicket.class);

    private final SchedulerClient scheduler;
    private final LatestOrders latestOrders;
    private final Runnable wakeWorkers;
    private final Clock clock;

    /**
     * Orders through this scheduler.
     *
     * @param wakeWorkers tells the workers, after the commit, that there is something to do
     */
    public DurableMachineOrders(
            SchedulerClient scheduler, LatestOrders latestOrders, Runnable wakeWorkers, Clock clock) {
        this.scheduler = scheduler;
        this.latestOrders = latestOrders;
        this.wakeWorkers = wakeWorkers;
        this.clock = clock;
    }

    @Override
    public void order(MachineOrder order) {
        String orderId = IdentifierFactory.getInstance().generateIdentifier();
        if (!latestOrders.supersede(order, orderId)) {
            LOG.info(
                    "{} of VPS {} comes after its teardown and is dropped",
                    order.getClass().getSimpleName(),
                    order.vpsId());
            return;
        }
        OrderTicket ticket = new OrderTicket(orderId, order, CurrentProvenance.get(), 0, false);
        scheduler.scheduleIfNotExists(TASK.instance(orderId).data(ticket).scheduledTo(clock.instant()));
        CurrentUnitOfWork.ifStarted(unitOfWork -> unitOfWork.root().afterCommit(_ -> wakeWorkers.run()));
    }
}
