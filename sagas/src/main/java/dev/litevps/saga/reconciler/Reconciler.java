package dev.litevps.saga.reconciler;

import dev.litevps.command.Command;
import dev.litevps.command.host.HostCommand.RecordOrphanRemoved;
import dev.litevps.command.vps.VpsCommand.ReportFoundOff;
import dev.litevps.command.vps.VpsCommand.ReportLost;
import dev.litevps.events.host.HostId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.host.HostException;
import dev.litevps.host.Hypervisor;
import dev.litevps.host.Machine;
import dev.litevps.host.MachineId;
import dev.litevps.host.PowerState;
import dev.litevps.saga.machine.HostDirectory;
import dev.litevps.saga.machine.LatestOrders;
import dev.litevps.saga.machine.MachineLocks;
import dev.litevps.saga.machine.OutcomeReporter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
 * Compares what the events say with what each host has, and mends the difference: a machine that no VPS accounts for is
 * removed; a VPS whose machine is gone, or off though it should run, is told so. Whatever a process is at work on is left
 * to that process. Each finding is looked at a second time under the machine's lock before anything is done about it, and
 * nothing is done while the register lags behind the VPS's events: what it expects may be over.
 */
public final class Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    /** For a machine that runs though it should not: it was asked to stop before, or failed, so this is short. */
    private static final Duration STRAY_GRACE = Duration.ofSeconds(10);

    private final HostDirectory hosts;
    private final MachineRegister register;
    private final LatestOrders latestOrders;
    private final MachineLocks locks;
    private final OutcomeReporter outcomes;
    private final LatestVersions latestVersions;
    private final Clock clock;

    /** Which is the last event of a VPS that is stored. */
    @FunctionalInterface
    public interface LatestVersions {

        /** The sequence number of the last event of the VPS; empty if it has none. */
        Optional<Long> of(VpsId vpsId);
    }

    public Reconciler(
            HostDirectory hosts,
            MachineRegister register,
            LatestOrders latestOrders,
            MachineLocks locks,
            OutcomeReporter outcomes,
            LatestVersions latestVersions,
            Clock clock) {
        this.hosts = hosts;
        this.register = register;
        this.latestOrders = latestOrders;
        this.locks = locks;
        this.outcomes = outcomes;
        this.latestVersions = latestVersions;
        this.clock = clock;
    }

    /** Reconciles every host that answers; one that does not is left for the next time. */
    public void reconcile() {
        hosts.all().forEach((hostId, hypervisor) -> {
            try {
                reconcile(hostId, hypervisor);
            } catch (HostException e) {
                LOG.warn("Host {} could not be reconciled: {}", hostId, e.getMessage());
            }
        });
    }

    private void reconcile(HostId hostId, Hypervisor hypervisor) {
        Map<UUID, Machine> found = hypervisor.machines().stream()
                .collect(Collectors.toMap(machine -> machine.id().value(), Function.identity()));
        Instant now = clock.instant();
        List<UUID> inOrder = new ArrayList<>();
        List<VpsId> amiss = new ArrayList<>();
        for (MachineRegister.Entry entry : register.on(hostId)) {
            Optional<Machine> machine =
                    Optional.ofNullable(found.get(entry.vpsId().value()));
            if (isAmiss(entry, machine)) {
                amiss.add(entry.vpsId());
            } else if (machine.isPresent()) {
                inOrder.add(entry.vpsId().value());
            }
        }
        register.seen(inOrder, now);
        amiss.forEach(vpsId -> attempt(vpsId, () -> mend(vpsId, hypervisor)));
        removeOrphans(hostId, hypervisor, found.keySet());
    }

    /** Does it under the machine's lock. One machine that cannot be mended does not keep the others from it. */
    private void attempt(VpsId vpsId, Supplier<Boolean> mending) {
        try {
            locks.tryWith(vpsId, mending);
        } catch (HostException e) {
            if (e.reason() == HostException.Reason.UNREACHABLE || e.reason() == HostException.Reason.TIMED_OUT) {
                throw e;
            }
            LOG.warn("The machine of VPS {} could not be mended: {}", vpsId, e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("The machine of VPS {} could not be mended", vpsId, e);
        }
    }

    private static boolean isAmiss(MachineRegister.Entry entry, Optional<Machine> machine) {
        return switch (entry.expectation()) {
            case RUNNING -> machine.isEmpty() || machine.get().power() != PowerState.RUNNING;
            case OFF ->
                machine.isEmpty() || !machine.get().disk() || machine.get().power() == PowerState.RUNNING;
            case NOT_RUNNING -> machine.isPresent() && machine.get().power() == PowerState.RUNNING;
            case LEFT_ALONE -> false;
        };
    }

    private boolean mend(VpsId vpsId, Hypervisor hypervisor) {
        Optional<MachineRegister.Entry> entry = register.find(vpsId);
        Optional<Machine> machine = hypervisor.find(new MachineId(vpsId.value()));
        if (entry.isEmpty() || !isAmiss(entry.get(), machine) || !isCurrent(entry.get())) {
            return false;
        }
        Instant now = clock.instant();
        MachineRegister.Expectation expectation = entry.get().expectation();
        if (expectation != MachineRegister.Expectation.NOT_RUNNING && isIncomplete(machine)) {
            report(
                    vpsId,
                    new ReportLost(vpsId, whatIsMissing(machine), entry.get().lastSeenAt(), now));
        } else if (expectation == MachineRegister.Expectation.RUNNING) {
            report(vpsId, new ReportFoundOff(vpsId, entry.get().lastSeenAt(), now));
        } else {
            LOG.warn("The machine of VPS {} ran, though it should not; shutting it down", vpsId);
            hypervisor.shutDown(new MachineId(vpsId.value()), STRAY_GRACE);
        }
        return true;
    }

    /** Asked last, since the machine was looked at before: an event that came meanwhile may be the reason for its state. */
    private boolean isCurrent(MachineRegister.Entry entry) {
        return latestVersions
                .of(entry.vpsId())
                .filter(latest -> latest == entry.version())
                .isPresent();
    }

    private static boolean isIncomplete(Optional<Machine> machine) {
        return machine.isEmpty() || !machine.get().disk() || !machine.get().defined();
    }

    private static String whatIsMissing(Optional<Machine> machine) {
        if (machine.isPresent() && machine.get().disk()) {
            return "the machine was no longer on its host; its disk is there";
        }
        return machine.isPresent() && machine.get().defined()
                ? "the machine's disk was no longer on its host"
                : "the machine was no longer on its host";
    }

    private void report(VpsId vpsId, Command finding) {
        LOG.warn(
                "VPS {} is not as the events say: {}", vpsId, finding.getClass().getSimpleName());
        outcomes.report(finding, Map.of());
    }

    private void removeOrphans(HostId hostId, Hypervisor hypervisor, Collection<UUID> found) {
        Set<UUID> known = latestOrders.known(found);
        for (UUID id : found) {
            VpsId vpsId = new VpsId(id);
            if (!known.contains(id) && register.find(vpsId).isEmpty()) {
                attempt(vpsId, () -> removeOrphan(hostId, vpsId, hypervisor));
            }
        }
    }

    private boolean removeOrphan(HostId hostId, VpsId vpsId, Hypervisor hypervisor) {
        if (!latestOrders.known(Set.of(vpsId.value())).isEmpty()
                || hypervisor.find(new MachineId(vpsId.value())).isEmpty()) {
            return false;
        }
        LOG.warn("Host {} has a machine {} that no VPS accounts for; removing it", hostId, vpsId);
        hypervisor.remove(new MachineId(vpsId.value()));
        outcomes.report(new RecordOrphanRemoved(hostId, vpsId, clock.instant()), Map.of());
        return true;
    }
}
