package dev.litevps.saga.snapshot;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import dev.litevps.command.snapshot.SnapshotCommand;
import dev.litevps.command.snapshot.SnapshotCommand.FailSnapshotWork;
import dev.litevps.command.snapshot.SnapshotCommand.ReportSnapshotDeleted;
import dev.litevps.command.snapshot.SnapshotCommand.ReportSnapshotRestored;
import dev.litevps.command.snapshot.SnapshotCommand.ReportSnapshotTaken;
import dev.litevps.events.snapshot.SnapshotId;
import dev.litevps.events.snapshot.SnapshotsId;
import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSnapshots;
import dev.litevps.saga.machine.HostAccess;
import dev.litevps.saga.machine.MachineLocks;
import dev.litevps.saga.machine.OutcomeReporter;
import dev.litevps.saga.machine.Turns;
import dev.litevps.saga.machine.Turns.Next;
import dev.litevps.saga.snapshot.SnapshotOrder.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries orders for snapshots out, at least once each, while nobody else works on the machine, and only while they are
 * pending. Trouble that may pass is met by trying again until the order's deadline; then, or if it will not pass, the order
 * fails with a reason. To discard has no deadline: it is tried until nothing is left.
 */
public final class SnapshotWorker {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotWorker.class);

    private static final Duration BUSY_RETRY = Duration.ofMillis(200);

    private final HostAccess hosts;
    private final PendingSnapshotOrders pending;
    private final MachineLocks locks;
    private final OutcomeReporter outcomes;
    private final Clock clock;

    public SnapshotWorker(
            HostAccess hosts,
            PendingSnapshotOrders pending,
            MachineLocks locks,
            OutcomeReporter outcomes,
            Clock clock) {
        this.hosts = hosts;
        this.pending = pending;
        this.locks = locks;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** The scheduler's task that runs this worker. */
    public CustomTask<SnapshotTicket> task() {
        return Turns.task(DurableSnapshotOrders.TASK, clock, this::turn);
    }

    private Next<SnapshotTicket> turn(SnapshotTicket ticket) {
        return locks.tryWith(ticket.order().vpsId(), () -> takeTurn(ticket)).orElseGet(() -> whileBusy(ticket));
    }

    /** Not failed by its deadline: whoever works on the machine may be long about it, and the process sees to the time. */
    private Next<SnapshotTicket> whileBusy(SnapshotTicket ticket) {
        return isPending(ticket) ? new Next.Again<>(ticket, BUSY_RETRY) : new Next.Finished<>();
    }

    private Next<SnapshotTicket> takeTurn(SnapshotTicket ticket) {
        if (!isPending(ticket)) {
            return new Next.Finished<>();
        }
        try {
            execute(ticket.order());
        } catch (RuntimeException e) {
            return afterTrouble(ticket, e);
        }
        return finish(ticket, outcome(ticket.order()));
    }

    private void execute(SnapshotOrder order) {
        MachineSnapshots snapshots =
                hosts.hypervisor(order.placement().hostId()).snapshots();
        MachineId machine = HostAccess.machineId(order.vpsId());
        String name = order.snapshotId().toString();
        switch (order.kind()) {
            case TAKE -> snapshots.take(machine, name);
            case RESTORE -> snapshots.restore(machine, name);
            case DELETE, DISCARD -> snapshots.delete(machine, name);
        }
    }

    private Optional<SnapshotCommand> outcome(SnapshotOrder order) {
        SnapshotsId all = new SnapshotsId(order.vpsId());
        SnapshotId snapshot = order.snapshotId();
        Instant now = clock.instant();
        return switch (order.kind()) {
            case TAKE -> Optional.of(new ReportSnapshotTaken(all, snapshot, now));
            case RESTORE -> Optional.of(new ReportSnapshotRestored(all, snapshot, now));
            case DELETE -> Optional.of(new ReportSnapshotDeleted(all, snapshot, now));
            case DISCARD -> Optional.empty();
        };
    }

    private Next<SnapshotTicket> finish(SnapshotTicket ticket, Optional<SnapshotCommand> outcome) {
        if (isPending(ticket)) {
            outcome.ifPresent(command -> outcomes.report(command, ticket.provenance(), ticket.task()));
            pending.close(ticket.order().snapshotId(), ticket.orderId());
        }
        return new Next.Finished<>();
    }

    private Next<SnapshotTicket> afterTrouble(SnapshotTicket ticket, RuntimeException failure) {
        SnapshotOrder order = ticket.order();
        SnapshotTrouble trouble = SnapshotTrouble.of(failure);
        LOG.warn(
                "{} of snapshot {} of VPS {} met trouble (attempt {}): {}",
                order.kind(),
                order.snapshotId(),
                order.vpsId(),
                ticket.attempts() + 1,
                failure.toString());
        boolean inTime = clock.instant().isBefore(order.deadline());
        if (order.kind() == Kind.DISCARD || (trouble.passing() && inTime)) {
            return new Next.Again<>(ticket.afterTrouble(), Turns.backoff(ticket.attempts()));
        }
        return finish(
                ticket,
                Optional.of(new FailSnapshotWork(
                        new SnapshotsId(order.vpsId()), order.snapshotId(), trouble.message(), clock.instant())));
    }

    private boolean isPending(SnapshotTicket ticket) {
        return pending.isLatest(ticket.order().snapshotId(), ticket.orderId());
    }
}
