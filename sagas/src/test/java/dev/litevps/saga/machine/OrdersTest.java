package dev.litevps.saga.machine;

import static dev.litevps.saga.Happenings.NOW;
import static dev.litevps.saga.Happenings.VPS;
import static dev.litevps.saga.machine.Orders.BUILD;
import static dev.litevps.saga.machine.Orders.RUNNING;
import static dev.litevps.saga.machine.Orders.START;
import static dev.litevps.saga.machine.Orders.STOP;
import static dev.litevps.saga.machine.Orders.TEARDOWN;
import static dev.litevps.saga.machine.Workshop.machine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.vps.VpsCommand.CompleteTeardown;
import dev.litevps.command.vps.VpsCommand.ReportProvisioned;
import dev.litevps.command.vps.VpsCommand.ReportStarted;
import dev.litevps.events.Provenance;
import dev.litevps.host.HostException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.Test;

/** Which order is carried out, when there are several; and that none is lost. */
class OrdersTest {

    private final Workshop workshop = new Workshop();

    private boolean isKnown() {
        return !workshop.latestOrders().known(List.of(VPS.value())).isEmpty();
    }

    @Test
    void anOrderThatWasReplacedBeforeItsTurnIsNotCarriedOut() {
        workshop.order(BUILD);
        workshop.order(TEARDOWN);
        workshop.work();

        assertThat(workshop.host().deeds()).containsExactly("remove");
        assertThat(workshop.reported()).containsExactly(new CompleteTeardown(VPS, NOW));
        assertThat(workshop.waiting()).isEmpty();
    }

    @Test
    void anOrderThatIsReplacedWhileItWaitsForTheGuestStops() {
        workshop.guest().whileWaiting(() -> workshop.order(TEARDOWN));
        workshop.order(BUILD);
        workshop.workFor(Duration.ofSeconds(1));

        assertThat(workshop.host().deeds()).containsExactly("create", "remove");
        assertThat(workshop.reported()).hasSize(1).first().isInstanceOf(CompleteTeardown.class);
        assertThat(workshop.waiting()).isEmpty();
    }

    @Test
    void anOrderThatIsReplacedWhileTheHostIsAtWorkReportsNothing() {
        workshop.host().put(RUNNING);
        workshop.host().whileWorking(() -> workshop.order(START));
        workshop.order(STOP);
        workshop.workFor(Duration.ofSeconds(1));

        assertThat(workshop.host().deeds()).containsExactly("shutDown", "create");
        assertThat(workshop.reported()).containsExactly(new ReportStarted(VPS, NOW));
    }

    @Test
    void anOrderThatIsReplacedWhileItFailsReportsNothing() {
        workshop.host().put(RUNNING);
        workshop.host().fail(Reason.REFUSED);
        workshop.host().whileWorking(() -> workshop.order(TEARDOWN));
        workshop.order(STOP);
        workshop.work();

        assertThat(workshop.reported()).isEmpty();
    }

    @Test
    void anOrderThatIsReplacedWhileItIsTroubledStops() {
        workshop.host().fail(Reason.UNREACHABLE);
        workshop.order(BUILD);
        workshop.workFor(Duration.ofSeconds(5));
        workshop.order(TEARDOWN);
        workshop.host().recover();
        workshop.workFor(Duration.ofSeconds(15));

        assertThat(workshop.host().machines()).isEmpty();
        assertThat(workshop.reported()).hasSize(1).first().isInstanceOf(CompleteTeardown.class);
        assertThat(workshop.waiting()).isEmpty();
    }

    @Test
    void anOrderThatIsInterruptedBecauseItsNodeStopsIsTakenUpAgain() {
        workshop.guest().interruptNextWait();
        workshop.order(BUILD);
        workshop.work();
        assertThat(workshop.reported()).isEmpty();
        assertThat(workshop.waiting()).hasSize(1);

        workshop.workFor(Duration.ofSeconds(1));

        assertThat(workshop.reported()).hasSize(1).first().isInstanceOf(ReportProvisioned.class);
    }

    @Test
    void anOrderThatComesAfterAPendingTeardownIsDropped() {
        workshop.host().fail(Reason.UNREACHABLE);
        workshop.order(TEARDOWN);
        workshop.work();
        workshop.order(BUILD);
        workshop.host().recover();
        workshop.workFor(Duration.ofSeconds(15));

        assertThat(workshop.host().deeds()).containsOnly("remove");
        assertThat(workshop.host().machines()).isEmpty();
        assertThat(workshop.reported()).hasSize(1).first().isInstanceOf(CompleteTeardown.class);
    }

