package dev.litevps.saga.snapshot;

import static dev.litevps.saga.Happenings.PLACEMENT;
import static dev.litevps.saga.Happenings.VPS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.snapshot.SnapshotCommand.FailSnapshotWork;
import dev.litevps.command.snapshot.SnapshotCommand.ReportSnapshotDeleted;
import dev.litevps.command.snapshot.SnapshotCommand.ReportSnapshotRestored;
import dev.litevps.command.snapshot.SnapshotCommand.ReportSnapshotTaken;
import dev.litevps.events.snapshot.SnapshotId;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.Machine;
import dev.litevps.host.PowerState;
import dev.litevps.saga.machine.Workshop;
import dev.litevps.saga.snapshot.SnapshotOrder.Kind;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SnapshotWorkerTest {

    private static final SnapshotId ONE = new SnapshotId(new UUID(9, 1));

    private final Workshop workshop = new Workshop();

    @Test
    void ordersAreCarriedOutAndReported() {
        machineThatIs(PowerState.OFF);
        for (Kind kind : new Kind[] {Kind.TAKE, Kind.RESTORE, Kind.DELETE}) {
            order(kind);
            workshop.work();
        }

        assertThat(workshop.host().deeds()).containsExactly("take " + ONE, "restore " + ONE, "delete " + ONE);
        assertThat(workshop.reported())
                .hasExactlyElementsOfTypes(
                        ReportSnapshotTaken.class, ReportSnapshotRestored.class, ReportSnapshotDeleted.class);
        assertThat(pendingOrders()).isZero();
    }

    @Test
    void aPassingTroubleIsOvercome() {
        machineThatIs(PowerState.RUNNING);
        workshop.host().fail(Reason.UNREACHABLE);
        order(Kind.TAKE);
        workshop.workFor(Duration.ofMinutes(1));
        assertThat(workshop.reported()).isEmpty();

        workshop.host().recover();
        workshop.workFor(Duration.ofMinutes(1));
        assertThat(workshop.reported()).hasExactlyElementsOfTypes(ReportSnapshotTaken.class);
    }

    @Test
    void atItsDeadlineItFails() {
        machineThatIs(PowerState.RUNNING);
        workshop.host().fail(Reason.UNREACHABLE);
        order(Kind.TAKE);
        workshop.workFor(Duration.ofMinutes(6));

        assertThat(workshop.reported())
                .singleElement()
                .isInstanceOfSatisfying(FailSnapshotWork.class, failure -> assertThat(failure.message())
                        .isEqualTo("the host did not answer in time"));
        assertThat(pendingOrders()).isZero();
    }

    @Test
    void nothingIsRestoredToAMachineThatRuns() {
        machineThatIs(PowerState.RUNNING);
        order(Kind.TAKE);
        workshop.work();
        order(Kind.RESTORE);
        workshop.work();

        assertThat(workshop.reported()).hasExactlyElementsOfTypes(ReportSnapshotTaken.class, FailSnapshotWork.class);
    }

    @Test
    void whatIsWithdrawnIsNotDone() {
        machineThatIs(PowerState.OFF);
        order(Kind.TAKE);
        workshop.snapshotOrders().withdraw(ONE);
        workshop.work();

        assertThat(workshop.host().deeds()).isEmpty();
        assertThat(workshop.reported()).isEmpty();
    }

    @Test
    void whatWasWithdrawnMeanwhileIsNotReported() {
        machineThatIs(PowerState.OFF);
        order(Kind.TAKE);
        workshop.host().whileWorking(() -> workshop.snapshotOrders().withdraw(ONE));
        workshop.work();

        assertThat(workshop.reported()).isEmpty();
    }

    @Test
    void anOutcomeThatCouldNotBeStoredIsReportedAgain() {
        machineThatIs(PowerState.OFF);
        workshop.failToStoreOutcomes();
        order(Kind.TAKE);
        workshop.work();
        workshop.storeOutcomes();
        workshop.workFor(Duration.ofMinutes(1));

        assertThat(workshop.reported()).hasExactlyElementsOfTypes(ReportSnapshotTaken.class);
    }

    @Test
    void nothingIsDoneWhileSomebodyElseWorksOnTheMachine() {
        machineThatIs(PowerState.OFF);
        order(Kind.TAKE);
        boolean undisturbed = workshop.locks()
                .tryWith(VPS, () -> {
                    workshop.work();
                    return workshop.host().deeds().isEmpty();
                })
                .orElseThrow();
        assertThat(undisturbed).isTrue();

        workshop.workFor(Duration.ofSeconds(1));
        assertThat(workshop.reported()).hasExactlyElementsOfTypes(ReportSnapshotTaken.class);
    }

    @Test
    void discardingGoesOnUntilItIsDoneAndIsNotReported() {
        machineThatIs(PowerState.RUNNING);
        workshop.host().fail(Reason.REFUSED);
        order(Kind.DISCARD);
        workshop.workFor(Duration.ofMinutes(20));
        assertThat(pendingOrders()).isOne();

        workshop.host().recover();
        workshop.workFor(Duration.ofMinutes(1));
        assertThat(pendingOrders()).isZero();
        assertThat(workshop.reported()).isEmpty();
    }

    private void machineThatIs(PowerState power) {
        workshop.host().put(new Machine(Workshop.machine(VPS), true, true, power));
    }

    private void order(Kind kind) {
        workshop.snapshotOrders()
                .order(new SnapshotOrder(
                        kind, VPS, ONE, PLACEMENT, workshop.now().plus(Duration.ofMinutes(5))));
    }

    private int pendingOrders() {
        return workshop.jdbc()
                .sql("SELECT count(*) FROM snapshot_order")
                .query(Integer.class)
                .single();
    }
}
