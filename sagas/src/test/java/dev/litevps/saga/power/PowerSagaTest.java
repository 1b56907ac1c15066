package dev.litevps.saga.power;

import static dev.litevps.saga.Happenings.NOW;
import static dev.litevps.saga.Happenings.PLACEMENT;
import static dev.litevps.saga.Happenings.SHAPE;
import static dev.litevps.saga.Happenings.VPS;
import static dev.litevps.saga.Happenings.destroyRequested;
import static dev.litevps.saga.Happenings.foundOff;
import static dev.litevps.saga.Happenings.lost;
import static dev.litevps.saga.Happenings.placed;
import static dev.litevps.saga.Happenings.powerChangeFailed;
import static dev.litevps.saga.Happenings.provisioned;
import static dev.litevps.saga.Happenings.requested;
import static dev.litevps.saga.Happenings.restartRequested;
import static dev.litevps.saga.Happenings.restarted;
import static dev.litevps.saga.Happenings.startRequested;
import static dev.litevps.saga.Happenings.started;
import static dev.litevps.saga.Happenings.stopRequested;
import static dev.litevps.saga.Happenings.stopped;
import static dev.litevps.saga.ProcessFixture.TIMEOUTS;
import static dev.litevps.saga.power.PowerSaga.DEADLINE;

import dev.litevps.command.vps.VpsCommand.FailPowerChange;
import dev.litevps.events.vps.FailureReason;
import dev.litevps.events.vps.VpsEvent;
import dev.litevps.saga.ProcessFixture;
import dev.litevps.saga.ProcessTimeouts;
import dev.litevps.saga.machine.MachineOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PowerSagaTest {

    private static final String TOO_LATE = "the host did not report the change in time";

    private final ProcessFixture fixture = new ProcessFixture(PowerSaga.class);

    private static Duration patience(Duration ofTheWorker) {
        return ofTheWorker.plus(ProcessTimeouts.SAGA_MARGIN);
    }

    /** A request, and how long its process waits. */
    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of(startRequested(), patience(TIMEOUTS.start())),
                Arguments.of(stopRequested(), patience(TIMEOUTS.stop())),
                Arguments.of(restartRequested(), patience(TIMEOUTS.restart())));
    }

    /** A request, and each way in which its process ends. */
    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of(startRequested(), started()),
                Arguments.of(startRequested(), powerChangeFailed()),
                Arguments.of(startRequested(), destroyRequested()),
                Arguments.of(stopRequested(), stopped()),
                Arguments.of(stopRequested(), powerChangeFailed()),
                Arguments.of(stopRequested(), destroyRequested()),
                Arguments.of(restartRequested(), restarted()),
                Arguments.of(restartRequested(), powerChangeFailed()),
                Arguments.of(restartRequested(), destroyRequested()));
    }

    @Test
    void aStartIsOrdered() {
        fixture.when(startRequested())
                .sends()
                .orders(new MachineOrder.Start(VPS, PLACEMENT, SHAPE, NOW.plus(TIMEOUTS.start())))
                .waits(patience(TIMEOUTS.start()), DEADLINE);
    }

    @Test
    void aStopIsOrdered() {
        fixture.when(stopRequested())
                .sends()
                .orders(new MachineOrder.Stop(VPS, PLACEMENT, NOW.plus(TIMEOUTS.stop())))
                .waits(patience(TIMEOUTS.stop()), DEADLINE);
    }

    @Test
    void aRestartIsOrdered() {
        fixture.when(restartRequested())
                .sends()
                .orders(new MachineOrder.Restart(VPS, PLACEMENT, NOW.plus(TIMEOUTS.restart())))
                .waits(patience(TIMEOUTS.restart()), DEADLINE);
    }

    @Test
    void theHostHasItsWholeTimeHoweverLongAgoTheRequestWas() {
        Instant later = NOW.plus(Duration.ofHours(1));
        fixture.givenTimePassed(Duration.ofHours(1))
                .when(startRequested())
                .orders(new MachineOrder.Start(VPS, PLACEMENT, SHAPE, later.plus(TIMEOUTS.start())));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void whatWasWaitedForEndsIt(VpsEvent request, VpsEvent end) {
        fixture.given(request).when(end).doesNothing().ends();
    }

    @ParameterizedTest
    @MethodSource("ends")
    void theDeadlineOfAProcessThatEndedIsForgotten(VpsEvent request, VpsEvent end) {
        fixture.given(request, end)
                .whenNothingHappensFor(Duration.ofHours(1))
                .doesNothing()
                .ends();
    }

    @ParameterizedTest
    @MethodSource("ends")
    void aRepeatedEndIsHarmless(VpsEvent request, VpsEvent end) {
        fixture.given(request, end).when(end).doesNothing().ends();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aChangeOfWhichNothingIsHeardInTimeHasFailed(VpsEvent request, Duration patience) {
        fixture.given(request)
                .whenNothingHappensFor(patience)
                .sends(new FailPowerChange(VPS, FailureReason.TIMED_OUT, TOO_LATE, NOW.plus(patience)))
                .orders()
                .waitsForItsCommand();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void nothingIsSaidBeforeTheDeadline(VpsEvent request, Duration patience) {
        fixture.given(request).whenNothingHappensFor(patience.minusSeconds(1)).doesNothing();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void afterItsDeadlineTheProcessEndsByTheFailure(VpsEvent request, Duration patience) {
        fixture.given(request)
                .givenTimePassed(patience)
                .when(powerChangeFailed())
                .doesNothing()
                .ends();
    }

    @Test
    void afterItsDeadlineTheProcessEndsByASuccessThatWasFaster() {
        fixture.given(startRequested())
                .givenTimePassed(patience(TIMEOUTS.start()))
                .when(started())
                .doesNothing()
                .ends();
    }

    @Test
    void oneChangeFollowsAnother() {
        fixture.given(stopRequested(), stopped())
                .givenTimePassed(Duration.ofSeconds(1))
                .when(startRequested())
                .orders(new MachineOrder.Start(
                        VPS, PLACEMENT, SHAPE, fixture.now().plus(TIMEOUTS.start())))
                .waits(patience(TIMEOUTS.start()), DEADLINE);
    }

    @Test
    void aMachineThatIsFoundOffOrLostIsNoneOfItsBusiness() {
        fixture.given(foundOff()).when(lost()).doesNothing().ends();
    }

    @Test
    void whatItDidNotStartIsNoneOfItsBusiness() {
        fixture.given(requested(), placed(), provisioned())
                .when(destroyRequested())
                .doesNothing()
                .ends();
    }
}
