package dev.litevps.host.libvirt;

import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.MachineId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;
import org.libvirt.StoragePool;
import org.libvirt.StoragePoolInfo.StoragePoolState;
import org.libvirt.StorageVol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of machines: root disks and seeds, in one storage pool of libvirt's. The daemon makes and removes them, so
 * this process needs no rights on them, and QEMU's user gets to read exactly those of a running machine. All methods
 * are native calls: to be made inside {@link LibvirtConnection#call}.
 */
final class MachineStorage {

    private static final Logger LOG = LoggerFactory.getLogger(MachineStorage.class);

    private final MachineNames names;
    private final Path folder;

    /** A pool that exists already stays in its folder: the machines' files are there. */
    MachineStorage(MachineNames names, Path folder) {
        this.names = names;
        this.folder = folder;
    }

    /** A machine's root disk, and the image it stands on: an older disk has an older one. */
    record RootDisk(Path path, Path base) {}

    /**
     * Makes the machine's root disk, or keeps the one that is there: it may hold a customer's data.
     *
     * @param base the image that a new disk shall stand on
     */
    RootDisk ensureDisk(Connect connect, MachineId id, int diskGb, Path base) throws LibvirtException {
        return inPool(connect, pool -> {
            String name = names.disk(id);
            String description = VolumeXml.overlay(name, gibibytes(diskGb), base.toString());
            StorageVol disk = Volumes.ensure(pool, name, description);
            if (!VolumeXml.isOverlay(disk.getXMLDesc(0))) {
                if (Volumes.exists(pool, names.seed(id))) {
                    // The seed is written after the disk, so the disk was whole once: it may hold a customer's data.
                    disk.free();
                    throw new HostException(Reason.REFUSED, "The disk of machine " + id + " can no longer be read");
                }
                LOG.warn("The disk of machine {} was never finished: it is made anew", id);
                disk.free();
                Volumes.delete(pool, name);
                disk = Volumes.ensure(pool, name, description);
            }
            try {
                Path standsOn =
                        VolumeXml.backing(disk.getXMLDesc(0)).map(Path::of).orElse(base);
                return new RootDisk(Path.of(disk.getPath()), standsOn);
            } finally {
                disk.free();
            }
        });
    }

    /**
     * Writes the machine's seed, in place of one that may be there: it may be half of one.
     *
     * @return where it lies
     */
    Path writeSeed(Connect connect, MachineId id, byte[] image) throws LibvirtException {
        return inPool(connect, pool -> {
            String name = names.seed(id);
            String description = VolumeXml.raw(name, image.length);
            Volumes.delete(pool, name);
            StorageVol seed;
            try {
                seed = pool.storageVolCreateXML(description, 0);
            } catch (LibvirtException inTheWay) {
                Volumes.refresh(pool);
                Volumes.delete(pool, name);
                seed = pool.storageVolCreateXML(description, 0);
            }
            try {
                Volumes.upload(connect, seed, image);
                return Path.of(seed.getPath());
            } finally {
                seed.free();
            }
        });
    }

    /** Removes the machine's files; those that are not there are gone already. */
    void remove(Connect connect, MachineId id) throws LibvirtException {
        inPool(connect, pool -> {
            boolean seed = Volumes.delete(pool, names.seed(id));
            boolean disk = Volumes.delete(pool, names.disk(id));
            if (!seed || !disk) {
                // libvirt does not know the files of a call that it did not live to finish.
                Volumes.refresh(pool);
                Volumes.delete(pool, names.seed(id));
                Volumes.delete(pool, names.disk(id));
            }
            return true;
        });
    }

    /** Whether the machine's root disk is there; empty if no file of it is. */
    Optional<Boolean> find(Connect connect, MachineId id) throws LibvirtException {
        return inPool(connect, pool -> {
            if (Volumes.exists(pool, names.disk(id))) {
                return Optional.of(true);
            }
            return Volumes.exists(pool, names.seed(id)) ? Optional.of(false) : Optional.empty();
        });
    }

    /** The machines of which any file is there, and whether the root disk of each is. */
    Map<MachineId, Boolean> machines(Connect connect) throws LibvirtException {
        return inPool(connect, pool -> {
            Volumes.refresh(pool);
            Map<MachineId, Boolean> found = new HashMap<>();
            for (String name : pool.listVolumes()) {
                names.ofFile(name).ifPresent(id -> found.merge(id, name.equals(names.disk(id)), Boolean::logicalOr));
            }
            return found;
        });
    }

    /** How much the disk that holds the machines can still take, in bytes. */
    long available(Connect connect) throws LibvirtException {
        return inPool(connect, pool -> Math.min(pool.getInfo().available, usable()));
    }

    /** How much machines have taken of it, in bytes. */
    long usedByMachines(Connect connect) throws LibvirtException {
        return inPool(connect, pool -> {
            long used = 0;
            for (String name : pool.listVolumes()) {
                StorageVol volume = names.ofFile(name).isPresent() ? Volumes.findOnDisk(pool, name) : null;
                if (volume != null) {
                    try {
                        used += volume.getInfo().allocation;
                    } finally {
                        volume.free();
                    }
                }
            }
            return used;
        });
    }

    /** libvirt also counts blocks that the file system keeps for root, which QEMU's user cannot have. */
    private long usable() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException notOnThisMachine) {
            return Long.MAX_VALUE;
        }
    }

    @FunctionalInterface
    private interface PoolCall<T> {
        T run(StoragePool pool) throws LibvirtException;
    }

    private <T> T inPool(Connect connect, PoolCall<T> call) throws LibvirtException {
        StoragePool pool = openPool(connect);
        try {
            return call.run(pool);
        } finally {
            pool.free();
        }
    }

    /** One at a time: two would both define the pool. */
    private synchronized StoragePool openPool(Connect connect) throws LibvirtException {
        StoragePool pool;
        try {
            pool = connect.storagePoolLookupByName(names.prefix());
        } catch (LibvirtException failed) {
            if (!LibvirtErrors.isMissingStorage(failed)) {
                throw failed;
            }
            pool = connect.storagePoolDefineXML(VolumeXml.pool(names.prefix(), folder.toString()), 0);
            pool.setAutostart(1);
        }
        if (pool.getInfo().state != StoragePoolState.VIR_STORAGE_POOL_RUNNING) {
            pool.build(0);
            pool.create(0);
            LOG.info("Machines' disks lie in {}", folder);
        }
        return pool;
    }

    private static long gibibytes(int count) {
        return count * 1024L * 1024 * 1024;
    }
}
