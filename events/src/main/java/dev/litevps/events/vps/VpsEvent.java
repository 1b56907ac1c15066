package dev.litevps.events.vps;

import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Personal;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.token.AccessTokenId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** The life of a VPS. {@code docs/lifecycle.md} draws it. */
public sealed interface VpsEvent {

    VpsId vpsId();

    AccountId accountId();

    Instant at();

    /**
     * The customer wants a VPS and has the money for it; the hold on the ledger is in the same transaction. The
     * provisioning saga starts here.
     *
     * @param pricePerHour the plan's price at this moment
     * @param tokenId the access token with which it was asked for; null if it was none
     * @param template the slug of the template with which it was asked for; null if it was none
     * @param authorizedKeys the customer's SSH public keys, one line each, copied so that they outlive their removal
     */
    @Revision("3")
    record VpsRequested(
            VpsId vpsId,
            AccountId accountId,
            @Nullable AccessTokenId tokenId,
            @Personal String name,
            PlanId planId,
            @Nullable String template,
            Resources resources,
            Usd pricePerHour,
            @Personal List<String> authorizedKeys,
            Instant at)
            implements VpsEvent {
        public VpsRequested {
            authorizedKeys = List.copyOf(authorizedKeys);
        }
    }

    /** The VPS has a host and an address; both were taken in the same transaction. The saga orders the machine. */
    @Revision("1")
    record VpsPlaced(
            VpsId vpsId,
            AccountId accountId,
            @Personal String name,
            Resources resources,
            @Personal List<String> authorizedKeys,
            Placement placement,
            Instant at)
            implements VpsEvent {
        public VpsPlaced {
            authorizedKeys = List.copyOf(authorizedKeys);
        }
    }

    /**
     * The machine runs and its SSH server greets with the pinned key; the hold was released in the same transaction.
     *
     * @param sshHostKey the guest's public host key, {@code ssh-ed25519 AAAA…}
     */
    @Revision("1")
    record VpsProvisioned(VpsId vpsId, AccountId accountId, String sshHostKey, Instant at) implements VpsEvent {}

    /** The VPS could not be created. The teardown saga gives back what it had. */
    @Revision("1")
    record VpsProvisioningFailed(
            VpsId vpsId,
            AccountId accountId,
            FailureReason reason,
            String message,
            @Nullable Placement placement,
            Instant at)
            implements VpsEvent {}

    /** The VPS has another name. */
    @Revision("1")
    record VpsRenamed(
            VpsId vpsId, AccountId accountId, @Personal String name, Instant at) implements VpsEvent {}

    /** These are all the labels of the VPS from now on. */
    @Revision("1")
    record VpsLabelled(
            VpsId vpsId, AccountId accountId, @Personal Map<String, String> labels, Instant at) implements VpsEvent {
        public VpsLabelled {
            labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        }
    }

    /** The VPS has until then to live, and no longer. The expiry saga has it destroyed. */
    @Revision("1")
    record VpsExpirySet(VpsId vpsId, AccountId accountId, Instant expiresAt, Instant at) implements VpsEvent {}

    /** The VPS lives until somebody destroys it. The expiry saga lets it. */
    @Revision("1")
    record VpsExpiryCleared(VpsId vpsId, AccountId accountId, Instant at) implements VpsEvent {}

    /**
     * The VPS shall run again, and the money for it is held. The power saga orders it from the host.
     *
     * @param tokenId the access token with which it was asked for, and which spends what it costs now; null if it was none
     */
    @Revision("2")
    record VpsStartRequested(
            VpsId vpsId,
            AccountId accountId,
            @Nullable AccessTokenId tokenId,
            @Personal String name,
            Resources resources,
            @Personal List<String> authorizedKeys,
            Placement placement,
            Instant at)
            implements VpsEvent {
        public VpsStartRequested {
            authorizedKeys = List.copyOf(authorizedKeys);
        }
    }

    /** The VPS runs and its SSH server greets; the hold was released in the same transaction. */
    @Revision("1")
    record VpsStarted(VpsId vpsId, AccountId accountId, Instant at) implements VpsEvent {}

    /** The VPS shall stop. The power saga orders it from the host. */
    @Revision("1")
    record VpsStopRequested(VpsId vpsId, AccountId accountId, StopCause cause, Placement placement, Instant at)
            implements VpsEvent {}

    /** The VPS is switched off and keeps its disk and its address. */
    @Revision("1")
    record VpsStopped(VpsId vpsId, AccountId accountId, StopCause cause, Instant at) implements VpsEvent {}

    /** The VPS shall reboot. The power saga orders it from the host. */
    @Revision("1")
    record VpsRestartRequested(VpsId vpsId, AccountId accountId, Placement placement, Instant at) implements VpsEvent {}

    /** The VPS rebooted and its SSH server greets. */
    @Revision("1")
    record VpsRestarted(VpsId vpsId, AccountId accountId, Instant at) implements VpsEvent {}

    /** A start, stop or restart did not succeed in time. The disk is kept; the VPS can be started or destroyed. */
    @Revision("1")
    record VpsPowerChangeFailed(VpsId vpsId, AccountId accountId, FailureReason reason, String message, Instant at)
            implements VpsEvent {}

    /**
     * The reconciler did not find the machine on its host.
     *
     * @param lastSeenAt when it was found there, in order, for the last time: a VPS that ran is charged up to then
     */
    @Revision("1")
    record VpsLost(VpsId vpsId, AccountId accountId, String message, Instant lastSeenAt, Instant at)
            implements VpsEvent {}

    /**
     * The VPS shall be gone. The teardown saga removes it from its host.
     *
     * @param cause null if it was not on record, as in the first revision
     */
    @Revision("2")
    record VpsDestroyRequested(
            VpsId vpsId,
            AccountId accountId,
            @Nullable DestroyCause cause,
            @Nullable Placement placement,
            Instant at) implements VpsEvent {}

    /** Nothing of the failed VPS is left: machine, disk, address, capacity and hold were given back. */
    @Revision("1")
    record VpsReclaimed(VpsId vpsId, AccountId accountId, Instant at) implements VpsEvent {}

    /** Nothing of the VPS is left: machine, disk, address, capacity and hold were given back. Its life ends here. */
    @Revision("1")
    record VpsDestroyed(VpsId vpsId, AccountId accountId, Instant at) implements VpsEvent {}
}
