package dev.litevps.bench.simulation;

import dev.litevps.command.Command;
import dev.litevps.command.ledger.LedgerCommand.AdjustBalance;
import dev.litevps.command.ledger.LedgerCommand.CreditFunds;
import dev.litevps.command.ledger.LedgerCommand.RefundFunds;
import dev.litevps.command.vps.VpsCommand.ReportFoundOff;
import dev.litevps.command.vps.VpsCommand.ReportLost;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.plan.PlanEvent.PlanPublished;
import dev.litevps.events.plan.PlanEvent.PlanRepriced;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.events.vps.StopCause;
import dev.litevps.events.vps.VpsEvent;
import dev.litevps.events.vps.VpsEvent.VpsDestroyRequested;
import dev.litevps.events.vps.VpsEvent.VpsLost;
import dev.litevps.events.vps.VpsEvent.VpsPowerChangeFailed;
import dev.litevps.events.vps.VpsEvent.VpsProvisioned;
import dev.litevps.events.vps.VpsEvent.VpsRequested;
import dev.litevps.events.vps.VpsEvent.VpsRestartRequested;
import dev.litevps.events.vps.VpsEvent.VpsStartRequested;
import dev.litevps.events.vps.VpsEvent.VpsStarted;
import dev.litevps.events.vps.VpsEvent.VpsStopRequested;
import dev.litevps.events.vps.VpsEvent.VpsStopped;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells the oracle the raw facts: what was paid and found, from what was sent; what machines did and plans cost, from
 * their own events. It never looks at a ledger's.
 */
final class Witness {

    private final Oracle oracle;
    private final Map<VpsId, Machine> machines = new LinkedHashMap<>();

    Witness(Oracle oracle) {
        this.oracle = oracle;
    }

    /** What is known of a machine. */
    static final class Machine {
        private final VpsRequested requested;
        private VpsEvent latest;
        private @Nullable AccessTokenId token;
        private @Nullable Instant restartRequestedAt;

        private Machine(VpsRequested requested) {
            this.requested = requested;
            this.latest = requested;
            this.token = requested.tokenId();
        }

        VpsId id() {
            return requested.vpsId();
        }

        AccountId owner() {
            return requested.accountId();
        }

        PlanId plan() {
            return requested.planId();
        }

        @Nullable
        AccessTokenId token() {
            return token;
        }

        /** The last thing that happened to it. */
        VpsEvent latest() {
            return latest;
        }
    }

    /** In the order in which they were asked for. */
    List<Machine> machines() {
        return new ArrayList<>(machines.values());
    }

    Machine machine(VpsId vpsId) {
        return Objects.requireNonNull(machines.get(vpsId));
    }

    void saw(Attempt attempt) {
        if (attempt.isDecided()) {
            tellMoney(attempt.command());
        }
        for (Object event : attempt.stored()) {
            if (event instanceof VpsEvent happened) {
                tellMachine(happened, attempt.command());
            } else if (event instanceof PlanPublished published) {
                oracle.priced(published.planId(), published.pricePerHour().micros(), published.at());
            } else if (event instanceof PlanRepriced repriced) {
                oracle.priced(
                        repriced.planId(),
                        repriced.pricePerHour().micros(),
                        repriced.effectiveFrom().start());
            }
        }
    }

    private void tellMoney(Command command) {
        if (command instanceof CreditFunds credit) {
            oracle.booked(
                    credit.ledgerId().accountId(),
                    credit.creditId().value(),
                    credit.amount().micros());
        } else if (command instanceof RefundFunds refund) {
            oracle.booked(
                    refund.ledgerId().accountId(),
                    refund.refundId().value(),
                    refund.amount().micros());
        } else if (command instanceof AdjustBalance adjustment) {
            oracle.booked(
                    adjustment.ledgerId().accountId(),
                    adjustment.adjustmentId().value(),
                    adjustment.amount().micros());
        }
    }

    private void tellMachine(VpsEvent event, Command command) {
        if (event instanceof VpsRequested requested) {
            machines.put(requested.vpsId(), new Machine(requested));
            return;
        }
        Machine machine = machine(event.vpsId());
        if (event instanceof VpsStartRequested start) {
            machine.token = start.tokenId();
        }
        if (event instanceof VpsProvisioned || event instanceof VpsStarted) {
            oracle.reachable(machine.id(), machine.plan(), event.at());
        } else if (event instanceof VpsStopRequested || event instanceof VpsDestroyRequested) {
            oracle.stopped(machine.id(), event.at());
        } else if (event instanceof VpsStopped stopped && stopped.cause() == StopCause.FOUND_OFF) {
            oracle.stopped(machine.id(), ((ReportFoundOff) command).lastRunningAt());
        } else if (event instanceof VpsLost) {
            oracle.stopped(machine.id(), ((ReportLost) command).lastSeenAt());
        } else if (event instanceof VpsPowerChangeFailed && machine.restartRequestedAt != null) {
            oracle.stopped(machine.id(), machine.restartRequestedAt);
        }
        machine.restartRequestedAt = event instanceof VpsRestartRequested ? event.at() : null;
        machine.latest = event;
    }
}
