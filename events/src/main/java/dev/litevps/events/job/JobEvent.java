package dev.litevps.events.job;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.vps.Placement;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The lives of the background jobs of one VPS, and the audit of who ran what there, which their provenance completes. What a
 * job printed is no part of it.
 */
public sealed interface JobEvent {

    JobsId jobsId();

    JobId jobId();

    VpsId vpsId();

    AccountId accountId();

    Instant at();

    /**
     * The owner wants a command to be run. The process has it run in the guest.
     *
     * @param command what the shell gets, encrypted under the key of the account
     * @param timeoutSeconds after which it is killed, counted from when it began to run
     * @param placement where the VPS is
     */
    @Revision("1")
    record JobRequested(
            JobsId jobsId,
            VpsId vpsId,
            AccountId accountId,
            JobId jobId,
            EncryptedText command,
            int timeoutSeconds,
            Placement placement,
            Instant at)
            implements JobEvent {}

    /** The guest has the command, and runs it. Nobody reacts. */
    @Revision("1")
    record JobStarted(JobsId jobsId, VpsId vpsId, AccountId accountId, JobId jobId, Instant at) implements JobEvent {}

    /** The owner wants it to end now. The process has it killed in the guest. */
    @Revision("1")
    record JobCancelRequested(JobsId jobsId, VpsId vpsId, AccountId accountId, JobId jobId, Instant at)
            implements JobEvent {}

    /**
     * It has come to its end. Its process ends.
     *
     * @param exitCode its exit status; null if it has none, or it is not known
     * @param durationMs how long it ran by the clock of the guest, in milliseconds; null if it is not known
     * @param reason why it was cancelled, as a sentence; null if it was not
     */
    @Revision("1")
    record JobEnded(
            JobsId jobsId,
            VpsId vpsId,
            AccountId accountId,
            JobId jobId,
            JobOutcome outcome,
            @Nullable Integer exitCode,
            @Nullable Long durationMs,
            @Nullable String reason,
            Instant at)
            implements JobEvent {}
}
