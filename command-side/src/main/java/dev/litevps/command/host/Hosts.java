package dev.litevps.command.host;

import dev.litevps.command.Aggregates;
import dev.litevps.command.host.HostCommand.RegisterHost;
import dev.litevps.events.Resources;
import dev.litevps.events.host.HostId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/** Registers hosts, and is what other aggregates' handlers ask of them in their own unit of work. */
@Component
public class Hosts {

    private final Repository<Host> hosts;
    private final Repository<Fleet> fleets;

    Hosts(Repository<Host> hosts, Repository<Fleet> fleets) {
        this.hosts = hosts;
        this.fleets = fleets;
    }

    @CommandHandler
    void handle(RegisterHost command) {
        Aggregates.decide(fleets, Fleet.ID, Fleet::new, fleet -> fleet.join(command.hostId(), command.at()));
        Aggregates.decide(hosts, command.hostId(), Host::new, host -> host.register(command));
    }

    /** A host with room for {@code request}, if any has it. Nothing is promised yet. */
    public Optional<HostOffer> choose(Resources request) {
        List<HostOffer> offers = roster().stream()
                .map(id -> hosts.load(id.toString()).invoke(Host::offer))
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
