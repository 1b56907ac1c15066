package dev.litevps.saga.job;

import static dev.litevps.saga.Happenings.ANN;
import static dev.litevps.saga.Happenings.NOW;
import static dev.litevps.saga.Happenings.PLACEMENT;
import static dev.litevps.saga.Happenings.VPS;
import static dev.litevps.saga.Happenings.destroyRequested;
import static dev.litevps.saga.Happenings.lost;
import static dev.litevps.saga.Happenings.powerChangeFailed;
import static dev.litevps.saga.Happenings.restartRequested;
import static dev.litevps.saga.Happenings.stopped;
import static dev.litevps.saga.job.JobSaga.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.job.JobCommand.ReportJobEnded;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.job.JobEvent.JobCancelRequested;
import dev.litevps.events.job.JobEvent.JobEnded;
import dev.litevps.events.job.JobEvent.JobRequested;
import dev.litevps.events.job.JobEvent.JobStarted;
import dev.litevps.events.job.JobId;
import dev.litevps.events.job.JobOutcome;
import dev.litevps.events.job.JobsId;
import dev.litevps.saga.ProcessFixture;
import dev.litevps.saga.ProcessTimeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobSagaTest {

    private static final JobsId ALL = new JobsId(VPS);
    private static final JobId ONE = new JobId(new UUID(9, 1));
    private static final JobId TWO = new JobId(new UUID(9, 2));
    private static final EncryptedText COMMAND = new EncryptedText("c2VjcmV0");
    private static final Duration PATIENCE =
            Duration.ofMinutes(15).plusSeconds(30).plus(ProcessTimeouts.SAGA_MARGIN);

    private final List<Object> ordered = new ArrayList<>();
    private final ProcessFixture fixture = ProcessFixture.of(JobSaga.class, (saga, services) -> {
        saga.use(services);
        saga.use(new JobOrders() {
            @Override
            public void order(JobOrder order) {
                ordered.add(order);
            }

            @Override
            public void cancel(JobId jobId) {
                ordered.add("cancel " + jobId);
            }

            @Override
            public void close(JobId jobId) {
                ordered.add("close " + jobId);
            }
        });
    });

    private static JobRequested requested(JobId id) {
        return new JobRequested(ALL, VPS, ANN, id, COMMAND, 30, PLACEMENT, NOW);
    }

    private static JobEnded ended(JobId id) {
        return new JobEnded(ALL, VPS, ANN, id, JobOutcome.DONE, 0, 1L, null, NOW);
    }

    private ReportJobEnded cancelled(JobId id, String reason) {
        return new ReportJobEnded(ALL, id, JobOutcome.CANCELLED, null, null, reason, fixture.now());
    }

    @Test
    void aRequestIsOrdered() {
        fixture.when(requested(ONE)).sends().waitsFor("jobId", ONE, PATIENCE, DEADLINE);

        assertThat(ordered).containsExactly(new JobOrder(VPS, ANN, ONE, PLACEMENT, COMMAND, 30, NOW));
    }

    @Test
    void theEndEndsItAndClosesTheOrder() {
        fixture.given(requested(ONE)).when(ended(ONE)).doesNothing().ends();

        assertThat(ordered).last().isEqualTo("close " + ONE);
    }

    @Test
    void theStartChangesNothing() {
        fixture.given(requested(ONE))
                .when(new JobStarted(ALL, VPS, ANN, ONE, NOW))
                .doesNothing()
                .waitsFor("jobId", ONE, PATIENCE, DEADLINE);
    }

    @Test
    void aWishToCancelIsPassedOnAndTheEndIsWaitedFor() {
        fixture.given(requested(ONE))
                .when(new JobCancelRequested(ALL, VPS, ANN, ONE, NOW))
                .sends()
                .waitsFor("jobId", ONE, PATIENCE, DEADLINE);

        assertThat(ordered).last().isEqualTo("cancel " + ONE);
    }

    @Test
    void eachJobHasAProcessOfItsOwn() {
        fixture.given(requested(ONE), requested(TWO))
                .when(ended(ONE))
                .sends()
                .waitsFor("jobId", TWO, PATIENCE, DEADLINE);
    }

    static Stream<Arguments> endsOfTheVps() {
        return Stream.of(
                Arguments.of(stopped(), "the VPS was stopped"),
                Arguments.of(lost(), "the VPS was lost"),
                Arguments.of(
                        powerChangeFailed(),
                        "the VPS could not be stopped or restarted, and nobody knows whether it runs"),
                Arguments.of(destroyRequested(), "the VPS was destroyed"));
    }

    @ParameterizedTest
    @MethodSource("endsOfTheVps")
    void aVpsThatGoesAwayTakesItsJobsWithIt(Object event, String reason) {
        fixture.given(requested(ONE), requested(TWO), ended(TWO)).when(event).sends(cancelled(ONE, reason));
    }

    @Test
    void aRestartIsFoundOutByTheWorker() {
        fixture.given(requested(ONE)).when(restartRequested()).doesNothing().waitsFor("jobId", ONE, PATIENCE, DEADLINE);
    }

    @Test
    void atTheDeadlineTheJobEndsAndThatIsWaitedFor() {
        fixture.given(requested(ONE))
                .whenNothingHappensFor(PATIENCE)
                .sends(cancelled(ONE, "the platform did not find out in time how it ended"))
                .waitsForItsCommand();
    }

    @Test
    void whatComesAfterTheEndChangesNothing() {
        fixture.given(requested(ONE), ended(ONE)).when(stopped()).doesNothing().ends();
    }
}
