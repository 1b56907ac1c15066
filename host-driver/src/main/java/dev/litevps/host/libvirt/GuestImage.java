package dev.litevps.host.libvirt;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What a machine boots from, as host-setup builds it. The three belong together: the root disk holds the modules of
 * that kernel.
 *
 * @param root the root file system, a qcow2 image that machines' disks stand on and never write to
 * @param kernel the kernel that the host hands to the machine
 * @param initrd the initrd that goes with it
 */
record GuestImage(Path root, Path kernel, Path initrd) {

    private static final String ROOT = "root.qcow2";

    /** The image in this folder. */
    static GuestImage in(Path folder) {
        return new GuestImage(folder.resolve(ROOT), folder.resolve("vmlinuz"), folder.resolve("initrd.img"));
    }

    /** The image whose root file system lies here. */
    static GuestImage ofRoot(Path root) {
        Path folder = root.getParent();
        return in(folder == null ? Path.of("/") : folder);
    }

    /**
     * The image in this folder under the name that stays: the folder may be a link to the latest image, but a disk must
     * keep standing on the one it was made from. Left as it is where this machine does not have it.
     */
    static GuestImage resolved(Path folder) {
        try {
            return in(folder.toRealPath());
        } catch (IOException notHere) {
            return in(folder.toAbsolutePath());
        }
    }
}
