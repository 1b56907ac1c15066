package dev.litevps.command.host;

import dev.litevps.command.Aggregates;
import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.address.AddressPools;
import dev.litevps.command.host.HostCommand.AddHost;
import dev.litevps.command.host.HostCommand.RegisterHost;
import dev.litevps.command.host.HostCommand.RemoveHost;
import dev.litevps.events.Resources;
import dev.litevps.events.host.HostId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/** Registers, adds and removes hosts, and is what other aggregates' handlers ask of them in their own unit of work. */
@Component
public class Hosts {

    private final Repository<Host> hosts;
    private final Repository<Fleet> fleets;
    private final AddressPools addressPools;

    Hosts(Repository<Host> hosts, Repository<Fleet> fleets, AddressPools addressPools) {
        this.hosts = hosts;
        this.fleets = fleets;
        this.addressPools = addressPools;
    }

    @CommandHandler
    void handle(RegisterHost command) {
        Aggregates.decide(fleets, Fleet.ID, Fleet::new, fleet -> fleet.join(command.hostId(), command.at()));
        Aggregates.decide(hosts, command.hostId(), Host::new, host -> host.register(command));
    }

    @CommandHandler
    void handle(AddHost command) {
        HostTerms.require(command.name(), command.connection());
        Aggregate<Fleet> fleet = Aggregates.loadOrCreate(fleets, Fleet.ID, Fleet::new);
        List<Aggregate<Host>> others = fleet.invoke(Fleet::hosts).stream()
                .filter(id -> !id.equals(command.hostId()))
                .map(id -> hosts.load(id.toString()))
                .toList();
        Aggregate<Host> host = Aggregates.loadOrCreate(hosts, command.hostId(), Host::new);
        if (host.invoke(Host::exists)) {
            return;
        }
        if (others.stream().anyMatch(other -> other.invoke(known -> known.isMistakableFor(command)))) {
            throw new CommandRejected(
                    RejectionCode.HOST_EXISTS, "there is a host with this name or this connection already");
        }
        addressPools.create(
                command.addressPool(),
                others.stream().map(other -> other.invoke(Host::addressPool)).toList());
        fleet.execute(roster -> roster.join(command.hostId(), command.at()));
        host.execute(fresh -> fresh.add(command));
    }

    @CommandHandler
    void handle(RemoveHost command) {
        Aggregate<Fleet> fleet = Aggregates.loadOrCreate(fleets, Fleet.ID, Fleet::new);
        Aggregates.load(hosts, command.hostId(), RejectionCode.UNKNOWN_HOST, "there is no such host")
                .execute(host -> host.remove(command.at()));
        fleet.execute(roster -> roster.leave(command.hostId(), command.at()));
    }

    /** A host with room for {@code request}, if any has it. Nothing is promised yet. */
    public Optional<HostOffer> choose(Resources request) {
        List<HostOffer> offers = roster().stream()
                .map(id -> hosts.load(id.toString()).invoke(Host::offer))
                .flatMap(Optional::stream)
                .toList();
        return Allocator.choose(request, offers);
    }

    /** Promises part of the host's capacity to the VPS. */
    public void reserve(HostId hostId, VpsId vpsId, Resources resources, Instant at) {
        hosts.load(hostId.toString()).execute(host -> host.reserve(vpsId, resources, at));
    }

    /** Takes back what was promised to the VPS, if anything was. */
    public void release(HostId hostId, VpsId vpsId, Instant at) {
        hosts.load(hostId.toString()).execute(host -> host.release(vpsId, at));
    }

    private List<HostId> roster() {
        return Aggregates.loadOrCreate(fleets, Fleet.ID, Fleet::new).invoke(Fleet::hosts);
    }
}
