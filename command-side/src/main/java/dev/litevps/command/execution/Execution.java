package dev.litevps.command.execution;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.execution.ExecutionCommand.RefuseExecution;
import dev.litevps.command.execution.ExecutionCommand.ReportExecutionEnded;
import dev.litevps.command.execution.ExecutionCommand.RequestExecution;
import dev.litevps.events.execution.ExecutionEvent;
import dev.litevps.events.execution.ExecutionEvent.ExecutionEnded;
import dev.litevps.events.execution.ExecutionEvent.ExecutionRefused;
import dev.litevps.events.execution.ExecutionEvent.ExecutionRequested;
import dev.litevps.events.execution.ExecutionId;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * A command is requested, and ends once; or it is refused, and that is all. Neither cached nor snapshotted: two events, and
 * nobody comes back to it.
 */
@Aggregate
class Execution {

    @AggregateIdentifier
    private @Nullable ExecutionId executionId;

    private boolean ended;

    Execution() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RequestExecution command) {
        if (executionId == null) {
            apply(new ExecutionRequested(
                    command.executionId(),
                    command.vpsId(),
                    command.accountId(),
                    command.command(),
                    command.timeoutSeconds(),
                    command.at()));
        }
    }

    @CommandHandler
    void handle(ReportExecutionEnded command) {
        if (!ended) {
            apply(new ExecutionEnded(
                    command.executionId(),
                    command.outcome(),
                    command.exitCode(),
                    command.durationMs(),
                    command.reason(),
                    command.at()));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RefuseExecution command) {
        if (executionId == null) {
            apply(new ExecutionRefused(
                    command.executionId(),
                    command.vpsId(),
                    command.accountId(),
                    command.command(),
                    command.blockedBy(),
                    command.at()));
        }
    }

    @EventSourcingHandler
    void on(ExecutionEvent event) {
        switch (event) {
            case ExecutionRequested requested -> executionId = requested.executionId();
            case ExecutionEnded _ -> ended = true;
            case ExecutionRefused refused -> {
                executionId = refused.executionId();
                ended = true;
            }
        }
    }
}
