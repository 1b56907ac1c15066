package dev.litevps.command.vps;

import static dev.litevps.command.RejectionCode.UNKNOWN_VPS;
import static dev.litevps.command.RejectionCode.WRONG_STATE;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.TimeToLive;
import dev.litevps.command.plan.PlanTerms;
import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.command.vps.VpsCommand.ReportRestarted;
import dev.litevps.command.vps.VpsCommand.ReportStopped;
import dev.litevps.command.vps.VpsCommand.RestartVps;
import dev.litevps.command.vps.VpsCommand.UpdateVps;
import dev.litevps.events.Resources;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Personal;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.events.vps.DestroyCause;
import dev.litevps.events.vps.FailureReason;
import dev.litevps.events.vps.Placement;
import dev.litevps.events.vps.StopCause;
import dev.litevps.events.vps.VpsEvent;
import dev.litevps.events.vps.VpsEvent.VpsDestroyRequested;
import dev.litevps.events.vps.VpsEvent.VpsDestroyed;
import dev.litevps.events.vps.VpsEvent.VpsExpiryCleared;
import dev.litevps.events.vps.VpsEvent.VpsExpirySet;
import dev.litevps.events.vps.VpsEvent.VpsLabelled;
import dev.litevps.events.vps.VpsEvent.VpsLost;
import dev.litevps.events.vps.VpsEvent.VpsPlaced;
import dev.litevps.events.vps.VpsEvent.VpsPowerChangeFailed;
import dev.litevps.events.vps.VpsEvent.VpsProvisioned;
import dev.litevps.events.vps.VpsEvent.VpsProvisioningFailed;
import dev.litevps.events.vps.VpsEvent.VpsReclaimed;
import dev.litevps.events.vps.VpsEvent.VpsRenamed;
import dev.litevps.events.vps.VpsEvent.VpsRequested;
import dev.litevps.events.vps.VpsEvent.VpsRestartRequested;
import dev.litevps.events.vps.VpsEvent.VpsRestarted;
import dev.litevps.events.vps.VpsEvent.VpsStartRequested;
import dev.litevps.events.vps.VpsEvent.VpsStarted;
import dev.litevps.events.vps.VpsEvent.VpsStopRequested;
import dev.litevps.events.vps.VpsEvent.VpsStopped;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * A VPS is requested by its owner, placed on a host, and provisioned once its machine can be reached. Then it is stopped,
 * started and restarted as its owner likes, and destroyed in the end. What fails on the way leaves it in error: with
 * nothing, if it never ran; with its disk, if it did. {@link VpsFunding}, {@link VpsMetering} and {@link VpsPlacement} take
 * the decisions that involve money or a host as well.
 */
@Aggregate(cache = "aggregateCache", snapshotTriggerDefinition = "snapshotTrigger")
@Revision("4")
class Vps {

    @AggregateIdentifier
    private @Nullable VpsId vpsId;

    private @Nullable AccountId accountId;
    private @Nullable PlanId planId;
    private @Nullable Placement placement;
    private Phase phase = Phase.REQUESTED;

    @Personal
    private Particulars particulars = Particulars.NONE;

    private Resources resources = Resources.NONE;

    @Personal
    private List<String> authorizedKeys = List.of();

    private @Nullable AccessTokenId tokenId;
    private StopCause stopCause = StopCause.REQUESTED;

    /** When the restart that is under way was asked for. */
    private @Nullable Instant restartRequestedAt;

    // Provisioning

    void request(CreateVps command, PlanTerms terms, List<String> keys) {
        apply(new VpsRequested(
                command.vpsId(),
                command.accountId(),
                command.tokenId(),
                command.name(),
                command.planId(),
                command.template(),
                terms.resources(),
                terms.pricePerHour(),
                keys,
                command.at()));
        if (command.ttlMinutes() != null) {
            Instant end = command.at().plus(TimeToLive.of(command.ttlMinutes()));
            apply(new VpsExpirySet(id(), owner(), end, command.at()));
        }
        if (!command.labels().isEmpty()) {
            apply(new VpsLabelled(id(), owner(), command.labels(), command.at()));
        }
    }

    void place(Placement place, Instant at) {
        apply(new VpsPlaced(id(), owner(), particulars.name(), resources, authorizedKeys, place, at));
    }

    void provisioned(String sshHostKey, Instant at) {
        apply(new VpsProvisioned(id(), owner(), sshHostKey, at));
    }

    void failProvisioning(FailureReason reason, String message, Instant at) {
        apply(new VpsProvisioningFailed(id(), owner(), reason, message, placement, at));
    }

    // Its owner's wishes

    @CommandHandler
    void handle(UpdateVps command) {
        requireOwned(command.accountId());
        particulars.changes(command, owner()).forEach(AggregateLifecycle::apply);
    }

    /** Whether a stop is to be requested: not if one is under way. Refused in a phase that does not allow it. */
    boolean stoppable(AccountId caller) {
        requireOwned(caller);
        if (phase == Phase.STOPPING) {
            return false;
        }
        requirePhase("stopped", Phase.RUNNING);
        return true;
    }

    void requestStop(StopCause cause, Instant at) {
        apply(new VpsStopRequested(id(), owner(), cause, placed(), at));
    }

    @CommandHandler
    void handle(RestartVps command) {
        requireOwned(command.accountId());
        if (phase == Phase.RESTARTING) {
            return;
        }
        requirePhase("restarted", Phase.RUNNING);
        apply(new VpsRestartRequested(id(), owner(), placed(), command.at()));
    }

