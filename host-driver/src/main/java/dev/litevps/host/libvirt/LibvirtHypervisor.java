package dev.litevps.host.libvirt;

import dev.litevps.host.Capacity;
import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.Hypervisor;
import dev.litevps.host.Machine;
import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSnapshots;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.PowerState;
import dev.litevps.host.libvirt.DomainXml.Executor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;
import org.libvirt.NodeInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Machines as QEMU domains under libvirt, on this host.
 *
 * <p>A machine comes about in this order: root disk, seed, domain, power. It goes in the reverse. So a domain implies
 * that its files were complete once, and whatever a crash leaves behind is found by name and either completed or
 * removed.
 *
 * <p>The daemon may be restarted while machines run: they run on, and the next call finds the daemon again. While it is
 * away every operation fails with {@link Reason#UNREACHABLE}.
 */
public final class LibvirtHypervisor implements Hypervisor {

    private static final Logger LOG = LoggerFactory.getLogger(LibvirtHypervisor.class);

    /** Virtual processors sold per processor of the host: OpenStack's initial_cpu_allocation_ratio. */
    private static final int VCPUS_PER_PROCESSOR = 4;

    /** Memory that the host keeps for itself. */
    private static final int RESERVED_MEMORY_MB = 1024;

    /** Disk that machines cannot have: a disk that is full to the brim stops every guest that writes. */
    private static final long RESERVED_DISK_BYTES = 2L * 1024 * 1024 * 1024;

    private final LibvirtSettings settings;
    private final MachineNames names;
    private final MachineStorage storage;
    private final GuestImage image;
    private final LibvirtConnection connection;
    private final Domains domains;
    private final GracefulShutdown shutdown;
    private final LibvirtSnapshots snapshots;

    private final Object executorLock = new Object();
    private @Nullable Executor executor;

    /**
     * A driver that connects in the background and by its first use: a host that is away does not keep the caller from
     * starting.
     */
    public LibvirtHypervisor(LibvirtSettings settings) {
        this.settings = settings;
        this.names = new MachineNames(settings.prefix());
        this.storage = new MachineStorage(names, settings.poolFolder());
        this.image = GuestImage.resolved(settings.imageFolder());
        this.connection = new LibvirtConnection(settings.uri(), settings.callTimeout());
        this.domains = new Domains(connection, names);
        this.shutdown = new GracefulShutdown(domains);
        this.snapshots = new LibvirtSnapshots(connection, domains);
        Thread.ofPlatform().name("libvirt-probe").daemon().start(this::probeAhead);
    }

    @Override
    public void create(MachineSpec spec) {
        Executor by = executor("create machine " + spec.id());
        byte[] seed = Seed.image(spec);
        connection.call("create machine " + spec.id(), connect -> {
            Domain found = domains.lookUp(connect, spec.id());
            try {
                if (found != null && Domains.isPowered(found)) {
                    Domains.resume(found);
                    return true;
                }
            } finally {
                Domains.free(found);
            }
            requireRoom(connect);
            MachineStorage.RootDisk disk = storage.ensureDisk(connect, spec.id(), spec.diskGb(), image.root());
            Path seedPath = storage.writeSeed(connect, spec.id(), seed);
            // A disk made from an older image needs that image's kernel.
            GuestImage standsOn = GuestImage.ofRoot(disk.base());
            Domain domain = connect.domainDefineXML(DomainXml.machine(
                    names.domain(spec.id()), spec, by, settings.network(), standsOn, disk.path(), seedPath));
            try {
                domain.create();
            } finally {
                domain.free();
            }
            LOG.info("Machine {} runs at {}", spec.id(), spec.ssh());
            return true;
        });
    }

    @Override
    public void powerOn(MachineId id) {
        domains.call("start machine " + id, id, domain -> {
            if (Domains.isPowered(domain)) {
                Domains.resume(domain);
            } else {
                domain.create();
                LOG.info("Machine {} runs", id);
            }
            return true;
        });
    }

    @Override
    public void shutDown(MachineId id, Duration grace) {
        shutdown.run(id, grace);
    }

    @Override
    public void restart(MachineId id, Duration grace) {
        shutDown(id, grace);
        powerOn(id);
    }

    @Override
    public void remove(MachineId id) {
        connection.call("remove machine " + id, connect -> {
            Domain domain = domains.lookUp(connect, id);
            if (domain != null) {
                try {
                    if (domain.isActive() == 1) {
                        domain.destroy();
                    }
                    domain.undefine(Domain.UndefineFlags.MANAGED_SAVE | Domain.UndefineFlags.SNAPSHOTS_METADATA);
                } finally {
                    domain.free();
                }
            }
            storage.remove(connect, id);
            LOG.info("Machine {} is removed", id);
            return true;
        });
    }

    @Override
    public Optional<Machine> find(MachineId id) {
        return connection.call("find machine " + id, connect -> {
            Optional<Boolean> disk = storage.find(connect, id);
            Domain domain = domains.lookUp(connect, id);
            if (domain == null) {
                return disk.map(there -> new Machine(id, false, there, PowerState.OFF));
            }
            try {
                return Optional.of(new Machine(id, true, disk.orElse(false), Domains.power(domain)));
            } finally {
                domain.free();
            }
        });
    }

    @Override
    public List<Machine> machines() {
        return connection.call("list machines", connect -> {
            Map<MachineId, Machine> found = new TreeMap<>();
            storage.machines(connect)
                    .forEach((id, disk) -> found.put(id, new Machine(id, false, disk, PowerState.OFF)));
            for (Domain domain : connect.listAllDomains(0)) {
                try {
                    MachineId id = names.ofDomain(domain.getName()).orElse(null);
                    if (id != null) {
                        Machine files = found.get(id);
                        found.put(id, new Machine(id, true, files != null && files.disk(), Domains.power(domain)));
                    }
                } catch (LibvirtException goneMeanwhile) {
                    if (!LibvirtErrors.isMissingDomain(goneMeanwhile)) {
                        throw goneMeanwhile;
                    }
                } finally {
                    domain.free();
                }
            }
            return List.copyOf(found.values());
        });
    }

    @Override
    public int vncPort(MachineId id) {
        OptionalInt port = domains.call(
                "look up the screen of machine " + id,
                id,
                domain -> Domains.isPowered(domain) ? DomainXml.vncPort(domain.getXMLDesc(0)) : OptionalInt.empty());
        return port.orElseThrow(() -> new HostException(Reason.REFUSED, "machine " + id + " is off: it has no screen"));
    }

    @Override
    public MachineSnapshots snapshots() {
        return snapshots;
    }

    @Override
    public Capacity capacity() {
        return connection.call("ask for the host's capacity", connect -> {
            NodeInfo node = connect.nodeInfo();
            long disk = storage.available(connect) + storage.usedByMachines(connect) - RESERVED_DISK_BYTES;
            return new Capacity(
                    node.cpus * VCPUS_PER_PROCESSOR, (int) Math.max(0, node.memory / 1024 - RESERVED_MEMORY_MB), (int)
                            Math.max(0, disk / (1024 * 1024 * 1024)));
        });
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Asks before it is needed, so that the first machine does not wait for the answer. */
    private void probeAhead() {
        try {
            executor("probe the host");
        } catch (HostException notNow) {
            LOG.warn("The host is not ready: {}", notNow.getMessage());
        }
    }

    private Executor executor(String what) {
        synchronized (executorLock) {
            Executor known = executor;
            if (known == null) {
                known = connection.call(what, connect -> {
                    requireImage(connect);
                    return new HostProbe(names.probe(), image).executor(connect, settings.domainType());
                });
                executor = known;
            }
            return known;
        }
    }

    private void requireImage(Connect connect) throws LibvirtException {
        if (!Volumes.isMock(connect) && !Files.isReadable(image.root())) {
            throw new HostException(Reason.REFUSED, "there is no guest image at " + image.root() + "; run host-setup");
        }
    }

    private void requireRoom(Connect connect) throws LibvirtException {
        long available = storage.available(connect);
        if (available < RESERVED_DISK_BYTES) {
            throw new HostException(
                    Reason.NO_SPACE,
                    "the host's disk is full: %d MiB are left in %s, of which %d MiB are kept free"
                            .formatted(
                                    available / (1024 * 1024),
                                    settings.poolFolder(),
                                    RESERVED_DISK_BYTES / (1024 * 1024)));
        }
    }
}
