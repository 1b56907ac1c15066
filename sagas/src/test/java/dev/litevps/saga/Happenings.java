package dev.litevps.saga;

import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.host.HostId;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.vps.DestroyCause;
import dev.litevps.events.vps.FailureReason;
import dev.litevps.events.vps.Placement;
import dev.litevps.events.vps.StopCause;
import dev.litevps.events.vps.VpsEvent.VpsDestroyRequested;
import dev.litevps.events.vps.VpsEvent.VpsDestroyed;
import dev.litevps.events.vps.VpsEvent.VpsLost;
import dev.litevps.events.vps.VpsEvent.VpsPlaced;
import dev.litevps.events.vps.VpsEvent.VpsPowerChangeFailed;
import dev.litevps.events.vps.VpsEvent.VpsProvisioned;
import dev.litevps.events.vps.VpsEvent.VpsProvisioningFailed;
import dev.litevps.events.vps.VpsEvent.VpsReclaimed;
import dev.litevps.events.vps.VpsEvent.VpsRequested;
import dev.litevps.events.vps.VpsEvent.VpsRestartRequested;
import dev.litevps.events.vps.VpsEvent.VpsRestarted;
import dev.litevps.events.vps.VpsEvent.VpsStartRequested;
import dev.litevps.events.vps.VpsEvent.VpsStarted;
import dev.litevps.events.vps.VpsEvent.VpsStopRequested;
import dev.litevps.events.vps.VpsEvent.VpsStopped;
import dev.litevps.events.vps.VpsId;
import dev.litevps.saga.machine.MachineOrder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What happens to one VPS of Ann's, on one host. */
public final class Happenings {

    public static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
    public static final AccountId ANN = new AccountId(new UUID(1, 1));
    public static final HostId HOST = new HostId(new UUID(3, 1));
    public static final VpsId VPS = new VpsId(new UUID(5, 1));
    public static final String NAME = "web-1";
    public static final Resources SMALL = new Resources(1, 1_024, 10);
    public static final List<String> KEYS = List.of("ssh-ed25519 AAAA ann");
    public static final Placement PLACEMENT = new Placement(HOST, new AddressPoolId(new UUID(4, 1)), "127.0.2.1", 2222);
    public static final MachineOrder.Shape SHAPE = new MachineOrder.Shape(NAME, SMALL, KEYS);

    private Happenings() {}

    public static VpsRequested requested() {
        return new VpsRequested(
                VPS, ANN, null, NAME, new PlanId(new UUID(2, 1)), null, SMALL, Usd.of("0.60"), KEYS, NOW);
    }

    public static VpsPlaced placed() {
        return placed(VPS);
    }

    public static VpsPlaced placed(VpsId vpsId) {
        return new VpsPlaced(vpsId, ANN, NAME, SMALL, KEYS, PLACEMENT, NOW);
    }

    public static VpsProvisioned provisioned() {
        return new VpsProvisioned(VPS, ANN, "ssh-ed25519 BBBB", NOW);
    }

    public static VpsProvisioningFailed provisioningFailed() {
        return new VpsProvisioningFailed(VPS, ANN, FailureReason.HOST_REFUSED, "no", PLACEMENT, NOW);
    }

    public static VpsProvisioningFailed placingFailed() {
        return new VpsProvisioningFailed(VPS, ANN, FailureReason.NO_CAPACITY, "full", null, NOW);
    }

    public static VpsStartRequested startRequested() {
        return new VpsStartRequested(VPS, ANN, null, NAME, SMALL, KEYS, PLACEMENT, NOW);
    }

    public static VpsStarted started() {
        return new VpsStarted(VPS, ANN, NOW);
    }

    public static VpsStopRequested stopRequested() {
        return new VpsStopRequested(VPS, ANN, StopCause.REQUESTED, PLACEMENT, NOW);
    }

    public static VpsStopped stopped() {
        return new VpsStopped(VPS, ANN, StopCause.REQUESTED, NOW);
    }

    public static VpsStopped foundOff() {
        return new VpsStopped(VPS, ANN, StopCause.FOUND_OFF, NOW);
    }

    public static VpsRestartRequested restartRequested() {
        return new VpsRestartRequested(VPS, ANN, PLACEMENT, NOW);
    }

    public static VpsRestarted restarted() {
        return new VpsRestarted(VPS, ANN, NOW);
    }

    public static VpsPowerChangeFailed powerChangeFailed() {
        return new VpsPowerChangeFailed(VPS, ANN, FailureReason.HOST_UNREACHABLE, "no answer", NOW);
    }

    public static VpsLost lost() {
        return new VpsLost(VPS, ANN, "gone", NOW, NOW);
    }

    public static VpsDestroyRequested destroyRequested() {
        return new VpsDestroyRequested(VPS, ANN, DestroyCause.REQUESTED, PLACEMENT, NOW);
    }

    public static VpsDestroyRequested destroyRequestedBeforePlacement() {
        return new VpsDestroyRequested(VPS, ANN, DestroyCause.REQUESTED, null, NOW);
    }

    public static VpsReclaimed reclaimed() {
        return new VpsReclaimed(VPS, ANN, NOW);
    }

    public static VpsDestroyed destroyed() {
        return new VpsDestroyed(VPS, ANN, NOW);
    }
}
