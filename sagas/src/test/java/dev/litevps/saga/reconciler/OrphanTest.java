package dev.litevps.saga.reconciler;

import static dev.litevps.saga.Happenings.HOST;
import static dev.litevps.saga.Happenings.NOW;
import static dev.litevps.saga.Happenings.PLACEMENT;
import static dev.litevps.saga.Happenings.SHAPE;
import static dev.litevps.saga.Happenings.VPS;
import static dev.litevps.saga.Happenings.placed;
import static dev.litevps.saga.machine.Workshop.machine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.host.HostCommand.RecordOrphanRemoved;
import dev.litevps.host.Machine;
import dev.litevps.host.PowerState;
import dev.litevps.saga.machine.MachineOrder;
import org.junit.jupiter.api.Test;

/** Machines that no VPS accounts for. */
class OrphanTest extends ReconcilerFixture {

    @Test
    void aMachineThatNoVpsAccountsForIsRemovedAndRecorded() {
        host.put(machineThat(PowerState.RUNNING));
        reconciler.reconcile();

        assertThat(host.machines()).isEmpty();
        assertThat(workshop.reported()).containsExactly(new RecordOrphanRemoved(HOST, VPS, NOW));
    }

    @Test
    void whatIsLeftOfAMachineIsAnOrphanToo() {
        host.put(new Machine(MACHINE, false, true, PowerState.OFF));
        host.put(new Machine(machine(OTHER), false, false, PowerState.OFF));
        reconciler.reconcile();

        assertThat(host.machines()).isEmpty();
        assertThat(workshop.reported()).hasSize(2);
    }

    @Test
    void aMachineInTheMakingIsNoOrphan() {
        workshop.order(new MachineOrder.Build(VPS, PLACEMENT, SHAPE, NOW.plus(MINUTE)));
        host.put(machineThat(PowerState.RUNNING));
        reconciler.reconcile();

        assertThat(host.machines()).hasSize(1);
        assertThat(workshop.reported()).isEmpty();
    }

    @Test
    void aMachineThatTheRegisterKnowsIsNoOrphan() {
        given(placed());
        host.put(machineThat(PowerState.RUNNING));
        reconciler.reconcile();

        assertThat(host.machines()).hasSize(1);
        assertThat(workshop.reported()).isEmpty();
    }

    @Test
    void aMachineThatComesBackAfterItsTeardownIsAnOrphan() {
        workshop.order(new MachineOrder.Teardown(VPS, PLACEMENT));
        workshop.work();
        host.put(machineThat(PowerState.RUNNING));
        reconciler.reconcile();

        assertThat(host.machines()).isEmpty();
        assertThat(workshop.reported()).contains(new RecordOrphanRemoved(HOST, VPS, NOW));
    }

    @Test
    void anOrphanThatSomebodyWorksOnIsLeftForTheNextTime() {
        host.put(machineThat(PowerState.RUNNING));
        workshop.locks().tryWith(VPS, () -> {
            reconciler.reconcile();
            return true;
        });
        assertThat(host.machines()).hasSize(1);

        reconciler.reconcile();
        assertThat(host.machines()).isEmpty();
    }
}
