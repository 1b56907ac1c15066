package dev.litevps.saga.machine;

import static dev.litevps.saga.Happenings.KEYS;
import static dev.litevps.saga.Happenings.NAME;
import static dev.litevps.saga.Happenings.NOW;
import static dev.litevps.saga.Happenings.PLACEMENT;
import static dev.litevps.saga.Happenings.SMALL;
import static dev.litevps.saga.Happenings.VPS;
import static dev.litevps.saga.machine.Orders.BUILD;
import static dev.litevps.saga.machine.Orders.DEADLINE;
import static dev.litevps.saga.machine.Orders.PATIENCE;
import static dev.litevps.saga.machine.Orders.RUNNING;
import static dev.litevps.saga.machine.Workshop.machine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.vps.VpsCommand.FailPowerChange;
import dev.litevps.command.vps.VpsCommand.FailProvisioning;
import dev.litevps.command.vps.VpsCommand.ReportProvisioned;
import dev.litevps.events.host.HostId;
import dev.litevps.events.vps.FailureReason;
import dev.litevps.events.vps.Placement;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.SshEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How an order is carried out, whatever it asks for: shown on building a machine. */
class MachineWorkerTest {

    private final Workshop workshop = new Workshop();

    private ReportProvisioned provisioned(Instant at) {
        return new ReportProvisioned(VPS, workshop.keys().hostKey(machine(VPS)).publicKey(), at);
    }

    // Building

    @Test
    void aMachineIsBuiltAndReportedOnceItsGuestGreets() {
        workshop.order(BUILD);
        workshop.work();

        assertThat(workshop.host().find(machine(VPS))).contains(RUNNING);
        assertThat(workshop.reported()).containsExactly(provisioned(NOW));
        assertThat(workshop.waiting()).isEmpty();
    }

    @Test
    void aMachineHasThePlatformsKeyBesideItsOwnersAndAHostKeyThatIsKnownBefore() {
        workshop.order(BUILD);
        workshop.work();

        assertThat(workshop.host().spec(machine(VPS)))
                .contains(new MachineSpec(
                        machine(VPS),
                        NAME,
                        SMALL.vcpu(),
                        SMALL.memoryMb(),
                        SMALL.diskGb(),
                        new SshEndpoint(PLACEMENT.address(), PLACEMENT.sshPort()),
                        List.of(workshop.keys().platformPublicKey(), KEYS.getFirst()),
                        workshop.keys().hostKey(machine(VPS))));
    }

    @Test
    void aGuestThatBootsForLongIsWaitedForInTurns() {
        workshop.guest().greet(false);
        workshop.order(BUILD);
        workshop.workFor(Duration.ofMinutes(1));
        assertThat(workshop.guest().waits()).isGreaterThan(10);
        assertThat(workshop.reported()).isEmpty();

        workshop.guest().greet(true);
        workshop.workFor(Duration.ofSeconds(1));

        assertThat(workshop.reported()).hasSize(1).first().isInstanceOf(ReportProvisioned.class);
        assertThat(workshop.waiting()).isEmpty();
    }

    @Test
    void aGuestThatIsSilentUntilTheDeadlineHasFailed() {
        workshop.guest().greet(false);
        workshop.order(BUILD);
        workshop.workFor(PATIENCE.minusSeconds(5));
        assertThat(workshop.reported()).isEmpty();

        workshop.workFor(Duration.ofSeconds(5));

        assertThat(workshop.reported()).singleElement().satisfies(outcome -> {
            FailProvisioning failure = (FailProvisioning) outcome;
            assertThat(failure.reason()).isEqualTo(FailureReason.GUEST_UNREACHABLE);
            assertThat(failure.message())
                    .isEqualTo("the machine was switched on, but its SSH server did not answer in time");
            assertThat(failure.at()).isBetween(DEADLINE, DEADLINE.plusSeconds(2));
        });
        assertThat(workshop.waiting()).isEmpty();
    }