    @Test
    void anOrderThatComesAfterADoneTeardownIsDropped() {
        workshop.order(TEARDOWN);
        workshop.work();
        workshop.order(BUILD);
        workshop.workFor(Duration.ofSeconds(15));

        assertThat(workshop.host().machines()).isEmpty();
        assertThat(workshop.waiting()).isEmpty();
        assertThat(isKnown()).as("may have something on a host").isFalse();
    }

    @Test
    void aSecondTeardownIsHarmless() {
        workshop.order(BUILD);
        workshop.order(TEARDOWN);
        workshop.work();
        workshop.order(TEARDOWN);
        workshop.work();

        assertThat(workshop.reported()).containsExactly(new CompleteTeardown(VPS, NOW), new CompleteTeardown(VPS, NOW));
        assertThat(workshop.waiting()).isEmpty();
        assertThat(isKnown()).as("may have something on a host").isFalse();
    }

    @Test
    void aMachineIsKnownFromItsFirstOrderOn() {
        assertThat(isKnown()).isFalse();
        workshop.order(BUILD);
        assertThat(isKnown()).isTrue();
        workshop.work();
        assertThat(isKnown()).isTrue();
    }

    @Test
    void aMachineThatSomebodyElseWorksOnIsLeftUntilThatIsDone() {
        workshop.order(BUILD);
        workshop.locks().tryWith(VPS, () -> {
            workshop.work();
            return true;
        });
        assertThat(workshop.host().deeds()).isEmpty();
        assertThat(workshop.waiting()).hasSize(1);

        workshop.workFor(Duration.ofSeconds(1));

        assertThat(workshop.reported()).hasSize(1).first().isInstanceOf(ReportProvisioned.class);
    }

    @Test
    void anOutcomeThatCouldNotBeStoredIsReportedAgain() {
        workshop.failToStoreOutcomes();
        workshop.order(BUILD);
        workshop.work();
        workshop.storeOutcomes();
        workshop.workFor(Duration.ofSeconds(5));

        assertThat(workshop.reported()).hasSize(1).first().isInstanceOf(ReportProvisioned.class);
        assertThat(workshop.host().find(machine(VPS))).isPresent();
    }

    @Test
    void aTeardownWhoseOutcomeCouldNotBeStoredIsNotForgotten() {
        workshop.failToStoreOutcomes();
        workshop.order(TEARDOWN);
        workshop.work();
        assertThat(isKnown()).isTrue();

        workshop.storeOutcomes();
        workshop.workFor(Duration.ofSeconds(5));

        assertThat(workshop.reported()).hasSize(1).first().isInstanceOf(CompleteTeardown.class);
        assertThat(isKnown()).isFalse();
    }

    @Test
    void anOrderWhoseTransactionIsRolledBackWasNeverGiven() {
        workshop.order(BUILD);
        workshop.inVain(() -> workshop.order(TEARDOWN));
        workshop.work();

        assertThat(workshop.host().deeds()).containsExactly("create");
        assertThat(workshop.waiting()).isEmpty();
    }

    @Test
    void theOutcomeIsReportedOnBehalfOfWhoeverOrdered() {
        Map<String, String> provenance = Map.of(
                Provenance.ACCOUNT_ID, "ann",
                Provenance.REQUEST_ID, "request-1",
                Provenance.CAUSATION_ID, "event-1",
                Provenance.CORRELATION_ID, "command-1");
        inUnitOfWork(provenance, () -> workshop.order(STOP));
        workshop.host().fail(Reason.UNREACHABLE);
        workshop.work();
        workshop.host().recover();
        workshop.workFor(Duration.ofSeconds(1));

        assertThat(workshop.messages()).singleElement().satisfies(message -> assertThat(message.getMetaData())
                .containsAllEntriesOf(provenance));
    }

    @Test
    void workersAreWokenWhenTheOrderIsCommitted() {
        inUnitOfWork(Map.of(), () -> {
            workshop.order(STOP);
            assertThat(workshop.wakeUps()).isZero();
        });
        assertThat(workshop.wakeUps()).isEqualTo(1);
    }

    private static void inUnitOfWork(Map<String, String> correlation, Runnable work) {
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage("cause"));
        unitOfWork.registerCorrelationDataProvider(cause -> correlation);
        unitOfWork.execute(work);
    }
}
