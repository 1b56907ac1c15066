package dev.litevps.command.snapshot;

import dev.litevps.command.Aggregates;
import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.snapshot.SnapshotCommand.CreateSnapshot;
import dev.litevps.command.snapshot.SnapshotCommand.DeleteSnapshot;
import dev.litevps.command.snapshot.SnapshotCommand.RestoreSnapshot;
import dev.litevps.events.snapshot.SnapshotsId;
import dev.litevps.events.vps.Placement;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/**
 * The snapshots of VPSes, for decisions on a VPS. Whoever calls has loaded the VPS before, found that it is its owner who
 * asks, and that the VPS is in a state that allows it.
 */
@Component
public class VpsSnapshots {

    private final Repository<Snapshots> repository;
    private final EventStore eventStore;

    VpsSnapshots(Repository<Snapshots> repository, EventStore eventStore) {
        this.eventStore = eventStore;
        this.repository = repository;
    }

    /** Refused if there is work under way, the name is taken or not allowed, or there are enough. */
    public void create(CreateSnapshot command, Placement placement) {
        Aggregates.decide(
                repository,
                new SnapshotsId(command.vpsId()),
                Snapshots::new,
                snapshots -> snapshots.create(command, placement));
    }

    /** Refused if there is other work under way, or no such snapshot that is whole. */
    public void restore(RestoreSnapshot command, Placement placement) {
        find(command.vpsId())
                .orElseThrow(VpsSnapshots::unknown)
                .execute(snapshots -> snapshots.restore(command.name(), placement, command.at()));
    }

    /** Refused if there is other work under way, or no such snapshot. */
    public void delete(DeleteSnapshot command, Placement placement) {
        find(command.vpsId())
                .orElseThrow(VpsSnapshots::unknown)
                .execute(snapshots -> snapshots.delete(command.name(), placement, command.at()));
    }

    /** {@link CommandRejected} while a snapshot of the VPS is taken, restored or deleted. */
    public void requireIdle(VpsId vpsId) {
        find(vpsId).ifPresent(snapshots -> snapshots.execute(Snapshots::requireIdle));
    }

    /** The VPS is on its way out, and its snapshots with it. */
    public void giveUp(VpsId vpsId, Instant at) {
        find(vpsId).ifPresent(snapshots -> snapshots.execute(all -> all.giveUp(at)));
    }

    /** Asked for before it is loaded: most have none, which a repository takes for a mistake and warns of. */
    private Optional<Aggregate<Snapshots>> find(VpsId vpsId) {
        String id = new SnapshotsId(vpsId).toString();
        return eventStore.lastSequenceNumberFor(id).map(_ -> repository.load(id));
    }

    static CommandRejected unknown() {
        return new CommandRejected(RejectionCode.UNKNOWN_SNAPSHOT, "the VPS has no such snapshot");
    }
}