    // Trouble

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"UNREACHABLE", "TIMED_OUT", "ADDRESS_IN_USE"})
    void troubleThatMayPassIsMetByTryingAgain(Reason reason) {
        workshop.host().fail(reason);
        workshop.order(BUILD);
        workshop.workFor(Duration.ofMinutes(1));
        assertThat(workshop.reported()).isEmpty();

        workshop.host().recover();
        workshop.workFor(Duration.ofSeconds(15));

        assertThat(workshop.reported()).hasSize(1).first().isInstanceOf(ReportProvisioned.class);
    }

    @Test
    void aTroubledHostIsAskedLessAndLessOften() {
        workshop.host().fail(Reason.UNREACHABLE);
        workshop.order(BUILD);

        workshop.work();
        workshop.workFor(Duration.ofSeconds(1));
        assertThat(workshop.host().deeds()).as("after 0, 0.25 and 0.75 s").hasSize(3);

        workshop.workFor(Duration.ofSeconds(15));
        assertThat(workshop.host().deeds())
                .as("after 1.75, 3.75, 7.75 and 15.75 s")
                .hasSize(7);

        workshop.workFor(Duration.ofMinutes(1));
        assertThat(workshop.host().deeds())
                .as("every 15 s from then on")
                .hasSizeBetween(10, 11)
                .containsOnly("create");
    }

    @Test
    void troubleThatLastsUntilTheDeadlineIsAFailure() {
        workshop.host().fail(Reason.UNREACHABLE);
        workshop.order(BUILD);
        workshop.workFor(PATIENCE.plusSeconds(15));

        assertThat(workshop.reported()).singleElement().satisfies(outcome -> assertThat(outcome)
                .isEqualTo(new FailProvisioning(
                        VPS,
                        FailureReason.HOST_UNREACHABLE,
                        "the host did not answer in time",
                        ((FailProvisioning) outcome).at())));
        assertThat(workshop.waiting()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NO_SPACE, HOST_REFUSED",
        "REFUSED, HOST_REFUSED",
        "NO_SUCH_MACHINE, MACHINE_LOST",
        "NOT_TRUSTED, GUEST_UNREACHABLE"
    })
    void troubleThatWillNotPassIsAFailureAtOnce(Reason reason, FailureReason told) {
        workshop.host().fail(reason);
        workshop.order(BUILD);
        workshop.work();

        assertThat(workshop.reported()).singleElement().satisfies(outcome -> assertThat(
                        ((FailProvisioning) outcome).reason())
                .isEqualTo(told));
        assertThat(workshop.host().deeds()).hasSize(1);
        assertThat(workshop.waiting()).isEmpty();
    }

    @Test
    void aBugOfADriverIsTriedAgainUntilTheDeadline() {
        workshop.host().fail(new IllegalStateException("a bug"));
        workshop.order(BUILD);
        workshop.workFor(Duration.ofMinutes(1));
        assertThat(workshop.reported()).isEmpty();

        workshop.workFor(PATIENCE);

        assertThat(workshop.reported()).singleElement().satisfies(outcome -> assertThat(
                        ((FailProvisioning) outcome).message())
                .isEqualTo("the platform could not carry out the change in time"));
    }

    @Test
    void whatTheDriverSaysIsNotToldToTheCustomer() {
        workshop.host().fail(Reason.REFUSED);
        workshop.order(BUILD);
        workshop.work();

        assertThat(workshop.reported()).singleElement().satisfies(outcome -> assertThat(
                        ((FailProvisioning) outcome).message())
                .isEqualTo("the host refused to run the machine"));
    }

    @Test
    void aHostThatIsNotConfiguredIsOneThatDoesNotAnswer() {
        Placement elsewhere = new Placement(new HostId(new UUID(3, 9)), PLACEMENT.addressPoolId(), "127.0.2.1", 2222);
        workshop.order(new MachineOrder.Stop(VPS, elsewhere, DEADLINE));
        workshop.workFor(PATIENCE.plusSeconds(15));

        assertThat(workshop.reported()).singleElement().satisfies(outcome -> assertThat(
                        ((FailPowerChange) outcome).reason())
                .isEqualTo(FailureReason.HOST_UNREACHABLE));
    }
}