    /** Whether a start is to be requested: not if one is under way. Refused in a phase that does not allow it. */
    boolean startable(AccountId caller) {
        requireOwned(caller);
        if (phase == Phase.STARTING) {
            return false;
        }
        requirePhase("started", Phase.STOPPED, Phase.STRANDED);
        return true;
    }

    void requestStart(@Nullable AccessTokenId token, Instant at) {
        apply(new VpsStartRequested(id(), owner(), token, particulars.name(), resources, authorizedKeys, placed(), at));
    }

    boolean isExpired(Instant now) {
        return particulars.areExpired(now);
    }

    void destroy(AccountId caller, DestroyCause cause, Instant at) {
        if (!caller.equals(accountId)) {
            throw unknown();
        }
        if (phase.isGone()) {
            return;
        }
        if (phase == Phase.RECLAIMED) {
            apply(new VpsDestroyed(id(), owner(), at));
        } else {
            apply(new VpsDestroyRequested(id(), owner(), cause, placement, at));
        }
    }

    // What the processes report

    void started(Instant at) {
        apply(new VpsStarted(id(), owner(), at));
    }

    @CommandHandler
    void handle(ReportStopped command) {
        if (phase == Phase.STOPPING) {
            apply(new VpsStopped(id(), owner(), stopCause, command.at()));
        }
    }

    @CommandHandler
    void handle(ReportRestarted command) {
        if (phase == Phase.RESTARTING) {
            apply(new VpsRestarted(id(), owner(), command.at()));
        }
    }

    void failPowerChange(FailureReason reason, String message, Instant at) {
        apply(new VpsPowerChangeFailed(id(), owner(), reason, message, at));
    }

    void foundOff(Instant at) {
        apply(new VpsStopped(id(), owner(), StopCause.FOUND_OFF, at));
    }

    void lost(String message, Instant lastSeenAt, Instant at) {
        apply(new VpsLost(id(), owner(), message, lastSeenAt, at));
    }

    void completeTeardown(Instant at) {
        apply(phase == Phase.FAILED ? new VpsReclaimed(id(), owner(), at) : new VpsDestroyed(id(), owner(), at));
    }

    @EventSourcingHandler
    void on(VpsEvent event) {
        switch (event) {
            case VpsRequested requested -> begin(requested);
            case VpsPlaced placed -> {
                placement = placed.placement();
                phase = Phase.BUILDING;
            }
            case VpsProvisioned _ -> phase = Phase.RUNNING;
            case VpsProvisioningFailed _ -> phase = Phase.FAILED;
            case VpsRenamed renamed -> particulars = particulars.withName(renamed.name());
            case VpsLabelled labelled -> particulars = particulars.withLabels(labelled.labels());
            case VpsExpirySet set -> particulars = particulars.withExpiry(set.expiresAt());
            case VpsExpiryCleared _ -> particulars = particulars.withExpiry(null);
            case VpsStartRequested requested -> {
                phase = Phase.STARTING;
                tokenId = requested.tokenId();
            }
            case VpsStarted _ -> phase = Phase.RUNNING;
            case VpsStopRequested requested -> {
                phase = Phase.STOPPING;
                stopCause = requested.cause();
            }
            case VpsStopped _ -> phase = Phase.STOPPED;
            case VpsRestartRequested requested -> {
                phase = Phase.RESTARTING;
                restartRequestedAt = requested.at();
            }
            case VpsRestarted _ -> phase = Phase.RUNNING;
            case VpsPowerChangeFailed _ -> phase = Phase.STRANDED;
            case VpsLost _ -> phase = Phase.STRANDED;
            case VpsDestroyRequested _ -> phase = Phase.DESTROYING;
            case VpsReclaimed _ -> {
                placement = null;
                phase = Phase.RECLAIMED;
            }
            case VpsDestroyed _ -> {
                placement = null;
                phase = Phase.DESTROYED;
            }
        }
    }

    private void begin(VpsRequested requested) {
        vpsId = requested.vpsId();
        accountId = requested.accountId();
        planId = requested.planId();
        particulars = particulars.withName(requested.name());
        resources = requested.resources();
        authorizedKeys = requested.authorizedKeys();
        tokenId = requested.tokenId();
    }

    // What others may know

    boolean exists() {
        return vpsId != null;
    }

    Phase phase() {
        return phase;
    }

    AccountId owner() {
        return Objects.requireNonNull(accountId);
    }

    PlanId plan() {
        return Objects.requireNonNull(planId);
    }

    Resources resources() {
        return resources;
    }

    /** The access token with which it was created or started the last time, if it was one. */
    @Nullable
    AccessTokenId token() {
        return tokenId;
    }

    /** Since when it is known not to run, if the change of power that is under way fails now: since it was asked for. */
    Instant brokenSince(Instant now) {
        return phase == Phase.RESTARTING && restartRequestedAt != null ? restartRequestedAt : now;
    }

    @Nullable
    Placement placement() {
        return placement;
    }

    private VpsId id() {
        return Objects.requireNonNull(vpsId);
    }

    private Placement placed() {
        return Objects.requireNonNull(placement);
    }

    void requireOwned(AccountId caller) {
        if (!caller.equals(accountId) || phase.isGone()) {
            throw unknown();
        }
    }

    private static CommandRejected unknown() {
        return new CommandRejected(UNKNOWN_VPS, "there is no such VPS");
    }

    void requirePhase(String wish, Phase... allowed) {
        if (!List.of(allowed).contains(phase)) {
            throw new CommandRejected(WRONG_STATE, "a VPS that is %s cannot be %s".formatted(phase.inWords(), wish));
        }
    }
}
