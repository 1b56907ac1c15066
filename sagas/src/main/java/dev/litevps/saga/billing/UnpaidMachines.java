package dev.litevps.saga.billing;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.litevps.command.vps.VpsCommand;
import dev.litevps.command.vps.VpsCommand.ForfeitVps;
import dev.litevps.command.vps.VpsCommand.SuspendVps;
import dev.litevps.events.ledger.LedgerEvent.GraceEnded;
import dev.litevps.events.ledger.LedgerEvent.SuspensionDue;
import dev.litevps.events.vps.VpsId;
import dev.litevps.saga.billing.UnpaidVps.Measure;
import dev.litevps.saga.machine.CurrentProvenance;
import dev.litevps.saga.machine.OutcomeReporter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * Has the machines that nobody pays for stopped, and destroyed when the grace time is over: a durable task for each, so
 * that one that is slow or in trouble keeps no other from it. Whether it is still unpaid is decided when the task is
 * done: a top-up that comes in between saves it.
 */
@ProcessingGroup("saga.unpaid")
@DisallowReplay
public class UnpaidMachines {

    /** The scheduler's name for these tasks; part of the stored rows. */
    public static final TaskDescriptor<UnpaidVps> TASK = TaskDescriptor.of("unpaid-vps", UnpaidVps.class);

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final SchedulerClient scheduler;
    private final Runnable wakeWorkers;
    private final Clock clock;

    /**
     * Orders through this scheduler.
     *
     * @param wakeWorkers tells the workers, after the commit, that there is something to do
     */
    public UnpaidMachines(SchedulerClient scheduler, Runnable wakeWorkers, Clock clock) {
        this.scheduler = scheduler;
        this.wakeWorkers = wakeWorkers;
        this.clock = clock;
    }

    @EventHandler
    void on(SuspensionDue event, EventMessage<?> message) {
        order(Measure.SUSPEND, event.vpsIds(), message);
    }

    @EventHandler
    void on(GraceEnded event, EventMessage<?> message) {
        order(Measure.FORFEIT, event.vpsIds(), message);
    }

    private void order(Measure measure, List<VpsId> vpsIds, EventMessage<?> message) {
        for (VpsId vpsId : vpsIds) {
            scheduler.scheduleIfNotExists(TASK.instance(message.getIdentifier() + "/" + vpsId)
                    .data(new UnpaidVps(measure, vpsId, CurrentProvenance.get()))
                    .scheduledTo(clock.instant()));
        }
        CurrentUnitOfWork.get().root().afterCommit(_ -> wakeWorkers.run());
    }

    /** The scheduler's task that does what was ordered, tried until it succeeds. */
    public static OneTimeTask<UnpaidVps> task(OutcomeReporter commands, Clock clock) {
        return Tasks.oneTime(TASK)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY))
                .execute((instance, _) -> {
                    UnpaidVps unpaid = instance.getData();
                    commands.report(command(unpaid, clock.instant()), unpaid.provenance());
                });
    }

    private static VpsCommand command(UnpaidVps unpaid, Instant at) {
        return switch (unpaid.measure()) {
            case SUSPEND -> new SuspendVps(unpaid.vpsId(), at);
            case FORFEIT -> new ForfeitVps(unpaid.vpsId(), at);
        };
    }
}
