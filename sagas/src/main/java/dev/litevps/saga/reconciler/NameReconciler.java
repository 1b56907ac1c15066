package dev.litevps.saga.reconciler;

import dev.litevps.events.vps.VpsId;
import dev.litevps.host.HostException;
import dev.litevps.host.MachineId;
import dev.litevps.host.dns.Dns;
import dev.litevps.host.dns.DnsRecord;
import dev.litevps.saga.machine.LatestOrders;
import dev.litevps.saga.machine.MachineLocks;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the names that are published with the machines that the events know: a name that is missing or leads elsewhere
 * is published again, one of a machine that is no more is removed. As for machines, a finding is looked at a second time
 * under the machine's lock, and what a process is at work on is left to that process.
 */
public final class NameReconciler {

    private static final Logger LOG = LoggerFactory.getLogger(NameReconciler.class);

    private final Dns dns;
    private final MachineRegister register;
    private final LatestOrders latestOrders;
    private final MachineLocks locks;

    public NameReconciler(Dns dns, MachineRegister register, LatestOrders latestOrders, MachineLocks locks) {
        this.dns = dns;
        this.register = register;
        this.latestOrders = latestOrders;
        this.locks = locks;
    }

    /** Mends what differs; if the name server is away, the next time. */
    public void reconcile() {
        try {
            Map<VpsId, DnsRecord> published = dns.published().stream()
                    .collect(Collectors.toMap(found -> new VpsId(found.id().value()), Function.identity()));
            register.addresses().forEach((vpsId, address) -> {
                DnsRecord found = published.get(vpsId);
                if (found == null || !found.leadsTo(address)) {
                    attempt(vpsId, () -> publishAgain(vpsId, address));
                }
            });
            Set<UUID> known = latestOrders.known(
                    published.keySet().stream().map(VpsId::value).toList());
            for (VpsId vpsId : published.keySet()) {
                if (!known.contains(vpsId.value())) {
                    attempt(vpsId, () -> removeOrphan(vpsId));
                }
            }
        } catch (HostException e) {
            LOG.warn("Names could not be reconciled: {}", e.getMessage());
        }
    }

    private void attempt(VpsId vpsId, Supplier<Boolean> mending) {
        try {
            locks.tryWith(vpsId, mending);
        } catch (HostException e) {
            if (e.reason() != HostException.Reason.REFUSED) {
                throw e;
            }
            LOG.warn("The name of VPS {} could not be mended: {}", vpsId, e.getMessage());
        }
    }

    private boolean publishAgain(VpsId vpsId, String address) {
        // A teardown writes its order before it runs, so under the lock none has removed the name and not said so.
        if (!register.address(vpsId).equals(Optional.of(address)) || latestOrders.isTornDown(vpsId)) {
            return false;
        }
        LOG.warn("The name of VPS {} did not lead to {}; publishing it again", vpsId, address);
        dns.publish(new MachineId(vpsId.value()), address);
        return true;
    }

    private boolean isOrphan(VpsId vpsId) {
        return latestOrders.known(Set.of(vpsId.value())).isEmpty()
                && register.find(vpsId).isEmpty();
    }

    private boolean removeOrphan(VpsId vpsId) {
        if (!isOrphan(vpsId)) {
            return false;
        }
        LOG.warn("There is a name for {}, which no VPS accounts for; removing it", vpsId);
        dns.remove(new MachineId(vpsId.value()));
        return true;
    }
}
