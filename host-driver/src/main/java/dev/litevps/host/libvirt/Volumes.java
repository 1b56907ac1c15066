package dev.litevps.host.libvirt;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;
import org.libvirt.StoragePool;
import org.libvirt.StorageVol;
import org.libvirt.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with single volumes of a pool. Whoever gets a volume frees it. */
final class Volumes {

    private static final Logger LOG = LoggerFactory.getLogger(Volumes.class);

    /** libvirt sends a stream in messages of at most 256 KiB, less their head. */
    private static final int UPLOAD_CHUNK_BYTES = 64 * 1024;

    private Volumes() {}

    /** Whether this is libvirt's built-in mock, which keeps descriptions of volumes but no contents. */
    static boolean isMock(Connect connect) throws LibvirtException {
        return connect.getType().equals("TEST");
    }

    /**
     * A volume as it is, or else as described. libvirt's list of a folder may be wrong after a crash or a person's
     * intervention, either way, and then making fails; a look at the folder settles it. Not done ahead: it reads every
     * file, and is refused while another volume is being made.
     */
    static StorageVol ensure(StoragePool pool, String name, String description) throws LibvirtException {
        StorageVol there = findOnDisk(pool, name);
        if (there != null) {
            return there;
        }
        try {
            return pool.storageVolCreateXML(description, 0);
        } catch (LibvirtException inTheWay) {
            refresh(pool);
            there = findOnDisk(pool, name);
            return there == null ? pool.storageVolCreateXML(description, 0) : there;
        }
    }

    static boolean exists(StoragePool pool, String name) throws LibvirtException {
        StorageVol volume = findOnDisk(pool, name);
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

    /** libvirt's list may name a file that has vanished; asking for its size makes it look. */
    static @Nullable StorageVol findOnDisk(StoragePool pool, String name) throws LibvirtException {
        StorageVol volume = find(pool, name);
        if (volume == null) {
            return null;
        }
        try {
            volume.getInfo();
            return volume;
        } catch (LibvirtException failed) {
            volume.free();
            if (LibvirtErrors.isMissingStorage(failed)) {
                return null;
            }
            throw failed;
        }
    }

    static boolean delete(StoragePool pool, String name) throws LibvirtException {
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

    static void upload(Connect connect, StorageVol volume, byte[] content) throws LibvirtException {
        if (isMock(connect)) {
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
    static void refresh(StoragePool pool) {
        try {
            pool.refresh(0);
        } catch (LibvirtException busy) {
            LOG.debug("Storage pool could not be refreshed: {}", busy.getMessage());
        }
    }
}
