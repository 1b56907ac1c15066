package dev.litevps.command.host;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.host.HostCommand.AddHost;
import dev.litevps.command.host.HostCommand.CordonHost;
import dev.litevps.command.host.HostCommand.DrainHost;
import dev.litevps.command.host.HostCommand.RecordOrphanRemoved;
import dev.litevps.command.host.HostCommand.RegisterHost;
import dev.litevps.command.host.HostCommand.ReportHostAnswering;
import dev.litevps.command.host.HostCommand.ReportHostSilent;
import dev.litevps.command.host.HostCommand.UncordonHost;
import dev.litevps.events.Resources;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.host.HostConnection;
import dev.litevps.events.host.HostEvent;
import dev.litevps.events.host.HostEvent.CapacityReleased;
import dev.litevps.events.host.HostEvent.CapacityReserved;
import dev.litevps.events.host.HostEvent.HostAnsweredAgain;
import dev.litevps.events.host.HostEvent.HostAttached;
import dev.litevps.events.host.HostEvent.HostCordoned;
import dev.litevps.events.host.HostEvent.HostDrainStarted;
import dev.litevps.events.host.HostEvent.HostDrained;
import dev.litevps.events.host.HostEvent.HostFellSilent;
import dev.litevps.events.host.HostEvent.HostRegistered;
import dev.litevps.events.host.HostEvent.HostRemoved;
import dev.litevps.events.host.HostEvent.HostResized;
import dev.litevps.events.host.HostEvent.HostUncordoned;
import dev.litevps.events.host.HostEvent.OrphanRemoved;
import dev.litevps.events.host.HostId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * A host promises parts of its capacity to VPSes, each at most once, and takes them back. It never promises more than it
 * has.
 *
 * <p>An operator may cordon it, so that it is given no more machines, and uncordon it again. Or drain it: then it is cordoned
 * until its last VPS has given back what it had, and is drained from there on. A drained host that an operator added can be
 * removed, which is the end of it; one of a server's configuration would come back with the server.
 */
@Aggregate(cache = "aggregateCache", snapshotTriggerDefinition = "snapshotTrigger")
@Revision("2")
class Host {

    @AggregateIdentifier
    private @Nullable HostId hostId;

    private @Nullable AddressPoolId addressPoolId;
    private Resources capacity = Resources.NONE;
    private Resources reserved = Resources.NONE;
    private Map<VpsId, Resources> reservations = new HashMap<>();
    private String name = "";
    private @Nullable HostConnection connection;
    private HostState state = HostState.ACTIVE;
    private boolean silent;

    void register(RegisterHost command) {
        if (hostId == null) {
            apply(new HostRegistered(
                    command.hostId(), command.name(), command.capacity(), command.addressPoolId(), command.at()));
        } else if (!command.capacity().equals(capacity)) {
            apply(new HostResized(command.hostId(), command.capacity(), command.at()));
        }
    }

    void add(AddHost command) {
        apply(new HostRegistered(
                command.hostId(),
                command.name(),
                command.capacity(),
                command.addressPool().addressPoolId(),
                command.at()));
        apply(new HostAttached(command.hostId(), command.connection(), command.at()));
    }

    @CommandHandler
    void handle(CordonHost command) {
        requireNotRemoved();
        if (state == HostState.ACTIVE) {
            apply(new HostCordoned(command.hostId(), command.at()));
        }
    }

    @CommandHandler
    void handle(UncordonHost command) {
        requireNotRemoved();
        if (state != HostState.ACTIVE) {
            apply(new HostUncordoned(command.hostId(), command.at()));
        }
    }

    @CommandHandler
    void handle(DrainHost command) {
        requireNotRemoved();
        if (state == HostState.ACTIVE || state == HostState.CORDONED) {
            apply(new HostDrainStarted(command.hostId(), command.at()));
            noteIfDrained(command.at());
        }
    }

