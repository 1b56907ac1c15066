package dev.litevps.saga.teardown;

import static dev.litevps.saga.Happenings.PLACEMENT;
import static dev.litevps.saga.Happenings.VPS;
import static dev.litevps.saga.Happenings.destroyRequested;
import static dev.litevps.saga.Happenings.destroyRequestedBeforePlacement;
import static dev.litevps.saga.Happenings.destroyed;
import static dev.litevps.saga.Happenings.placed;
import static dev.litevps.saga.Happenings.placingFailed;
import static dev.litevps.saga.Happenings.powerChangeFailed;
import static dev.litevps.saga.Happenings.provisioned;
import static dev.litevps.saga.Happenings.provisioningFailed;
import static dev.litevps.saga.Happenings.reclaimed;
import static dev.litevps.saga.Happenings.requested;
import static dev.litevps.saga.Happenings.stopped;
import static dev.litevps.saga.teardown.TeardownSaga.DEADLINE;
import static dev.litevps.saga.teardown.TeardownSaga.PATIENCE;

import dev.litevps.events.vps.Placement;
import dev.litevps.saga.ProcessFixture;
import dev.litevps.saga.machine.MachineOrder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TeardownSagaTest {

    private final ProcessFixture fixture = new ProcessFixture(TeardownSaga.class);

    private static MachineOrder teardown(@Nullable Placement placement) {
        return new MachineOrder.Teardown(VPS, placement);
    }

    @Test
    void whatAFailedVpsHadIsRemoved() {
        fixture.when(provisioningFailed()).sends().orders(teardown(PLACEMENT)).waits(PATIENCE, DEADLINE);
    }

    @Test
    void anUnwantedVpsIsRemoved() {
        fixture.when(destroyRequested()).sends().orders(teardown(PLACEMENT)).waits(PATIENCE, DEADLINE);
    }

    @Test
    void aVpsThatNeverHadAHostIsRemovedToo() {
        fixture.when(placingFailed()).orders(teardown(null)).waits(PATIENCE, DEADLINE);
    }

    @Test
    void aVpsThatIsUnwantedBeforeItHasAHostIsRemovedToo() {
        fixture.when(destroyRequestedBeforePlacement()).orders(teardown(null)).waits(PATIENCE, DEADLINE);
    }

    @Test
    void itEndsWhenNothingIsLeftOfAFailedVps() {
        fixture.given(provisioningFailed()).when(reclaimed()).doesNothing().ends();
    }

    @Test
    void itEndsWhenNothingIsLeftOfAnUnwantedVps() {
        fixture.given(destroyRequested()).when(destroyed()).doesNothing().ends();
    }

    @Test
    void aFailedVpsThatIsUnwantedBeforeItIsGoneHasOneTeardown() {
        fixture.given(provisioningFailed())
                .givenTimePassed(Duration.ofMinutes(1))
                .when(destroyRequested())
                .sends()
                .orders(teardown(PLACEMENT))
                .waits(PATIENCE, DEADLINE);
    }

    @Test
    void theTeardownOfAFailedVpsEndsWithItsDestructionIfThatWasWantedMeanwhile() {
        fixture.given(provisioningFailed(), destroyRequested())
                .when(destroyed())
                .doesNothing()
                .ends();
    }

    @Test
    void aHostThatIsSilentForLongIsAskedAgain() {
        fixture.given(destroyRequested())
                .whenNothingHappensFor(PATIENCE)
                .sends()
                .orders(teardown(PLACEMENT))
                .waits(PATIENCE, DEADLINE);
    }

    @Test
    void aHostThatStaysSilentIsAskedAgainAndAgain() {
        fixture.given(destroyRequested())
                .givenTimePassed(PATIENCE)
                .givenTimePassed(PATIENCE)
                .whenNothingHappensFor(PATIENCE)
                .sends()
                .orders(teardown(PLACEMENT))
                .waits(PATIENCE, DEADLINE);
    }

    @Test
    void aHostIsNotAskedAgainBeforeTheDeadline() {
        fixture.given(destroyRequested())
                .whenNothingHappensFor(PATIENCE.minusSeconds(1))
                .doesNothing();
    }

    @Test
    void afterItsDeadlineTheProcessEndsAsEver() {
        fixture.given(destroyRequested())
                .givenTimePassed(PATIENCE)
                .when(destroyed())
                .doesNothing()
                .ends();
    }

    @Test
    void theDeadlineOfAProcessThatEndedIsForgotten() {
        fixture.given(destroyRequested(), destroyed())
                .whenNothingHappensFor(PATIENCE)
                .doesNothing()
                .ends();
    }

    @Test
    void aRepeatedEndIsHarmless() {
        fixture.given(provisioningFailed(), reclaimed())
                .when(reclaimed())
                .doesNothing()
                .ends();
    }

    @Test
    void whatItDidNotStartIsNoneOfItsBusiness() {
        fixture.given(requested(), placed(), provisioned(), stopped())
                .when(powerChangeFailed())
                .doesNothing()
                .ends();
    }

    @Test
    void theDestructionOfAFailedVpsOfWhichNothingIsLeftNeedsNoProcess() {
        fixture.given(provisioningFailed(), reclaimed())
                .when(destroyed())
                .doesNothing()
                .ends();
    }
}
