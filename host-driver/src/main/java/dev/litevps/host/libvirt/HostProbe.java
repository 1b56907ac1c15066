package dev.litevps.host.libvirt;

import dev.litevps.host.libvirt.DomainXml.Executor;
import java.time.Duration;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, with a domain of its own, how a host defines and executes guests. Where virtual machines are nested,
 * {@code /dev/kvm} may open and libvirt may offer KVM, and yet a guest hangs at its first instruction: only a guest
 * that ran shows that guests run.
 */
final class HostProbe {

    private static final Logger LOG = LoggerFactory.getLogger(HostProbe.class);

    /** A definition takes 10 to 90 ms, 2 s where libvirt meets QEMU for the first time, 30 s where QEMU cannot open /dev/kvm. */
    private static final Duration SLOW_DEFINE = Duration.ofSeconds(5);

    /** A kernel comes up in less than a second under KVM, and in two under emulation; the host may be busy. */
    private static final Duration KVM_PATIENCE = Duration.ofSeconds(15);

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final String name;
    private final GuestImage image;

    HostProbe(String name, GuestImage image) {
        this.name = name;
        this.image = image;
    }

    /** What shall execute guests on this host, with the configured wish. */
    Executor executor(Connect connect, DomainType wish) throws LibvirtException {
        if (Volumes.isMock(connect)) {
            return Executor.MOCK;
        }
        return switch (wish) {
            case QEMU -> {
                define(connect, Executor.TCG);
                yield Executor.TCG;
            }
            case KVM -> {
                define(connect, Executor.KVM);
                yield Executor.KVM;
            }
            case AUTO -> {
                Executor executor = runs(connect, Executor.KVM) ? Executor.KVM : Executor.TCG;
                LOG.info("Guests are executed by {}", executor);
                yield executor;
            }
        };
    }

    private void define(Connect connect, Executor executor) throws LibvirtException {
        remove(connect);
        Domain probe = defineTimed(connect, executor);
        probe.free();
        remove(connect);
    }

    private boolean runs(Connect connect, Executor executor) throws LibvirtException {
        remove(connect);
        try {
            Domain probe = defineTimed(connect, executor);
            try {
                probe.create();
                return endsInTime(probe);
            } finally {
                probe.free();
            }
        } catch (LibvirtException refused) {
            LOG.info("No guests by {} here: {}", executor, refused.getMessage());
            return false;
        } finally {
            remove(connect);
        }
    }

    private static boolean endsInTime(Domain probe) throws LibvirtException {
        long deadline = System.nanoTime() + KVM_PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (probe.isActive() == 0) {
                return true;
            }
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        LOG.warn("KVM is offered here, but a guest hangs under it. Guests are emulated, which is slow");
        return false;
    }

    private Domain defineTimed(Connect connect, Executor executor) throws LibvirtException {
        long start = System.nanoTime();
        Domain probe = connect.domainDefineXML(DomainXml.probe(name, executor, image));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (took.compareTo(SLOW_DEFINE) > 0) {
            LOG.warn(
                    "Defining a domain took {} s, and so will each machine. Probably QEMU cannot open /dev/kvm:"
                            + " `chgrp kvm /dev/kvm; chmod 660 /dev/kvm`, or run host-setup",
                    took.toSeconds());
        } else {
            LOG.debug("Defining a domain took {} ms", took.toMillis());
        }
        return probe;
    }

    private void remove(Connect connect) throws LibvirtException {
        Domain probe;
        try {
            probe = connect.domainLookupByName(name);
        } catch (LibvirtException failed) {
            if (LibvirtErrors.isMissingDomain(failed)) {
                return;
            }
            throw failed;
        }
        try {
            if (probe.isActive() == 1) {
                probe.destroy();
            }
            probe.undefine();
        } finally {
            probe.free();
        }
    }
}
