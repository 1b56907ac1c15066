package dev.litevps.events.execution;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The life of one command in one guest: the audit of who ran what, which its provenance completes. What the command printed
 * is no part of it.
 */
public sealed interface ExecutionEvent {

    ExecutionId executionId();

    Instant at();

    /**
     * The command is about to be sent to the guest; stored before it is, so that nothing runs unseen. Nobody reacts.
     *
     * @param accountId who owns the VPS; the command is encrypted under this account's key
     * @param command what the shell gets; it may well contain passwords
     * @param timeoutSeconds after which it is killed
     */
    @Revision("1")
    record ExecutionRequested(
            ExecutionId executionId,
            VpsId vpsId,
            AccountId accountId,
            EncryptedText command,
            int timeoutSeconds,
            Instant at)
            implements ExecutionEvent {}

    /**
     * The command has come to its end, or nobody will know any more. Nobody reacts. A command without this event was under
     * way when its server died.
     *
     * @param exitCode its exit status; null if it is not known
     * @param durationMs from sending it to its end, in milliseconds
     * @param reason why it failed, as a sentence; null if it did not
     */
    @Revision("1")
    record ExecutionEnded(
            ExecutionId executionId,
            ExecutionOutcome outcome,
            @Nullable Integer exitCode,
            long durationMs,
            @Nullable String reason,
            Instant at)
            implements ExecutionEvent {}

    /**
     * Somebody wanted to run the command, and it was not sent, because operators block it. Nobody reacts.
     *
     * @param accountId who owns the VPS; the command is encrypted under this account's key
     * @param command what the shell would have got
     * @param blockedBy the entry of the list of blocked commands that it matched
     */
    @Revision("1")
    record ExecutionRefused(
            ExecutionId executionId,
            VpsId vpsId,
            AccountId accountId,
            EncryptedText command,
            String blockedBy,
            Instant at)
            implements ExecutionEvent {}
}
