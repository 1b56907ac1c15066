package dev.litevps.query.vps;

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
import dev.litevps.events.vps.VpsEvent;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can happen to one VPS. */
public final class VpsLife {

    static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    static final Resources SMALL = new Resources(1, 512, 10);

    final VpsId id = new VpsId(UUID.randomUUID());
    final AccountId account;
    final PlanId plan = new PlanId(UUID.randomUUID());
    final Placement placement =
            new Placement(new HostId(UUID.randomUUID()), new AddressPoolId(UUID.randomUUID()), "127.0.1.7", 2222);

    public VpsLife() {
        this(new AccountId(UUID.randomUUID()));
    }

    VpsLife(AccountId account) {
        this.account = account;
    }

    public VpsId id() {
        return id;
    }

    public VpsEvent requested() {
        return new VpsEvent.VpsRequested(
                id, account, null, "web", plan, "small", SMALL, Usd.of("0.0042"), List.of(), AT);
    }

    public VpsEvent placed() {
        return new VpsEvent.VpsPlaced(id, account, "web", SMALL, List.of(), placement, AT);
    }

    public VpsEvent provisioned() {
        return new VpsEvent.VpsProvisioned(id, account, "ssh-ed25519 AAAA", AT);
    }

    public VpsEvent powerChangeFailed(FailureReason reason) {
        return new VpsEvent.VpsPowerChangeFailed(id, account, reason, "It did not work", AT);
    }

    public VpsEvent provisioningFailed() {
        return new VpsEvent.VpsProvisioningFailed(id, account, FailureReason.NO_CAPACITY, "All full", null, AT);
    }

    public VpsEvent renamed(String name) {
        return new VpsEvent.VpsRenamed(id, account, name, AT);
    }

    public VpsEvent startRequested() {
        return new VpsEvent.VpsStartRequested(id, account, null, "web", SMALL, List.of(), placement, AT);
    }

    public VpsEvent started() {
        return new VpsEvent.VpsStarted(id, account, AT);
    }

    public VpsEvent stopRequested() {
        return stopRequested(StopCause.REQUESTED);
    }

    public VpsEvent stopRequested(StopCause cause) {
        return new VpsEvent.VpsStopRequested(id, account, cause, placement, AT);
    }

    public VpsEvent stopped(StopCause cause) {
        return new VpsEvent.VpsStopped(id, account, cause, AT);
    }

    public VpsEvent restartRequested() {
        return new VpsEvent.VpsRestartRequested(id, account, placement, AT);
    }

    public VpsEvent restarted() {
        return new VpsEvent.VpsRestarted(id, account, AT);
    }

    public VpsEvent powerChangeFailed() {
        return new VpsEvent.VpsPowerChangeFailed(id, account, FailureReason.TIMED_OUT, "Took too long", AT);
    }

    public VpsEvent lost() {
        return new VpsEvent.VpsLost(id, account, "It is gone", AT, AT);
    }

    public VpsEvent destroyRequested() {
        return destroyRequested(DestroyCause.REQUESTED);
    }

    public VpsEvent destroyRequested(@Nullable DestroyCause cause) {
        return new VpsEvent.VpsDestroyRequested(id, account, cause, placement, AT);
    }

    public VpsEvent labelled(Map<String, String> labels) {
        return new VpsEvent.VpsLabelled(id, account, labels, AT);
    }

    public VpsEvent expirySet(Instant expiresAt) {
        return new VpsEvent.VpsExpirySet(id, account, expiresAt, AT);
    }

    public VpsEvent expiryCleared() {
        return new VpsEvent.VpsExpiryCleared(id, account, AT);
    }

    public VpsEvent reclaimed() {
        return new VpsEvent.VpsReclaimed(id, account, AT);
    }

    public VpsEvent destroyed() {
        return new VpsEvent.VpsDestroyed(id, account, AT);
    }
}
