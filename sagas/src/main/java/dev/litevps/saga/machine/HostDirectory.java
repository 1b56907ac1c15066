package dev.litevps.saga.machine;

import dev.litevps.events.host.HostId;
import dev.litevps.host.Hypervisor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The hosts that this node can reach, each with its driver: its own, of its configuration, and those that operators added.
 * A driver of the latter is opened when the host is first needed, and closed when the host is found to be removed. Blocks.
 */
public final class HostDirectory implements AutoCloseable {

    private final Map<HostId, Hypervisor> own;
    private final AddedHosts added;
    private final Map<HostId, Hypervisor> opened = new HashMap<>();

    /** The hosts that operators added and did not remove. */
    public interface AddedHosts {

        Set<HostId> ids();

        /** A new driver for the host; empty if it is none of them. */
        Optional<Hypervisor> open(HostId hostId);
    }

    private static final AddedHosts NONE = new AddedHosts() {

        @Override
        public Set<HostId> ids() {
            return Set.of();
        }

        @Override
        public Optional<Hypervisor> open(HostId hostId) {
            return Optional.empty();
        }
    };

    /** Hosts that never change. */
    public HostDirectory(Map<HostId, Hypervisor> own) {
        this(own, NONE);
    }

    /**
     * @param own stay open when this is closed
     */
    public HostDirectory(Map<HostId, Hypervisor> own, AddedHosts added) {
        this.own = Map.copyOf(own);
        this.added = added;
    }

    public Optional<Hypervisor> find(HostId hostId) {
        Hypervisor hypervisor = own.get(hostId);
        return hypervisor != null ? Optional.of(hypervisor) : findAdded(hostId);
    }

    private synchronized Optional<Hypervisor> findAdded(HostId hostId) {
        Hypervisor known = opened.get(hostId);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Hypervisor> fresh = added.open(hostId);
        fresh.ifPresent(hypervisor -> opened.put(hostId, hypervisor));
        return fresh;
    }

    /** Every host there is now. */
    public synchronized Map<HostId, Hypervisor> all() {
        Set<HostId> ids = added.ids();
        opened.entrySet().removeIf(entry -> {
            boolean removed = !ids.contains(entry.getKey());
            if (removed) {
                entry.getValue().close();
            }
            return removed;
        });
        ids.forEach(this::find);
        Map<HostId, Hypervisor> all = new HashMap<>(opened);
        all.putAll(own);
        return Map.copyOf(all);
    }

    @Override
    public synchronized void close() {
        opened.values().forEach(Hypervisor::close);
        opened.clear();
    }
}
