package dev.litevps.command.job;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.job.JobCommand.ReportJobEnded;
import dev.litevps.command.job.JobCommand.ReportJobStarted;
import dev.litevps.command.job.JobCommand.StartJob;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.job.JobEvent;
import dev.litevps.events.job.JobEvent.JobCancelRequested;
import dev.litevps.events.job.JobEvent.JobEnded;
import dev.litevps.events.job.JobEvent.JobRequested;
import dev.litevps.events.job.JobEvent.JobStarted;
import dev.litevps.events.job.JobId;
import dev.litevps.events.job.JobsId;
import dev.litevps.events.vps.Placement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * The background jobs of one VPS. They begin with the first that is asked for. A job is requested, begins to run, and ends
 * once: by itself, at its timeout, or because it was cancelled. Only those that have not ended are remembered here, and there
 * are so many of them at most.
 */
@Aggregate(cache = "aggregateCache", snapshotTriggerDefinition = "snapshotTrigger")
@Revision("1")
class Jobs {

    /** How far a job is that has not ended. */
    private enum Stage {
        PENDING,
        RUNNING,
        CANCELLING
    }

    @AggregateIdentifier
    private @Nullable JobsId jobsId;

    private @Nullable AccountId accountId;

    private Map<JobId, Stage> live = new HashMap<>();

    // Its owner's wishes

    void start(StartJob command, Placement on) {
        if (live.containsKey(command.jobId())) {
            return;
        }
        if (live.size() >= StartJob.MOST_LIVE) {
            throw new CommandRejected(
                    RejectionCode.TOO_MANY_JOBS,
                    "a VPS can have " + StartJob.MOST_LIVE + " jobs that have not ended; cancel one, or wait for one");
        }
        apply(new JobRequested(
                new JobsId(command.vpsId()),
                command.vpsId(),
                command.accountId(),
                command.jobId(),
                command.command(),
                command.timeoutSeconds(),
                on,
                command.at()));
    }

    void cancel(JobId job, Instant at) {
        Stage stage = live.get(job);
        if (stage == Stage.PENDING || stage == Stage.RUNNING) {
            apply(new JobCancelRequested(id(), id().vpsId(), owner(), job, at));
        }
    }

    // What the process reports

    @CommandHandler
    void handle(ReportJobStarted command) {
        if (live.get(command.jobId()) == Stage.PENDING) {
            apply(new JobStarted(id(), id().vpsId(), owner(), command.jobId(), command.at()));
        }
    }

    @CommandHandler
    void handle(ReportJobEnded command) {
        if (live.containsKey(command.jobId())) {
            apply(new JobEnded(
                    id(),
                    id().vpsId(),
                    owner(),
                    command.jobId(),
                    command.outcome(),
                    command.exitCode(),
                    command.durationMs(),
                    command.reason(),
                    command.at()));
        }
    }

    @EventSourcingHandler
    void on(JobEvent event) {
        switch (event) {
            case JobRequested requested -> {
                jobsId = requested.jobsId();
                accountId = requested.accountId();
                live.put(requested.jobId(), Stage.PENDING);
            }
            case JobStarted started -> live.put(started.jobId(), Stage.RUNNING);
            case JobCancelRequested cancelled -> live.put(cancelled.jobId(), Stage.CANCELLING);
            case JobEnded ended -> live.remove(ended.jobId());
        }
    }

    private JobsId id() {
        return Objects.requireNonNull(jobsId);
    }

    private AccountId owner() {
        return Objects.requireNonNull(accountId);
    }
}
