package dev.litevps.saga.job;

import dev.litevps.command.job.JobCommand.ReportJobEnded;
import dev.litevps.events.job.JobEvent.JobCancelRequested;
import dev.litevps.events.job.JobEvent.JobEnded;
import dev.litevps.events.job.JobEvent.JobRequested;
import dev.litevps.events.job.JobId;
import dev.litevps.events.job.JobOutcome;
import dev.litevps.events.job.JobsId;
import dev.litevps.events.vps.VpsEvent.VpsDestroyRequested;
import dev.litevps.events.vps.VpsEvent.VpsLost;
import dev.litevps.events.vps.VpsEvent.VpsPowerChangeFailed;
import dev.litevps.events.vps.VpsEvent.VpsStopped;
import dev.litevps.saga.ProcessTimeouts;
import dev.litevps.saga.VpsProcess;
import java.util.Objects;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Has one background job run and seen to its end.
 *
 * <pre>
 *  JobRequested ───▶ LIVING ──────────── JobEnded: close the order ───▶ end
 *                    order it
 *                       │
 *                       ├── JobCancelRequested: have it killed ────────▶ LIVING
 *                       ├── VpsStopped, VpsLost, VpsPowerChangeFailed,
 *                       │   VpsDestroyRequested: ReportJobEnded ───────▶ LIVING, until JobEnded
 *                       └── deadline: ReportJobEnded ──────────────────▶ LIVING, until JobEnded
 * </pre>
 *
 * <p>A restart does not end it: the worker finds out that the guest was rebooted.
 */
@Saga
@ProcessingGroup("saga.job")
public class JobSaga extends VpsProcess {

    static final String DEADLINE = "job";

    private transient @Nullable JobOrders jobOrders;

    private @Nullable JobId jobId;

    @StartSaga
    @SagaEventHandler(associationProperty = "jobId")
    void on(JobRequested event) {
        begin(event.vpsId());
        jobId = event.jobId();
        SagaLifecycle.associateWith("vpsId", event.vpsId().toString());
        expectWithin(JobDeadlines.longestLife(event.timeoutSeconds()).plus(ProcessTimeouts.SAGA_MARGIN), DEADLINE);
        orders().order(new JobOrder(
                event.vpsId(),
                event.accountId(),
                event.jobId(),
                event.placement(),
                event.command(),
                event.timeoutSeconds(),
                now()));
    }

    @SagaEventHandler(associationProperty = "jobId")
    void on(JobCancelRequested event) {
        orders().cancel(event.jobId());
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "jobId")
    void on(JobEnded event) {
        dropDeadline();
        orders().close(event.jobId());
    }

    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsStopped event) {
        end("the VPS was stopped");
    }

    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsLost event) {
        end("the VPS was lost");
    }

    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsPowerChangeFailed event) {
        end("the VPS could not be stopped or restarted, and nobody knows whether it runs");
    }

    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsDestroyRequested event) {
        end("the VPS was destroyed");
    }

    @DeadlineHandler(deadlineName = DEADLINE)
    void onDeadline() {
        deadlinePassed();
        end("the platform did not find out in time how it ended");
    }

    private void end(String reason) {
        send(new ReportJobEnded(
                new JobsId(vpsId()), Objects.requireNonNull(jobId), JobOutcome.CANCELLED, null, null, reason, now()));
    }

    private JobOrders orders() {
        return Objects.requireNonNull(jobOrders);
    }

    @Autowired
    public void use(JobOrders orders) {
        jobOrders = orders;
    }
}
