package dev.litevps.command.job;

import dev.litevps.command.Command;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.job.JobId;
import dev.litevps.events.job.JobOutcome;
import dev.litevps.events.job.JobsId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the jobs of a VPS: by its owner (those with an {@code accountId}), or by the process that looks after
 * a job. The latter come late or twice as a matter of course; where they no longer fit, they change nothing.
 */
public sealed interface JobCommand extends Command {

    /** What its owner asks for: decided on the VPS and its jobs in one unit of work. */
    sealed interface Wish extends JobCommand {

        VpsId vpsId();

        AccountId accountId();

        JobId jobId();

        Instant at();
    }

    /**
     * Run a command in the background. Repeated while the job lives, it changes nothing.
     *
     * @param jobId what this is about: of several that come in one request, each is known by it
     */
    record StartJob(
            VpsId vpsId,
            AccountId accountId,
            @TargetAggregateIdentifier JobId jobId,
            EncryptedText command,
            int timeoutSeconds,
            Instant at)
            implements Wish {

        /**
         * So many jobs of a VPS live at a time. It bounds what the platform polls for one customer; the number is as many as a
         * list shows.
         */
        public static final int MOST_LIVE = 50;
    }

    /** Kill the job. Of one that has ended, this changes nothing. */
    record CancelJob(VpsId vpsId, AccountId accountId, JobId jobId, Instant at) implements Wish {}

    /** The guest has it, and runs it. */
    record ReportJobStarted(@TargetAggregateIdentifier JobsId jobsId, JobId jobId, Instant at) implements JobCommand {}

    /**
     * It has come to its end.
     *
     * @param exitCode null if it has none, or it is not known
     * @param durationMs in milliseconds; null if it is not known
     * @param reason why it was cancelled, as a sentence; null if it was not
     */
    record ReportJobEnded(
            @TargetAggregateIdentifier JobsId jobsId,
            JobId jobId,
            JobOutcome outcome,
            @Nullable Integer exitCode,
            @Nullable Long durationMs,
            @Nullable String reason,
            Instant at)
            implements JobCommand {}
}
