package dev.litevps.query.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.host.HostId;
import dev.litevps.events.job.JobEvent.JobCancelRequested;
import dev.litevps.events.job.JobEvent.JobEnded;
import dev.litevps.events.job.JobEvent.JobRequested;
import dev.litevps.events.job.JobEvent.JobStarted;
import dev.litevps.events.job.JobId;
import dev.litevps.events.job.JobOutcome;
import dev.litevps.events.job.JobsId;
import dev.litevps.events.vps.Placement;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Events;
import dev.litevps.query.ProjectionContract;
import dev.litevps.query.ViewDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobProjectionTest extends ProjectionContract {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private static final AccountId ANN = new AccountId(new UUID(1, 1));
    private static final VpsId VPS = new VpsId(new UUID(5, 1));
    private static final JobsId ALL = new JobsId(VPS);
    private static final JobId ONE = new JobId(new UUID(9, 1));
    private static final JobId TWO = new JobId(new UUID(9, 2));
    private static final Placement PLACEMENT =
            new Placement(new HostId(new UUID(3, 1)), new AddressPoolId(new UUID(4, 1)), "127.0.2.1", 2222);

    @Override
    protected Object projection(ViewDatabase on) {
        return new JobProjection(on.writer(), on.jdbc());
    }

    @Override
    protected List<DomainEventMessage<?>> life() {
        return events(
                requested(ONE, AT),
                started(ONE),
                requested(TWO, AT.plusSeconds(60)),
                ended(ONE, JobOutcome.DONE, 7, null),
                started(TWO),
                new JobCancelRequested(ALL, VPS, ANN, TWO, AT),
                ended(TWO, JobOutcome.CANCELLED, null, "its owner cancelled it"));
    }

    @Test
    void aJobIsPendingUntilItRuns() {
        handle(events(requested(ONE, AT)));

        assertThat(job(ONE))
                .isEqualTo(new JobRow(
                        ONE,
                        VPS,
                        new EncryptedText("c2VjcmV0"),
                        30,
                        JobStatus.PENDING,
                        null,
                        null,
                        null,
                        AT,
                        null,
                        null));
    }

    @Test
    void aJobThatIsCancelledRunsUntilItIsDead() {
        handle(events(requested(ONE, AT), started(ONE), new JobCancelRequested(ALL, VPS, ANN, ONE, AT)));

        assertThat(job(ONE).status()).isEqualTo(JobStatus.RUNNING);
        assertThat(job(ONE).startedAt()).isEqualTo(AT.plusSeconds(1));
    }

    @Test
    void theEndSaysHowItEnded() {
        handle(life());

        assertThat(job(ONE).status()).isEqualTo(JobStatus.DONE);
        assertThat(job(ONE).exitCode()).isEqualTo(7);
        assertThat(job(ONE).durationMs()).isEqualTo(1_500);
        assertThat(job(ONE).finishedAt()).isEqualTo(AT.plusSeconds(2));
        assertThat(job(TWO).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(job(TWO).exitCode()).isNull();
        assertThat(job(TWO).reason()).isEqualTo("its owner cancelled it");
    }

    @Test
    void onlyTheNewestAreListedAndTheNewestFirst() {
        handle(events(
                requested(ONE, AT),
                requested(TWO, AT.plusSeconds(60)),
                requested(new JobId(new UUID(9, 3)), AT.minusSeconds(1))));

        assertThat(queries().newest(VPS, 2).map(JobRow::id).collectList().blockOptional(PATIENCE))
                .contains(List.of(TWO, ONE));
    }

    @Test
    void aJobIsFoundInItsOwnVpsOnly() {
        handle(events(requested(ONE, AT)));

        assertThat(queries().byId(new VpsId(new UUID(5, 2)), ONE).blockOptional(PATIENCE))
                .isEmpty();
    }

    private JobRow job(JobId id) {
        return queries().byId(VPS, id).blockOptional(PATIENCE).orElseThrow();
    }

    private JobQueries queries() {
        return new JobQueries(database().reads());
    }

    private static List<DomainEventMessage<?>> events(Object... payloads) {
        return Events.of("Jobs", ALL, payloads);
    }

    private static JobRequested requested(JobId id, Instant at) {
        return new JobRequested(ALL, VPS, ANN, id, new EncryptedText("c2VjcmV0"), 30, PLACEMENT, at);
    }

    private static JobStarted started(JobId id) {
        return new JobStarted(ALL, VPS, ANN, id, AT.plusSeconds(1));
    }

    private static JobEnded ended(JobId id, JobOutcome outcome, @Nullable Integer exitCode, @Nullable String reason) {
        return new JobEnded(ALL, VPS, ANN, id, outcome, exitCode, 1_500L, reason, AT.plusSeconds(2));
    }
}