    void remove(Instant at) {
        if (state == HostState.REMOVED) {
            return;
        }
        if (connection == null) {
            throw new CommandRejected(
                    RejectionCode.WRONG_STATE, "this host belongs to a server's configuration and cannot be removed");
        }
        if (state != HostState.DRAINED) {
            throw new CommandRejected(RejectionCode.WRONG_STATE, "only a drained host can be removed; drain it first");
        }
        apply(new HostRemoved(Objects.requireNonNull(hostId), at));
    }

    @CommandHandler
    void handle(ReportHostSilent command) {
        if (!silent && state != HostState.REMOVED) {
            apply(new HostFellSilent(command.hostId(), command.at()));
        }
    }

    @CommandHandler
    void handle(ReportHostAnswering command) {
        if (state == HostState.REMOVED) {
            return;
        }
        if (silent) {
            apply(new HostAnsweredAgain(command.hostId(), command.at()));
        }
        if (!command.capacity().equals(capacity)) {
            apply(new HostResized(command.hostId(), command.capacity(), command.at()));
        }
    }

    @CommandHandler
    void handle(RecordOrphanRemoved command) {
        apply(new OrphanRemoved(command.hostId(), command.vpsId(), command.at()));
    }

    /** What it offers to new machines; empty while it is given none. */
    Optional<HostOffer> offer() {
        return state == HostState.ACTIVE
                ? Optional.of(
                        new HostOffer(Objects.requireNonNull(hostId), capacity.minus(reserved), addressPool(), !silent))
                : Optional.empty();
    }

    boolean exists() {
        return hostId != null;
    }

    AddressPoolId addressPool() {
        return Objects.requireNonNull(addressPoolId);
    }

    /** Whether it cannot be told from one that is added like this. */
    boolean isMistakableFor(AddHost command) {
        boolean sameConnection =
                connection != null && connection.uri() != null && connection.equals(command.connection());
        return name.equals(command.name()) || sameConnection;
    }

    void reserve(VpsId vpsId, Resources resources, Instant at) {
        if (reservations.containsKey(vpsId)) {
            return;
        }
        if (!capacity.minus(reserved).covers(resources)) {
            throw new IllegalStateException("asked to promise more than host " + hostId + " has");
        }
        apply(new CapacityReserved(Objects.requireNonNull(hostId), vpsId, resources, at));
    }

    void release(VpsId vpsId, Instant at) {
        Resources resources = reservations.get(vpsId);
        if (resources != null) {
            apply(new CapacityReleased(Objects.requireNonNull(hostId), vpsId, resources, at));
            noteIfDrained(at);
        }
    }

    private void noteIfDrained(Instant at) {
        if (state == HostState.DRAINING && reservations.isEmpty()) {
            apply(new HostDrained(Objects.requireNonNull(hostId), at));
        }
    }

    private void requireNotRemoved() {
        if (state == HostState.REMOVED) {
            throw new CommandRejected(RejectionCode.UNKNOWN_HOST, "there is no such host");
        }
    }

    @EventSourcingHandler
    void on(HostEvent event) {
        switch (event) {
            case HostRegistered registered -> {
                hostId = registered.hostId();
                name = registered.name();
                addressPoolId = registered.addressPoolId();
                capacity = registered.capacity();
            }
            case HostResized resized -> capacity = resized.capacity();
            case CapacityReserved reservation -> {
                reserved = reserved.plus(reservation.resources());
                reservations.put(reservation.vpsId(), reservation.resources());
            }
            case CapacityReleased release -> {
                reserved = reserved.minus(release.resources());
                reservations.remove(release.vpsId());
            }
            case HostAttached attached -> connection = attached.connection();
            case HostCordoned _ -> state = HostState.CORDONED;
            case HostUncordoned _ -> state = HostState.ACTIVE;
            case HostDrainStarted _ -> state = HostState.DRAINING;
            case HostDrained _ -> state = HostState.DRAINED;
            case HostRemoved _ -> state = HostState.REMOVED;
            case HostFellSilent _ -> silent = true;
            case HostAnsweredAgain _ -> silent = false;
            case OrphanRemoved _ -> {
                // A finding for operators; it was never promised.
            }
        }
    }
}
