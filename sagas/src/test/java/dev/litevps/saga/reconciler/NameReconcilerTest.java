package dev.litevps.saga.reconciler;

import static dev.litevps.saga.Happenings.NOW;
import static dev.litevps.saga.Happenings.PLACEMENT;
import static dev.litevps.saga.Happenings.SHAPE;
import static dev.litevps.saga.Happenings.VPS;
import static dev.litevps.saga.Happenings.destroyRequested;
import static dev.litevps.saga.Happenings.placed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.host.dns.DnsRecord;
import dev.litevps.saga.machine.MachineOrder;
import org.junit.jupiter.api.Test;

/** Names that differ from what the events say. */
class NameReconcilerTest extends ReconcilerFixture {

    private static final DnsRecord NAME = new DnsRecord(MACHINE, PLACEMENT.address());

    private final NameReconciler names =
            new NameReconciler(workshop.dns(), register, workshop.latestOrders(), workshop.locks());

    @Test
    void aNameThatWasLostIsPublishedAgain() {
        givenRunning(VPS);
        names.reconcile();

        assertThat(workshop.dns().published()).containsExactly(NAME);
    }

    @Test
    void aNameThatLeadsElsewhereIsMended() {
        givenRunning(VPS);
        workshop.dns().publish(MACHINE, "127.0.9.9");
        names.reconcile();

        assertThat(workshop.dns().published()).containsExactly(NAME);
    }

    @Test
    void aNameOfNoVpsIsRemoved() {
        workshop.dns().publish(MACHINE, "127.0.9.9");
        names.reconcile();

        assertThat(workshop.dns().published()).isEmpty();
    }

    @Test
    void aNameInTheMakingIsLeftAlone() {
        workshop.order(new MachineOrder.Build(VPS, PLACEMENT, SHAPE, NOW.plus(MINUTE)));
        workshop.dns().publish(MACHINE, PLACEMENT.address());
        names.reconcile();

        assertThat(workshop.dns().published()).containsExactly(NAME);
    }

    @Test
    void aVpsThatIsBeingDestroyedGetsNoNameAgain() {
        givenRunning(VPS);
        given(destroyRequested());
        names.reconcile();

        assertThat(workshop.dns().published()).isEmpty();
    }

    @Test
    void aVpsThatWasTornDownGetsNoNameThoughItsEventsLag() {
        givenRunning(VPS);
        workshop.order(new MachineOrder.Teardown(VPS, PLACEMENT));
        workshop.work();
        names.reconcile();

        assertThat(workshop.dns().published()).isEmpty();
    }

    @Test
    void aVpsThatIsPlacedOnlyHasNoName() {
        given(placed());
        names.reconcile();

        assertThat(workshop.dns().published()).isEmpty();
    }

    @Test
    void aNameServerThatIsAwayIsAskedNextTime() {
        givenRunning(VPS);
        workshop.dns().goAway();
        names.reconcile();
        workshop.dns().comeBack();
        names.reconcile();

        assertThat(workshop.dns().published()).containsExactly(NAME);
    }
}
