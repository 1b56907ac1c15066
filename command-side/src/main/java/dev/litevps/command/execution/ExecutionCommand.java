package dev.litevps.command.execution;

import dev.litevps.command.Command;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.execution.ExecutionId;
import dev.litevps.events.execution.ExecutionOutcome;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of the record of a command in a guest. */
public sealed interface ExecutionCommand extends Command {

    ExecutionId executionId();

    /**
     * Write down that the command is about to be sent. That the account owns the VPS was looked at before. Repeated, it
     * changes nothing.
     */
    record RequestExecution(
            @TargetAggregateIdentifier ExecutionId executionId,
            VpsId vpsId,
            AccountId accountId,
            EncryptedText command,
            int timeoutSeconds,
            Instant at)
            implements ExecutionCommand {}

    /**
     * Write down what came of it. Once it has ended, this changes nothing.
     *
     * @param exitCode null if it is not known
     * @param durationMs in milliseconds
     * @param reason why it failed, as a sentence; null if it did not
     */
    record ReportExecutionEnded(
            @TargetAggregateIdentifier ExecutionId executionId,
            ExecutionOutcome outcome,
            @Nullable Integer exitCode,
            long durationMs,
            @Nullable String reason,
            Instant at)
            implements ExecutionCommand {}

    /**
     * Write down that the command was not sent, because operators block it. Repeated, it changes nothing.
     *
     * @param blockedBy the entry of the list of blocked commands that it matched
     */
    record RefuseExecution(
            @TargetAggregateIdentifier ExecutionId executionId,
            VpsId vpsId,
            AccountId accountId,
            EncryptedText command,
            String blockedBy,
            Instant at)
            implements ExecutionCommand {}
}
