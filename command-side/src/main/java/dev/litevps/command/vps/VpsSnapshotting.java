package dev.litevps.command.vps;

import dev.litevps.command.Aggregates;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.snapshot.SnapshotCommand;
import dev.litevps.command.snapshot.SnapshotCommand.CreateSnapshot;
import dev.litevps.command.snapshot.SnapshotCommand.DeleteSnapshot;
import dev.litevps.command.snapshot.SnapshotCommand.RestoreSnapshot;
import dev.litevps.command.snapshot.VpsSnapshots;
import dev.litevps.events.vps.Placement;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/**
 * The decisions that involve a VPS and its snapshots: both are loaded in one unit of work. A snapshot is taken of a VPS
 * that runs or is stopped, and restored to one that is stopped; one can be deleted also while the VPS is in error.
 */
@Component
class VpsSnapshotting {

    private final Repository<Vps> machines;
    private final VpsSnapshots snapshots;

    VpsSnapshotting(Repository<Vps> machines, VpsSnapshots snapshots) {
        this.machines = machines;
        this.snapshots = snapshots;
    }

    @CommandHandler
    void handle(CreateSnapshot command) {
        snapshots.create(command, placement(command, "snapshotted", Phase.RUNNING, Phase.STOPPED));
    }

    @CommandHandler
    void handle(RestoreSnapshot command) {
        snapshots.restore(command, placement(command, "restored; stop it first", Phase.STOPPED));
    }

    @CommandHandler
    void handle(DeleteSnapshot command) {
        snapshots.delete(
                command, placement(command, "relieved of a snapshot", Phase.RUNNING, Phase.STOPPED, Phase.STRANDED));
    }

    /** Where the VPS is, if it is its owner's and in one of these phases; refused if not. */
    private Placement placement(SnapshotCommand.Wish command, String wish, Phase... allowed) {
        return Aggregates.load(machines, command.vpsId(), RejectionCode.UNKNOWN_VPS, "there is no such VPS")
                .invoke(vps -> {
                    vps.requireOwned(command.accountId());
                    vps.requirePhase(wish, allowed);
                    return Objects.requireNonNull(vps.placement());
                });
    }
}
