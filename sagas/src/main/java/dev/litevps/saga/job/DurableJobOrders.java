package dev.litevps.saga.job;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import dev.litevps.events.job.JobId;
import dev.litevps.saga.machine.CurrentProvenance;
import java.time.Clock;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Orders as rows: the job's task and the note that it lives are written in the transaction of whoever orders. */
public final class DurableJobOrders implements JobOrders {

    /** The scheduler's name for these orders; part of the stored rows. */
    public static final TaskDescriptor<JobTicket> TASK = TaskDescriptor.of("job", JobTicket.class);

    private static final Logger LOG = LoggerFactory.getLogger(DurableJobOrders.class);

    private final SchedulerClient scheduler;
    private final LiveJobs live;
    private final Runnable wakeWorkers;
    private final Clock clock;

    /**
     * Orders through this scheduler.
     *
     * @param wakeWorkers tells the workers, after the commit, that there is something to do
     */
    public DurableJobOrders(SchedulerClient scheduler, LiveJobs live, Runnable wakeWorkers, Clock clock) {
        this.scheduler = scheduler;
        this.live = live;
        this.wakeWorkers = wakeWorkers;
        this.clock = clock;
    }

    @Override
    public void order(JobOrder order) {
        live.add(order.jobId());
        JobTicket ticket = new JobTicket(order, CurrentProvenance.get(), null, false, 0, 0, false);
        scheduler.scheduleIfNotExists(
                TASK.instance(order.jobId().toString()).data(ticket).scheduledTo(clock.instant()));
        wakeAfterCommit();
    }

    @Override
    public void cancel(JobId jobId) {
        live.cancel(jobId);
        hasten(jobId);
    }

    @Override
    public void close(JobId jobId) {
        live.remove(jobId);
        hasten(jobId);
    }

    /** A turn that is being taken, or the next one, finds out by itself. */
    private void hasten(JobId jobId) {
        try {
            scheduler.reschedule(TASK.instanceId(jobId.toString()), clock.instant());
        } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException e) {
            LOG.debug("The next turn at job {} is not hastened: {}", jobId, e.getMessage());
        }
        wakeAfterCommit();
    }

    private void wakeAfterCommit() {
        CurrentUnitOfWork.ifStarted(unitOfWork -> unitOfWork.root().afterCommit(_ -> wakeWorkers.run()));
    }
}
