package dev.litevps.command.vps;

import dev.litevps.command.Aggregates;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.ledger.Ledgers;
import dev.litevps.command.vps.VpsCommand.FailPowerChange;
import dev.litevps.command.vps.VpsCommand.ReportFoundOff;
import dev.litevps.command.vps.VpsCommand.ReportLost;
import dev.litevps.command.vps.VpsCommand.ReportProvisioned;
import dev.litevps.command.vps.VpsCommand.ReportStarted;
import dev.litevps.command.vps.VpsCommand.StopVps;
import dev.litevps.command.vps.VpsCommand.SuspendVps;
import dev.litevps.events.ledger.SuspensionCause;
import dev.litevps.events.vps.StopCause;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/**
 * A VPS costs money from the moment when it can be reached until its stop is accepted, or it is known not to run. Each of
 * these is one unit of work on the VPS and its owner's ledger: what runs is metered, and what does not is not.
 */
@Component
class VpsMetering {

    private final Repository<Vps> machines;
    private final Ledgers ledgers;

    VpsMetering(Repository<Vps> machines, Ledgers ledgers) {
        this.machines = machines;
        this.ledgers = ledgers;
    }

    @CommandHandler
    void handle(ReportProvisioned command) {
        Aggregate<Vps> vps = load(command.vpsId());
        if (vps.invoke(Vps::phase) == Phase.BUILDING) {
            openMeter(vps, command.vpsId(), command.at());
            vps.execute(machine -> machine.provisioned(command.sshHostKey(), command.at()));
        }
    }

    @CommandHandler
    void handle(ReportStarted command) {
        Aggregate<Vps> vps = load(command.vpsId());
        if (vps.invoke(Vps::phase) == Phase.STARTING) {
            openMeter(vps, command.vpsId(), command.at());
            vps.execute(machine -> machine.started(command.at()));
        }
    }

    @CommandHandler
    void handle(StopVps command) {
        Aggregate<Vps> vps =
                Aggregates.load(machines, command.vpsId(), RejectionCode.UNKNOWN_VPS, "there is no such VPS");
        if (vps.invoke(machine -> machine.stoppable(command.accountId()))) {
            stop(vps, command.vpsId(), StopCause.REQUESTED, command.at());
        }
    }

    @CommandHandler
    void handle(SuspendVps command) {
        Aggregate<Vps> vps = load(command.vpsId());
        Phase phase = vps.invoke(Vps::phase);
        if (phase == Phase.RUNNING || phase == Phase.RESTARTING) {
            ledgers.suspensionCause(vps.invoke(Vps::owner), command.vpsId())
                    .ifPresent(cause -> stop(vps, command.vpsId(), stopCause(cause), command.at()));
        }
    }

    /** What cannot be restarted did not run since that was asked for. */
    @CommandHandler
    void handle(FailPowerChange command) {
        Aggregate<Vps> vps = load(command.vpsId());
        if (vps.invoke(Vps::phase).isPowerChange()) {
            ledgers.release(vps.invoke(Vps::owner), command.vpsId(), command.at());
            closeMeter(vps, command.vpsId(), vps.invoke(machine -> machine.brokenSince(command.at())), command.at());
            vps.execute(machine -> machine.failPowerChange(command.reason(), command.message(), command.at()));
        }
    }

    @CommandHandler
    void handle(ReportFoundOff command) {
        Aggregate<Vps> vps = load(command.vpsId());
        if (vps.invoke(Vps::phase) == Phase.RUNNING) {
            closeMeter(vps, command.vpsId(), command.lastRunningAt(), command.at());
            vps.execute(machine -> machine.foundOff(command.at()));
        }
    }

    @CommandHandler
    void handle(ReportLost command) {
        Aggregate<Vps> vps = load(command.vpsId());
        Phase phase = vps.invoke(Vps::phase);
        if (phase == Phase.RUNNING || phase == Phase.STOPPED) {
            closeMeter(vps, command.vpsId(), command.lastSeenAt(), command.at());
            vps.execute(machine -> machine.lost(command.message(), command.lastSeenAt(), command.at()));
        }
    }

    private void stop(Aggregate<Vps> vps, VpsId vpsId, StopCause cause, Instant at) {
        closeMeter(vps, vpsId, at, at);
        vps.execute(machine -> machine.requestStop(cause, at));
    }

    private void openMeter(Aggregate<Vps> vps, VpsId vpsId, Instant at) {
        ledgers.openMeter(vps.invoke(Vps::owner), vpsId, vps.invoke(Vps::plan), vps.invoke(Vps::token), at);
    }

    private void closeMeter(Aggregate<Vps> vps, VpsId vpsId, Instant until, Instant at) {
        ledgers.closeMeter(vps.invoke(Vps::owner), vpsId, until, at);
    }

    private Aggregate<Vps> load(VpsId vpsId) {
        return machines.load(vpsId.toString());
    }

    private static StopCause stopCause(SuspensionCause cause) {
        return switch (cause) {
            case BALANCE_EXHAUSTED -> StopCause.BALANCE_EXHAUSTED;
            case SPEND_LIMIT_REACHED -> StopCause.SPEND_LIMIT_REACHED;
        };
    }
}
