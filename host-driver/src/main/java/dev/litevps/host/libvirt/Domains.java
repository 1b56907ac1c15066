package dev.litevps.host.libvirt;

import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.MachineId;
import dev.litevps.host.PowerState;
import org.jspecify.annotations.Nullable;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.DomainInfo.DomainState;
import org.libvirt.LibvirtException;

/** Finds machines' domains, tells their power, and frees what it found. */
final class Domains {

    private final LibvirtConnection connection;
    private final MachineNames names;

    Domains(LibvirtConnection connection, MachineNames names) {
        this.connection = connection;
        this.names = names;
    }

    /** What is done with one domain, in one go on one thread. */
    @FunctionalInterface
    interface DomainCall<T> {
        T run(Domain domain) throws LibvirtException;
    }

    /** Does something with a machine's domain, which must be there. */
    <T> T call(String what, MachineId id, DomainCall<T> call) {
        return connection.call(what, connect -> {
            Domain domain = lookUp(connect, id);
            if (domain == null) {
                throw new HostException(Reason.NO_SUCH_MACHINE, "could not " + what + ": the host has no such machine");
            }
            try {
                return call.run(domain);
            } finally {
                domain.free();
            }
        });
    }

    /** By its name, not its UUID: a domain of another name is someone else's. */
    @Nullable
    Domain lookUp(Connect connect, MachineId id) throws LibvirtException {
        try {
            return connect.domainLookupByName(names.domain(id));
        } catch (LibvirtException failed) {
            if (LibvirtErrors.isMissingDomain(failed)) {
                return null;
            }
            throw failed;
        }
    }

    /** Whether a process holds the domain, though it may be paused. */
    static boolean isPowered(Domain domain) throws LibvirtException {
        return domain.isActive() == 1;
    }

    static void resume(Domain domain) throws LibvirtException {
        if (domain.getInfo().state == DomainState.VIR_DOMAIN_PAUSED) {
            domain.resume();
        }
    }

    static PowerState power(Domain domain) throws LibvirtException {
        return switch (domain.getInfo().state) {
            case VIR_DOMAIN_RUNNING, VIR_DOMAIN_BLOCKED, VIR_DOMAIN_SHUTDOWN -> PowerState.RUNNING;
            case VIR_DOMAIN_NOSTATE,
                    VIR_DOMAIN_PAUSED,
                    VIR_DOMAIN_SHUTOFF,
                    VIR_DOMAIN_CRASHED,
                    VIR_DOMAIN_PMSUSPENDED -> PowerState.OFF;
        };
    }

    static void free(@Nullable Domain domain) throws LibvirtException {
        if (domain != null) {
            domain.free();
        }
    }
}
