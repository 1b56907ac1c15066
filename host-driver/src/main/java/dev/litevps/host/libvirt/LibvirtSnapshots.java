package dev.litevps.host.libvirt;

import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSnapshots;
import dev.litevps.host.PowerState;
import java.util.Set;
import org.libvirt.Domain;
import org.libvirt.DomainSnapshot;
import org.libvirt.LibvirtException;

/**
 * Snapshots inside the machine's qcow2 disk: libvirt 9.0 cannot go back to any other kind. libvirt takes such a one of a
 * running domain only with its memory, and would let it run on from there. What is promised is the disk alone, so the domain
 * is paused while it is taken: then it comes back paused, has not written a byte, and has its power cut before it could.
 *
 * <p>A snapshot belongs to the domain, and stays with it when the domain is defined anew under its name.
 */
final class LibvirtSnapshots implements MachineSnapshots {

    private final LibvirtConnection connection;
    private final Domains domains;

    LibvirtSnapshots(LibvirtConnection connection, Domains domains) {
        this.connection = connection;
        this.domains = domains;
    }

    @Override
    public void take(MachineId id, String name) {
        domains.call("take a snapshot of machine " + id, id, domain -> {
            boolean powered = Domains.isPowered(domain);
            try {
                if (!has(domain, name)) {
                    if (powered && Domains.power(domain) == PowerState.RUNNING) {
                        domain.suspend();
                    }
                    domain.snapshotCreateXML(description(name)).free();
                }
            } finally {
                if (powered) {
                    Domains.resume(domain);
                }
            }
            return true;
        });
    }

    @Override
    public void restore(MachineId id, String name) {
        domains.call("restore a snapshot of machine " + id, id, domain -> {
            if (Domains.power(domain) == PowerState.RUNNING) {
                throw new HostException(Reason.REFUSED, "machine " + id + " runs");
            }
            if (!has(domain, name)) {
                throw new HostException(Reason.REFUSED, "machine " + id + " has no snapshot " + name);
            }
            // Paused means that an earlier attempt did not live to cut the power.
            cutPower(domain);
            DomainSnapshot snapshot = domain.snapshotLookupByName(name);
            try {
                domain.revertToSnapshot(snapshot);
            } finally {
                snapshot.free();
                cutPower(domain);
            }
            return true;
        });
    }

    @Override
    public void delete(MachineId id, String name) {
        connection.call("delete a snapshot of machine " + id, connect -> {
            Domain domain = domains.lookUp(connect, id);
            try {
                if (domain != null && has(domain, name)) {
                    DomainSnapshot snapshot = domain.snapshotLookupByName(name);
                    try {
                        snapshot.delete(0);
                    } finally {
                        snapshot.free();
                    }
                }
            } finally {
                Domains.free(domain);
            }
            return true;
        });
    }

    @Override
    public Set<String> names(MachineId id) {
        return connection.call("list the snapshots of machine " + id, connect -> {
            Domain domain = domains.lookUp(connect, id);
            try {
                return domain == null ? Set.<String>of() : Set.of(domain.snapshotListNames());
            } finally {
                Domains.free(domain);
            }
        });
    }

    private static boolean has(Domain domain, String name) throws LibvirtException {
        return Set.of(domain.snapshotListNames()).contains(name);
    }

    private static void cutPower(Domain domain) throws LibvirtException {
        if (Domains.isPowered(domain)) {
            domain.destroy();
        }
    }

    /** Of the root disk only: the seed is read-only, and no qcow2. */
    private static String description(String name) {
        return Xml.document(xml -> xml.element("domainsnapshot", () -> {
            xml.text("name", name);
            xml.element("disks", () -> {
                xml.empty("disk", "name", "vda", "snapshot", "internal");
                xml.empty("disk", "name", "vdb", "snapshot", "no");
            });
        }));
    }
}
