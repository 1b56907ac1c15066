package dev.litevps.command.job;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.BOB;
import static dev.litevps.command.World.NOW;
import static dev.litevps.command.World.createVps;
import static dev.litevps.command.World.placeVps;
import static dev.litevps.command.World.provisioned;
import static dev.litevps.command.World.ready;
import static dev.litevps.command.World.vps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.DecisionFixture;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.job.JobCommand.CancelJob;
import dev.litevps.command.job.JobCommand.ReportJobEnded;
import dev.litevps.command.job.JobCommand.ReportJobStarted;
import dev.litevps.command.job.JobCommand.StartJob;
import dev.litevps.command.vps.VpsCommand.DestroyVps;
import dev.litevps.command.vps.VpsCommand.StopVps;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.job.JobEvent.JobCancelRequested;
import dev.litevps.events.job.JobEvent.JobEnded;
import dev.litevps.events.job.JobEvent.JobRequested;
import dev.litevps.events.job.JobEvent.JobStarted;
import dev.litevps.events.job.JobId;
import dev.litevps.events.job.JobOutcome;
import dev.litevps.events.job.JobsId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobDecisionsTest {

    private static final JobsId ALL = new JobsId(vps(1));
    private static final EncryptedText COMMAND = new EncryptedText("c2VjcmV0");

    private final DecisionFixture fixture = new DecisionFixture();

    @BeforeEach
    void aVpsRuns() {
        fixture.given(ready()).given(createVps(ANN, 1), placeVps(1), provisioned(1));
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void aJobIsRequestedBeginsAndEndsOnce() {
        assertThat(fixture.when(start(1))).singleElement().isInstanceOfSatisfying(JobRequested.class, requested -> {
            assertThat(requested.jobsId()).isEqualTo(ALL);
            assertThat(requested.vpsId()).isEqualTo(vps(1));
            assertThat(requested.command()).isEqualTo(COMMAND);
            assertThat(requested.timeoutSeconds()).isEqualTo(30);
            assertThat(requested.placement().address()).isNotBlank();
        });
        assertThat(fixture.when(started(1))).containsExactly(new JobStarted(ALL, vps(1), ANN, job(1), NOW));
        assertThat(fixture.when(done(1)))
                .containsExactly(new JobEnded(ALL, vps(1), ANN, job(1), JobOutcome.DONE, 7, 12L, null, NOW));
    }

    @Test
    void whatIsRepeatedChangesNothing() {
        fixture.given(start(1), started(1));

        assertThat(fixture.when(start(1))).isEmpty();
        assertThat(fixture.when(started(1))).isEmpty();
    }

    @Test
    void whatComesAfterTheEndChangesNothing() {
        fixture.given(start(1), done(1));

        assertThat(fixture.when(started(1))).isEmpty();
        assertThat(fixture.when(cancelled(1))).isEmpty();
        assertThat(fixture.when(cancel(ANN, 1))).isEmpty();
    }

    @Test
    void aJobIsCancelledOnceAndEndsAsItReallyDid() {
        fixture.given(start(1), started(1));

        assertThat(fixture.when(cancel(ANN, 1))).containsExactly(new JobCancelRequested(ALL, vps(1), ANN, job(1), NOW));
        assertThat(fixture.when(cancel(ANN, 1))).isEmpty();
        assertThat(fixture.when(done(1))).singleElement().isInstanceOf(JobEnded.class);
    }

    @Test
    void aJobThatHasNotBegunCanBeCancelled() {
        fixture.given(start(1));

        assertThat(fixture.when(cancel(ANN, 1))).singleElement().isInstanceOf(JobCancelRequested.class);
        assertThat(fixture.when(started(1))).isEmpty();
        assertThat(fixture.when(cancelled(1))).singleElement().isInstanceOf(JobEnded.class);
    }

    @Test
    void onlyItsOwnerStartsAndCancels() {
        fixture.given(start(1));

        assertThat(fixture.whenRefused(new StartJob(vps(1), BOB, job(2), COMMAND, 30, NOW))
                        .code())
                .isEqualTo(RejectionCode.UNKNOWN_VPS);
        assertThat(fixture.whenRefused(cancel(BOB, 1)).code()).isEqualTo(RejectionCode.UNKNOWN_VPS);
    }

    @Test
    void aJobNeedsAVpsThatRuns() {
        fixture.given(start(1), new StopVps(vps(1), ANN, NOW));

        assertThat(fixture.whenRefused(start(2)).code()).isEqualTo(RejectionCode.WRONG_STATE);
        assertThat(fixture.when(cancel(ANN, 1))).singleElement().isInstanceOf(JobCancelRequested.class);
    }

    @Test
    void aDestroyedVpsHasNoJobs() {
        fixture.given(start(1), new DestroyVps(vps(1), ANN, NOW));

        assertThat(fixture.whenRefused(start(2)).code()).isEqualTo(RejectionCode.UNKNOWN_VPS);
        assertThat(fixture.whenRefused(cancel(ANN, 1)).code()).isEqualTo(RejectionCode.UNKNOWN_VPS);
        assertThat(fixture.when(cancelled(1))).singleElement().isInstanceOf(JobEnded.class);
    }

    @Test
    void aVpsThatNeverHadAJobHasNoneToCancel() {
        assertThat(fixture.whenRefused(cancel(ANN, 1)).code()).isEqualTo(RejectionCode.UNKNOWN_JOB);
    }

    @Test
    void onlySoManyLiveAtATime() {
        for (int number = 1; number <= StartJob.MOST_LIVE; number++) {
            fixture.given(start(number));
        }

        assertThat(fixture.whenRefused(start(1_000)).code()).isEqualTo(RejectionCode.TOO_MANY_JOBS);
        fixture.given(done(17));
        assertThat(fixture.when(start(1_000))).singleElement().isInstanceOf(JobRequested.class);
    }

    private static JobId job(int number) {
        return new JobId(new UUID(9, number));
    }

    private static StartJob start(int number) {
        return new StartJob(vps(1), ANN, job(number), COMMAND, 30, NOW);
    }

    private static CancelJob cancel(AccountId caller, int number) {
        return new CancelJob(vps(1), caller, job(number), NOW);
    }

    private static ReportJobStarted started(int number) {
        return new ReportJobStarted(ALL, job(number), NOW);
    }

    private static ReportJobEnded done(int number) {
        return new ReportJobEnded(ALL, job(number), JobOutcome.DONE, 7, 12L, null, NOW);
    }

    private static ReportJobEnded cancelled(int number) {
        return new ReportJobEnded(ALL, job(number), JobOutcome.CANCELLED, null, null, "killed", NOW);
    }
}
