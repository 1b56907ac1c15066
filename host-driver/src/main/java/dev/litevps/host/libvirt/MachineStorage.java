package dev.litevps.host.libvirt;

import dev.litevps.host.MachineId;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;
import org.libvirt.StoragePool;
import org.libvirt.StoragePoolInfo.StoragePoolState;
import org.libvirt.StorageVol;
import org.libvirt.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of machines: root disks and seeds, in one storage pool of libvirt's. The daemon makes and removes them, so
 * this process needs no rights on them, and QEMU's user gets to read exactly those of a running machine. All methods
 * are native calls: to be made inside {@link LibvirtConnection#call}.
 */
final class MachineStorage {

    private static final Logger LOG = LoggerFactory.getLogger(MachineStorage.class);

    /** What libvirt calls its built-in mock, which keeps descriptions of volumes but no contents. */
    static final String TEST_DRIVER = "TEST";

    /** libvirt sends a stream in messages of at most 256 KiB, less their head. */
    private static final int UPLOAD_CHUNK_BYTES = 64 * 1024;

    private final MachineNames names;
    private final Path folder;

    MachineStorage(MachineNames names, Path folder) {
        this.names = names;
        this.folder = folder;
    }

    /** Room on the disk that holds the machines, in bytes. */
    record Room(long available, long usedByMachines) {}

    /**
     * Makes the machine's root disk, or keeps the one that is there: it may hold a customer's data.
     *
     * @return the path of the image that the disk stands on, which an older disk has from an older one
     */
    Path ensureDisk(Connect connect, MachineId id, int diskGb, Path base) throws LibvirtException {
        return inPool(connect, pool -> {
            StorageVol disk = find(pool, names.disk(id));
            if (disk == null) {
                try {
                    disk = pool.storageVolCreateXML(
                            VolumeXml.overlay(names.disk(id), gibibytes(diskGb), base.toString()), 0);
                } catch (LibvirtException failed) {
                    // A file that appeared without libvirt's doing shows after a look at the folder.
                    pool.refresh(0);
                    disk = find(pool, names.disk(id));
                    if (disk == null) {
                        throw failed;
                    }
                }
            }
            try {
                return VolumeXml.backing(disk.getXMLDesc(0)).map(Path::of).orElse(base);
            } finally {
                disk.free();
            }
        });
    }

    /** Writes the machine's seed, in place of one that may be there: it may be half of one. */
    void writeSeed(Connect connect, MachineId id, byte[] image) throws LibvirtException {
        inPool(connect, pool -> {
            delete(pool, names.seed(id));
            StorageVol seed;
            try {
                seed = pool.storageVolCreateXML(VolumeXml.raw(names.seed(id), image.length), 0);
            } catch (LibvirtException failed) {
                pool.refresh(0);
                delete(pool, names.seed(id));
                seed = pool.storageVolCreateXML(VolumeXml.raw(names.seed(id), image.length), 0);
            }
            try {
                upload(connect, seed, image);
            } finally {
                seed.free();
            }
            return true;
        });
    }

    /** Removes the machine's files; those that are not there are gone already. */
    void remove(Connect connect, MachineId id) throws LibvirtException {
        inPool(connect, pool -> {
            boolean seed = delete(pool, names.seed(id));
            boolean disk = delete(pool, names.disk(id));
            if (!seed || !disk) {
                // libvirt does not know the files of a call that it did not live to finish.
                refresh(pool);
                delete(pool, names.seed(id));
                delete(pool, names.disk(id));
            }
            return true;
        });
    }

    /** Whether any file of the machine is there. */
    boolean has(Connect connect, MachineId id) throws LibvirtException {
        return inPool(connect, pool -> exists(pool, names.disk(id)) || exists(pool, names.seed(id)));
    }

    /** The machines of which any file is there. */
    Set<MachineId> machines(Connect connect) throws LibvirtException {
        return inPool(connect, pool -> {
            refresh(pool);
            Set<MachineId> found = new HashSet<>();
            Arrays.stream(pool.listVolumes())
                    .map(names::ofFile)
                    .flatMap(Optional::stream)
                    .forEach(found::add);
            return found;
        });
    }

    Room room(Connect connect) throws LibvirtException {
        return inPool(connect, pool -> {
            long used = 0;
            for (String name : pool.listVolumes()) {
                StorageVol volume = names.ofFile(name).isPresent() ? find(pool, name) : null;
                if (volume != null) {
                    used += volume.getInfo().allocation;
                    volume.free();
                }
            }
            return new Room(pool.getInfo().available, used);
        });
    }

    /** Where the machine's root disk lies, or would lie. */
    Path disk(MachineId id) {
        return folder.resolve(names.disk(id));
    }

    /** Where the machine's seed lies, or would lie. */
    Path seed(MachineId id) {
        return folder.resolve(names.seed(id));
    }

    private static boolean exists(StoragePool pool, String name) throws LibvirtException {
        StorageVol volume = find(pool, name);
        if (volume == null) {
            return false;
        }
        volume.free();
        return true;
    }

    private static @Nullable StorageVol find(StoragePool pool, String name) throws LibvirtException {
        try {
            return pool.storageVolLookupByName(name);
        } catch (LibvirtException failed) {
            if (LibvirtErrors.isMissingStorage(failed)) {
                return null;
            }
            throw failed;
        }
    }

    private static boolean delete(StoragePool pool, String name) throws LibvirtException {
        StorageVol volume = find(pool, name);
        if (volume == null) {
            return false;
        }
        try {
            volume.delete(0);
            return true;
        } finally {
            volume.free();
        }
    }

    private static void upload(Connect connect, StorageVol volume, byte[] content) throws LibvirtException {
        if (connect.getType().equals(TEST_DRIVER)) {
            return;
        }
        Stream stream = connect.streamNew(0);
        boolean complete = false;
        try {
            volume.upload(stream, 0, content.length, 0);
            for (int sent = 0; sent < content.length; ) {
                int end = Math.min(content.length, sent + UPLOAD_CHUNK_BYTES);
                sent += stream.send(Arrays.copyOfRange(content, sent, end));
            }
            stream.finish();
            complete = true;
        } finally {
            if (!complete) {
                abort(stream);
            }
            stream.free();
        }
    }

    private static void abort(Stream stream) {
        try {
            stream.abort();
        } catch (LibvirtException alreadyBroken) {
            LOG.debug("Upload could not be aborted: {}", alreadyBroken.getMessage());
        }
    }

    /** Looks at the folder anew. libvirt refuses while it makes a volume there; then the next look will do. */
    private static void refresh(StoragePool pool) {
        try {
            pool.refresh(0);
        } catch (LibvirtException busy) {
            LOG.debug("Storage pool could not be refreshed: {}", busy.getMessage());
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
