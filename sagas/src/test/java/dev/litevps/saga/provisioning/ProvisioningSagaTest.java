package dev.litevps.saga.provisioning;

import static dev.litevps.saga.Happenings.NOW;
import static dev.litevps.saga.Happenings.PLACEMENT;
import static dev.litevps.saga.Happenings.SHAPE;
import static dev.litevps.saga.Happenings.VPS;
import static dev.litevps.saga.Happenings.destroyRequested;
import static dev.litevps.saga.Happenings.destroyRequestedBeforePlacement;
import static dev.litevps.saga.Happenings.destroyed;
import static dev.litevps.saga.Happenings.foundOff;
import static dev.litevps.saga.Happenings.lost;
import static dev.litevps.saga.Happenings.placed;
import static dev.litevps.saga.Happenings.placingFailed;
import static dev.litevps.saga.Happenings.powerChangeFailed;
import static dev.litevps.saga.Happenings.provisioned;
import static dev.litevps.saga.Happenings.provisioningFailed;
import static dev.litevps.saga.Happenings.reclaimed;
import static dev.litevps.saga.Happenings.requested;
import static dev.litevps.saga.Happenings.started;
import static dev.litevps.saga.Happenings.stopRequested;
import static dev.litevps.saga.Happenings.stopped;
import static dev.litevps.saga.ProcessFixture.TIMEOUTS;
import static dev.litevps.saga.provisioning.ProvisioningSaga.DEADLINE;

import dev.litevps.command.vps.VpsCommand.FailProvisioning;
import dev.litevps.command.vps.VpsCommand.PlaceVps;
import dev.litevps.events.vps.FailureReason;
import dev.litevps.saga.ProcessFixture;
import dev.litevps.saga.ProcessTimeouts;
import dev.litevps.saga.machine.MachineOrder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProvisioningSagaTest {

    private static final Duration PATIENCE = TIMEOUTS.build().plus(ProcessTimeouts.SAGA_MARGIN);
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private final ProcessFixture fixture = new ProcessFixture(ProvisioningSaga.class);

    @Test
    void aRequestedVpsIsPlaced() {
        fixture.when(requested()).sends(new PlaceVps(VPS, NOW)).orders().waits(PATIENCE, DEADLINE);
    }

    @Test
    void aVpsIsPlacedAtTheTimeOfItsPlacementHoweverLongAgoItWasRequested() {
        fixture.givenTimePassed(Duration.ofHours(1))
                .when(requested())
                .sends(new PlaceVps(VPS, NOW.plus(Duration.ofHours(1))))
                .waits(PATIENCE, DEADLINE);
    }

    @Test
    void aPlacedVpsGetsItsMachine() {
        fixture.given(requested())
                .when(placed())
                .sends()
                .orders(new MachineOrder.Build(VPS, PLACEMENT, SHAPE, NOW.plus(TIMEOUTS.build())))
                .waits(PATIENCE, DEADLINE);
    }

    @Test
    void theHostHasItsWholeTimeFromTheOrderOn() {
        Instant ordered = NOW.plus(A_WHILE);
        fixture.given(requested())
                .givenTimePassed(A_WHILE)
                .when(placed())
                .orders(new MachineOrder.Build(VPS, PLACEMENT, SHAPE, ordered.plus(TIMEOUTS.build())))
                .waits(PATIENCE, DEADLINE);
    }

    @Test
    void theProcessOutlivesTheOrderThatItGaveLast() {
        fixture.given(requested())
                .givenTimePassed(A_WHILE)
                .given(placed())
                .whenNothingHappensFor(TIMEOUTS.build().plusSeconds(1))
                .doesNothing();
    }

    @Test
    void aVpsThatCanBeReachedEndsIt() {
        fixture.given(requested(), placed()).when(provisioned()).doesNothing().ends();
    }

    @Test
    void aVpsThatCouldNotBePlacedEndsIt() {
        fixture.given(requested()).when(placingFailed()).doesNothing().ends();
    }

    @Test
    void aMachineThatCouldNotBeBuiltEndsIt() {
        fixture.given(requested(), placed())
                .when(provisioningFailed())
                .doesNothing()
                .ends();
    }

    @Test
    void aVpsThatIsNoLongerWantedBeforeItIsPlacedEndsIt() {
        fixture.given(requested())
                .when(destroyRequestedBeforePlacement())
                .doesNothing()
                .ends();
    }

    @Test
    void aVpsThatIsNoLongerWantedWhileItIsBuiltEndsIt() {
        fixture.given(requested(), placed())
                .when(destroyRequested())
                .doesNothing()
                .ends();
    }

    @Test
    void aVpsThatIsNotPlacedInTimeHasFailed() {
        fixture.given(requested())
                .whenNothingHappensFor(PATIENCE)
                .sends(new FailProvisioning(
                        VPS, FailureReason.TIMED_OUT, "no host was found for the VPS in time", NOW.plus(PATIENCE)))
                .orders()
                .waitsForItsCommand();
    }

    @Test
    void aMachineOfWhichNothingIsHeardInTimeHasFailed() {
        fixture.given(requested(), placed())
                .whenNothingHappensFor(PATIENCE)
                .sends(new FailProvisioning(
                        VPS, FailureReason.TIMED_OUT, "the machine was not built in time", NOW.plus(PATIENCE)))
                .orders()
                .waitsForItsCommand();
    }

    @Test
    void nothingIsSaidBeforeTheDeadline() {
        fixture.given(requested(), placed())
                .whenNothingHappensFor(PATIENCE.minusSeconds(1))
                .doesNothing();
    }

    @Test
    void afterItsDeadlineTheProcessEndsByTheFailure() {
        fixture.given(requested(), placed())
                .givenTimePassed(PATIENCE)
                .when(provisioningFailed())
                .doesNothing()
                .ends();
    }

    @Test
    void afterItsDeadlineTheProcessEndsByASuccessThatWasFaster() {
        fixture.given(requested(), placed())
                .givenTimePassed(PATIENCE)
                .when(provisioned())
                .doesNothing()
                .ends();
    }

    @Test
    void theDeadlineOfAProcessThatEndedIsForgotten() {
        fixture.given(requested(), placed(), provisioned())
                .whenNothingHappensFor(PATIENCE)
                .doesNothing()
                .ends();
    }

    @Test
    void aRepeatedEndIsHarmless() {
        fixture.given(requested(), placed(), provisioned())
                .when(provisioned())
                .doesNothing()
                .ends();
    }

    @Test
    void aPlacementAfterTheEndIsHarmless() {
        fixture.given(requested(), destroyRequestedBeforePlacement())
                .when(placed())
                .doesNothing()
                .ends();
    }

    @Test
    void whatTheProcessDidNotStartIsNoneOfItsBusiness() {
        fixture.given(placed(), stopRequested(), stopped(), started(), foundOff(), lost(), powerChangeFailed())
                .when(reclaimed())
                .doesNothing()
                .ends();
        fixture.when(destroyed()).doesNothing().ends();
    }
}
