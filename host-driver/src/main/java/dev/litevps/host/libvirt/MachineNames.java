package dev.litevps.host.libvirt;

import dev.litevps.host.MachineId;
import java.util.Optional;

/** How domains and files are named after machines, and back. Names of other forms belong to someone else. */
record MachineNames(String prefix) {

    private static final String DISK_SUFFIX = ".qcow2";
    private static final String SEED_SUFFIX = "-seed.iso";

    String domain(MachineId id) {
        return prefix + "-" + id;
    }

    String disk(MachineId id) {
        return domain(id) + DISK_SUFFIX;
    }

    String seed(MachineId id) {
        return domain(id) + SEED_SUFFIX;
    }

    /** The domain that the start-up probe makes and removes; no machine's. */
    String probe() {
        return prefix + "-probe";
    }

    Optional<MachineId> ofDomain(String name) {
        if (!name.startsWith(prefix + "-")) {
            return Optional.empty();
        }
        try {
            MachineId id = MachineId.of(name.substring(prefix.length() + 1));
            // UUID's parser is lenient; only the one form that we write is ours.
            return name.equals(domain(id)) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    Optional<MachineId> ofFile(String name) {
        if (name.endsWith(DISK_SUFFIX)) {
            return ofDomain(name.substring(0, name.length() - DISK_SUFFIX.length()));
        }
        if (name.endsWith(SEED_SUFFIX)) {
            return ofDomain(name.substring(0, name.length() - SEED_SUFFIX.length()));
        }
        return Optional.empty();
    }
}
