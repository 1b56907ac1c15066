package dev.litevps.command.vps;

import dev.litevps.command.Aggregates;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.address.AddressPools;
import dev.litevps.command.address.AddressPools.Endpoint;
import dev.litevps.command.host.HostOffer;
import dev.litevps.command.host.Hosts;
import dev.litevps.command.ledger.Ledgers;
import dev.litevps.command.snapshot.VpsSnapshots;
import dev.litevps.command.vps.VpsCommand.CompleteTeardown;
import dev.litevps.command.vps.VpsCommand.DestroyVps;
import dev.litevps.command.vps.VpsCommand.ExpireVps;
import dev.litevps.command.vps.VpsCommand.FailProvisioning;
import dev.litevps.command.vps.VpsCommand.ForfeitVps;
import dev.litevps.command.vps.VpsCommand.PlaceVps;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.vps.DestroyCause;
import dev.litevps.events.vps.FailureReason;
import dev.litevps.events.vps.Placement;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/**
 * Where a VPS gets its host and its address, and where it gives back all that it had. Each is one unit of work: a VPS
 * that is placed owns both, and one that is gone owns nothing, at every moment in between.
 */
@Component
class VpsPlacement {

    private final Repository<Vps> machines;
    private final VpsSnapshots snapshots;
    private final Hosts hosts;
    private final AddressPools addressPools;
    private final Ledgers ledgers;

    VpsPlacement(
            Repository<Vps> machines, VpsSnapshots snapshots, Hosts hosts, AddressPools addressPools, Ledgers ledgers) {
        this.machines = machines;
        this.snapshots = snapshots;
        this.hosts = hosts;
        this.addressPools = addressPools;
        this.ledgers = ledgers;
    }

    @CommandHandler
    void handle(PlaceVps command) {
        Aggregate<Vps> vps = machines.load(command.vpsId().toString());
        if (vps.invoke(Vps::phase) != Phase.REQUESTED) {
            return;
        }
        Optional<HostOffer> host = hosts.choose(vps.invoke(Vps::resources));
        if (host.isEmpty()) {
            fail(vps, FailureReason.NO_CAPACITY, "no host has room for this plan at the moment", command);
            return;
        }
        HostOffer chosen = host.get();
        Optional<Endpoint> endpoint = addressPools.allocate(chosen.addressPoolId(), command.vpsId(), command.at());
        if (endpoint.isEmpty()) {
            fail(vps, FailureReason.NO_ADDRESS, "no network address is free at the moment", command);
            return;
        }
        hosts.reserve(chosen.hostId(), command.vpsId(), vps.invoke(Vps::resources), command.at());
        Placement placement = new Placement(
                chosen.hostId(),
                chosen.addressPoolId(),
                endpoint.get().address(),
                endpoint.get().sshPort());
        vps.execute(machine -> machine.place(placement, command.at()));
    }

    @CommandHandler
    void handle(FailProvisioning command) {
        Aggregate<Vps> vps = machines.load(command.vpsId().toString());
        Phase phase = vps.invoke(Vps::phase);
        if (phase == Phase.REQUESTED || phase == Phase.BUILDING) {
            releaseHold(vps, command, command.at());
            vps.execute(machine -> machine.failProvisioning(command.reason(), command.message(), command.at()));
        }
    }

    @CommandHandler
    void handle(DestroyVps command) {
        Aggregate<Vps> vps =
                Aggregates.load(machines, command.vpsId(), RejectionCode.UNKNOWN_VPS, "there is no such VPS");
        destroy(vps, command.accountId(), DestroyCause.REQUESTED, command, command.at());
    }

    /** Its time may have been prolonged since it was noted; and a clock may be a little behind the one that noted it. */
    @CommandHandler
    void handle(ExpireVps command) {
        Aggregate<Vps> vps = machines.load(command.vpsId().toString());
        if (vps.invoke(machine -> machine.isExpired(command.at()))) {
            destroy(vps, vps.invoke(Vps::owner), DestroyCause.EXPIRED, command, command.at());
        }
    }

    @CommandHandler
    void handle(ForfeitVps command) {
        Aggregate<Vps> vps = machines.load(command.vpsId().toString());
        AccountId owner = vps.invoke(Vps::owner);
        if (ledgers.isForfeit(owner)) {
            destroy(vps, owner, DestroyCause.GRACE_ENDED, command, command.at());
        }
    }

    private void destroy(Aggregate<Vps> vps, AccountId caller, DestroyCause cause, VpsCommand command, Instant at) {
        vps.execute(machine -> machine.destroy(caller, cause, at));
        snapshots.giveUp(command.vpsId(), at);
        ledgers.retireMeter(vps.invoke(Vps::owner), command.vpsId(), at);
    }

    @CommandHandler
    void handle(CompleteTeardown command) {
        Aggregate<Vps> vps = machines.load(command.vpsId().toString());
        Phase phase = vps.invoke(Vps::phase);
        if (phase != Phase.FAILED && phase != Phase.DESTROYING) {
            return;
        }
        Placement placement = vps.invoke(Vps::placement);
        if (placement != null) {
            hosts.release(placement.hostId(), command.vpsId(), command.at());
            addressPools.release(placement.addressPoolId(), command.vpsId(), command.at());
        }
        releaseHold(vps, command, command.at());
        vps.execute(machine -> machine.completeTeardown(command.at()));
    }

    private void fail(Aggregate<Vps> vps, FailureReason reason, String message, PlaceVps command) {
        releaseHold(vps, command, command.at());
        vps.execute(machine -> machine.failProvisioning(reason, message, command.at()));
    }

    private void releaseHold(Aggregate<Vps> vps, VpsCommand command, Instant at) {
        ledgers.release(vps.invoke(Vps::owner), command.vpsId(), at);
    }
}
