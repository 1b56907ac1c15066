package dev.litevps.bench.simulation;

import dev.litevps.command.ledger.LedgerCommand.EndGrace;
import dev.litevps.command.ledger.LedgerCommand.WarnOfGraceEnd;
import dev.litevps.command.vps.VpsCommand.CompleteTeardown;
import dev.litevps.command.vps.VpsCommand.FailPowerChange;
import dev.litevps.command.vps.VpsCommand.FailProvisioning;
import dev.litevps.command.vps.VpsCommand.ForfeitVps;
import dev.litevps.command.vps.VpsCommand.PlaceVps;
import dev.litevps.command.vps.VpsCommand.ReportProvisioned;
import dev.litevps.command.vps.VpsCommand.ReportRestarted;
import dev.litevps.command.vps.VpsCommand.ReportStarted;
import dev.litevps.command.vps.VpsCommand.ReportStopped;
import dev.litevps.command.vps.VpsCommand.SuspendVps;
import dev.litevps.events.ledger.LedgerEvent.BalanceExhausted;
import dev.litevps.events.ledger.LedgerEvent.GraceEnded;
import dev.litevps.events.ledger.LedgerEvent.SuspensionDue;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.vps.FailureReason;
import dev.litevps.events.vps.VpsEvent.VpsDestroyRequested;
import dev.litevps.events.vps.VpsEvent.VpsPlaced;
import dev.litevps.events.vps.VpsEvent.VpsProvisioningFailed;
import dev.litevps.events.vps.VpsEvent.VpsRequested;
import dev.litevps.events.vps.VpsEvent.VpsRestartRequested;
import dev.litevps.events.vps.VpsEvent.VpsStartRequested;
import dev.litevps.events.vps.VpsEvent.VpsStopRequested;
import dev.litevps.events.vps.VpsId;
import java.time.Duration;
import java.time.Instant;

/** The platform's own processes and the hosts: they react to events some time later, and not always with success. */
final class Processes {

    private static final Duration LONGEST_REACTION = Duration.ofSeconds(10);
    private static final Duration LONGEST_SUSPENSION = Duration.ofMinutes(5);
    private static final Duration LONGEST_POWER_CHANGE = Duration.ofMinutes(2);
    private static final Duration GRACE_CHECK = Duration.ofHours(6);
    private static final Duration WARNING = Duration.ofHours(12);
    private static final double FAILURE_PERCENT = 6;
    private static final String HOST_KEY = "ssh-ed25519 AAAA";

    private final Courier courier;
    private final Agenda agenda;
    private final SimulatedClock clock;
    private final Dice dice;

    Processes(Courier courier, Agenda agenda, SimulatedClock clock, Dice dice) {
        this.courier = courier;
        this.agenda = agenda;
        this.clock = clock;
        this.dice = dice;
    }

    void react(Object event) {
        switch (event) {
            case VpsRequested requested -> soon(() -> courier.send(new PlaceVps(requested.vpsId(), courier.stamp())));
            case VpsPlaced placed -> changePower(() -> provision(placed.vpsId()));
            case VpsStartRequested start ->
                changePower(() -> {
                    if (!fails(start.vpsId())) {
                        courier.send(new ReportStarted(start.vpsId(), courier.stamp()));
                    }
                });
            case VpsStopRequested stop ->
                changePower(() -> {
                    if (!fails(stop.vpsId())) {
                        courier.send(new ReportStopped(stop.vpsId(), courier.stamp()));
                    }
                });
            case VpsRestartRequested restart ->
                changePower(() -> {
                    if (!fails(restart.vpsId())) {
                        courier.send(new ReportRestarted(restart.vpsId(), courier.stamp()));
                    }
                });
            case VpsProvisioningFailed failed -> tearDown(failed.vpsId());
            case VpsDestroyRequested destroy -> tearDown(destroy.vpsId());
            case SuspensionDue due -> due.vpsIds().forEach(this::suspend);
            case BalanceExhausted exhausted -> awaitGraceEnd(exhausted.ledgerId(), exhausted.graceEndsAt());
            case GraceEnded ended ->
                ended.vpsIds().forEach(vps -> soon(() -> courier.send(new ForfeitVps(vps, courier.stamp()))));
            default -> {
                // Nobody reacts to it.
            }
        }
    }

    private void soon(Runnable step) {
        agenda.after(dice.upTo(LONGEST_REACTION), step);
    }

    private void changePower(Runnable step) {
        agenda.after(dice.upTo(LONGEST_POWER_CHANGE), step);
    }

    private void provision(VpsId vps) {
        if (dice.percent(FAILURE_PERCENT)) {
            courier.send(
                    new FailProvisioning(vps, FailureReason.GUEST_UNREACHABLE, "nobody could log in", courier.stamp()));
        } else {
            courier.send(new ReportProvisioned(vps, HOST_KEY, courier.stamp()));
        }
    }

    private boolean fails(VpsId vps) {
        if (!dice.percent(FAILURE_PERCENT)) {
            return false;
        }
        courier.send(new FailPowerChange(vps, FailureReason.TIMED_OUT, "took too long", courier.stamp()));
        return true;
    }

    private void tearDown(VpsId vps) {
        changePower(() -> courier.send(new CompleteTeardown(vps, courier.stamp())));
    }

    private void suspend(VpsId vps) {
        agenda.after(dice.upTo(LONGEST_SUSPENSION), () -> courier.send(new SuspendVps(vps, courier.stamp())));
    }

    /** A deadline is kept by the wall clock, which may be set meanwhile; so it is looked at more than once. */
    private void awaitGraceEnd(LedgerId ledger, Instant endsAt) {
        if (clock.wall().isBefore(endsAt)) {
            if (clock.wall().plus(WARNING).isAfter(endsAt)) {
                courier.send(new WarnOfGraceEnd(ledger, courier.stamp()));
            }
            agenda.after(GRACE_CHECK, () -> awaitGraceEnd(ledger, endsAt));
        } else {
            courier.send(new EndGrace(ledger, clock.wall()));
        }
    }
}
