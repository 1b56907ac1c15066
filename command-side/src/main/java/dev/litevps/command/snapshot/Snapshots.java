package dev.litevps.command.snapshot;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.snapshot.SnapshotCommand.CreateSnapshot;
import dev.litevps.command.snapshot.SnapshotCommand.FailSnapshotWork;
import dev.litevps.command.snapshot.SnapshotCommand.ReportSnapshotDeleted;
import dev.litevps.command.snapshot.SnapshotCommand.ReportSnapshotRestored;
import dev.litevps.command.snapshot.SnapshotCommand.ReportSnapshotTaken;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Personal;
import dev.litevps.events.snapshot.SnapshotEvent;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotDeleteFailed;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotDeleteRequested;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotDeleted;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotFailed;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRequested;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRestoreFailed;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRestoreRequested;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRestored;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotTaken;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotsGivenUp;
import dev.litevps.events.snapshot.SnapshotId;
import dev.litevps.events.snapshot.SnapshotsId;
import dev.litevps.events.vps.Placement;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of one VPS. They begin with the first that is asked for. At most one of them is worked on at a time: taken,
 * restored or deleted; that ends with success or with a failure, and then the next may be. A snapshot that could not be
 * taken keeps its name, with the reason, until its owner deletes it. When the VPS is destroyed, all end at once.
 */
@Aggregate(cache = "aggregateCache", snapshotTriggerDefinition = "snapshotTrigger")
@Revision("1")
class Snapshots {

    /** What is being done to a snapshot. */
    private enum Work {
        CREATE("is being created"),
        RESTORE("is being restored"),
        DELETE("is being deleted");

        private final String inWords;

        Work(String inWords) {
            this.inWords = inWords;
        }
    }

    @AggregateIdentifier
    private @Nullable SnapshotsId snapshotsId;

    private @Nullable AccountId accountId;

    /** All that are not deleted. */
    @Personal
    private Map<SnapshotId, String> names = new HashMap<>();

    /** Those of them that the host has, as far as it is known. */
    private Set<SnapshotId> restorable = new HashSet<>();

    private @Nullable SnapshotId worked;
    private @Nullable Work work;
    private @Nullable Placement placement;

    // Its owner's wishes

    void create(CreateSnapshot command, Placement on) {
        if (names.containsKey(command.snapshotId())) {
            return;
        }
        SnapshotName.require(command.name());
        if (names.containsValue(command.name())) {
            throw new CommandRejected(
                    RejectionCode.SNAPSHOT_EXISTS, "the VPS has a snapshot of this name already; delete it first");
        }
        requireIdle();
        if (names.size() >= command.most()) {
            throw new CommandRejected(
                    RejectionCode.TOO_MANY_SNAPSHOTS,
                    "a VPS can have " + command.most() + " snapshots; delete one first");
        }
        apply(new SnapshotRequested(
                new SnapshotsId(command.vpsId()),
                command.vpsId(),
                command.accountId(),
                command.snapshotId(),
                command.name(),
                on,
                command.at()));
    }

    void restore(String name, Placement on, Instant at) {
        SnapshotId snapshot = named(name);
        if (snapshot.equals(worked) && work == Work.RESTORE) {
            return;
        }
        requireIdle();
        if (!restorable.contains(snapshot)) {
            throw new CommandRejected(
                    RejectionCode.WRONG_STATE, "this snapshot is in error and cannot be restored; delete it");
        }
        apply(new SnapshotRestoreRequested(id(), id().vpsId(), owner(), snapshot, on, at));
    }

    void delete(String name, Placement on, Instant at) {
        SnapshotId snapshot = named(name);
        if (snapshot.equals(worked) && work == Work.DELETE) {
            return;
        }
        requireIdle();
        apply(new SnapshotDeleteRequested(id(), id().vpsId(), owner(), snapshot, on, at));
    }

    /** {@link CommandRejected} while anything is done to one of them. */
    void requireIdle() {
        if (work != null) {
            throw new CommandRejected(
                    RejectionCode.WRONG_STATE,
                    "this has to wait: snapshot %s of the VPS %s".formatted(names.get(worked), work.inWords));
        }
    }

    /** The VPS is on its way out. */
    void giveUp(Instant at) {
        if (!names.isEmpty()) {
            apply(new SnapshotsGivenUp(id(), id().vpsId(), owner(), at));
        }
    }

    // What the process reports

    @CommandHandler
    void handle(ReportSnapshotTaken command) {
        if (isAt(Work.CREATE, command.snapshotId())) {
            apply(new SnapshotTaken(id(), id().vpsId(), owner(), command.snapshotId(), command.at()));
        }
    }

    @CommandHandler
    void handle(ReportSnapshotRestored command) {
        if (isAt(Work.RESTORE, command.snapshotId())) {
            apply(new SnapshotRestored(id(), id().vpsId(), owner(), command.snapshotId(), command.at()));
        }
    }

    @CommandHandler
    void handle(ReportSnapshotDeleted command) {
        if (isAt(Work.DELETE, command.snapshotId())) {
            apply(new SnapshotDeleted(id(), id().vpsId(), owner(), command.snapshotId(), command.at()));
        }
    }

    @CommandHandler
    void handle(FailSnapshotWork command) {
        SnapshotId snapshot = command.snapshotId();
        String message = command.message();
        if (work == null || !snapshot.equals(worked)) {
            return;
        }
        switch (work) {
            case CREATE ->
                apply(new SnapshotFailed(
                        id(),
                        id().vpsId(),
                        owner(),
                        snapshot,
                        message,
                        Objects.requireNonNull(placement),
                        command.at()));
            case RESTORE ->
                apply(new SnapshotRestoreFailed(id(), id().vpsId(), owner(), snapshot, message, command.at()));
            case DELETE ->
                apply(new SnapshotDeleteFailed(id(), id().vpsId(), owner(), snapshot, message, command.at()));
        }
    }

    @EventSourcingHandler
    void on(SnapshotEvent event) {
        switch (event) {
            case SnapshotRequested requested -> {
                snapshotsId = requested.snapshotsId();
                accountId = requested.accountId();
                names.put(requested.snapshotId(), requested.name());
                begin(Work.CREATE, requested.snapshotId(), requested.placement());
            }
            case SnapshotTaken taken -> {
                restorable.add(taken.snapshotId());
                end();
            }
            case SnapshotRestoreRequested requested ->
                begin(Work.RESTORE, requested.snapshotId(), requested.placement());
            case SnapshotDeleteRequested requested -> begin(Work.DELETE, requested.snapshotId(), requested.placement());
            case SnapshotFailed _, SnapshotRestored _, SnapshotRestoreFailed _ -> end();
            case SnapshotDeleteFailed failed -> {
                // Nobody knows how much of it is left.
                restorable.remove(failed.snapshotId());
                end();
            }
            case SnapshotDeleted deleted -> {
                names.remove(deleted.snapshotId());
                restorable.remove(deleted.snapshotId());
                end();
            }
            case SnapshotsGivenUp _ -> {
                names.clear();
                restorable.clear();
                end();
            }
        }
    }

    private void begin(Work what, SnapshotId snapshot, Placement on) {
        work = what;
        worked = snapshot;
        placement = on;
    }

    private void end() {
        work = null;
        worked = null;
        placement = null;
    }

    private boolean isAt(Work what, SnapshotId snapshot) {
        return work == what && snapshot.equals(worked);
    }

    private SnapshotId named(String name) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(VpsSnapshots::unknown);
    }

    private SnapshotsId id() {
        return Objects.requireNonNull(snapshotsId);
    }

    private AccountId owner() {
        return Objects.requireNonNull(accountId);
    }
}
