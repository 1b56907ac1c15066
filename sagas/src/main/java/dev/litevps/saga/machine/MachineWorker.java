package dev.litevps.saga.machine;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import dev.litevps.command.vps.VpsCommand;
import dev.litevps.command.vps.VpsCommand.FailPowerChange;
import dev.litevps.command.vps.VpsCommand.FailProvisioning;
import dev.litevps.events.vps.VpsId;
import dev.litevps.host.HostException;
import dev.litevps.saga.machine.OrderExecution.Progress;
import dev.litevps.saga.machine.Turns.Next;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries orders out, at least once each, one at a time for a machine, and only while they are the machine's latest.
 * Trouble that may pass is met by trying again until the order's deadline; then, or if it will not pass, the order fails
 * with a reason. A teardown has no deadline: it is tried until nothing is left.
 */
public final class MachineWorker {

    private static final Logger LOG = LoggerFactory.getLogger(MachineWorker.class);

    private static final Duration BUSY_RETRY = Duration.ofMillis(200);
    private static final Duration GUEST_RETRY = Duration.ofMillis(250);

    private final OrderExecution execution;
    private final LatestOrders latestOrders;
    private final MachineLocks locks;
    private final OutcomeReporter outcomes;
    private final Clock clock;

    public MachineWorker(
            OrderExecution execution,
            LatestOrders latestOrders,
            MachineLocks locks,
            OutcomeReporter outcomes,
            Clock clock) {
        this.execution = execution;
        this.latestOrders = latestOrders;
        this.locks = locks;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** The scheduler's task that runs this worker. */
    public CustomTask<OrderTicket> task() {
        return Turns.task(DurableMachineOrders.TASK, clock, this::turn);
    }

    private Next<OrderTicket> turn(OrderTicket ticket) {
        return locks.tryWith(ticket.order().vpsId(), () -> takeTurn(ticket))
                .orElseGet(() -> new Next.Again<>(ticket, BUSY_RETRY));
    }

    private Next<OrderTicket> takeTurn(OrderTicket ticket) {
        VpsId vpsId = ticket.order().vpsId();
        if (!latestOrders.isLatest(vpsId, ticket.orderId())) {
            return new Next.Finished<>();
        }
        Progress progress;
        try {
            progress = execution.execute(ticket, () -> !latestOrders.isLatest(vpsId, ticket.orderId()));
        } catch (HostException e) {
            return e.reason() == HostException.Reason.CANCELLED ? afterCancellation(ticket) : afterTrouble(ticket, e);
        } catch (RuntimeException e) {
            return afterTrouble(ticket, e);
        }
        return switch (progress) {
            case Progress.Done done -> finish(ticket, done.outcome());
            case Progress.AwaitingGuest waiting -> awaitGuest(waiting.next());
        };
    }

    private Next<OrderTicket> finish(OrderTicket ticket, VpsCommand outcome) {
        if (!latestOrders.isLatest(ticket.order().vpsId(), ticket.orderId())) {
            // It took so long that another order came; what is reported now would be taken for that one's outcome.
            return new Next.Finished<>();
        }
        outcomes.report(outcome, ticket.provenance(), ticket.task());
        if (ticket.order() instanceof MachineOrder.Teardown teardown) {
            latestOrders.close(teardown.vpsId(), ticket.orderId());
        }
        return new Next.Finished<>();
    }

    private Next<OrderTicket> awaitGuest(OrderTicket ticket) {
        return isOverdue(ticket.order()) ? fail(ticket, Trouble.GUEST_SILENT) : new Next.Again<>(ticket, GUEST_RETRY);
    }

    /** Either a newer order has come, or this node is shutting down and another turn must go on from here. */
    private Next<OrderTicket> afterCancellation(OrderTicket ticket) {
        return latestOrders.isLatest(ticket.order().vpsId(), ticket.orderId())
                ? new Next.Again<>(ticket, BUSY_RETRY)
                : new Next.Finished<>();
    }

    private Next<OrderTicket> afterTrouble(OrderTicket ticket, RuntimeException failure) {
        Trouble trouble = Trouble.of(failure);
        LOG.warn(
                "{} of VPS {} met trouble (attempt {}): {}",
                ticket.order().getClass().getSimpleName(),
                ticket.order().vpsId(),
                ticket.attempts() + 1,
                failure.toString());
        boolean endless = ticket.order() instanceof MachineOrder.Teardown;
        if (endless || (trouble.passing() && !isOverdue(ticket.order()))) {
            return new Next.Again<>(ticket.afterTrouble(), Turns.backoff(ticket.attempts()));
        }
        return fail(ticket, trouble);
    }

    private Next<OrderTicket> fail(OrderTicket ticket, Trouble trouble) {
        VpsId vpsId = ticket.order().vpsId();
        VpsCommand outcome = ticket.order() instanceof MachineOrder.Build
                ? new FailProvisioning(vpsId, trouble.reason(), trouble.message(), clock.instant())
                : new FailPowerChange(vpsId, trouble.reason(), trouble.message(), clock.instant());
        return finish(ticket, outcome);
    }

    private boolean isOverdue(MachineOrder order) {
        return order instanceof MachineOrder.Timed timed && !clock.instant().isBefore(timed.deadline());
    }
}
