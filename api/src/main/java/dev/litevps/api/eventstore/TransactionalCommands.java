package dev.litevps.api.eventstore;

import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/**
 * Sends commands whose events must be stored together with something that is no event, such as the hash of a secret. The
 * aggregates stay locked until the transaction has ended, so that nobody decides on what may yet be rolled back. Blocks.
 */
@Component
public class TransactionalCommands {

    private final CommandBus commandBus;
    private final TransactionManager transactions;

    TransactionalCommands(CommandBus commandBus, TransactionManager transactions) {
        this.commandBus = commandBus;
        this.transactions = transactions;
    }

    /**
     * Does {@code alongside} first and then what the command asks, in one transaction; whatever either of them throws rolls
     * both back, and is thrown. That includes Axon's {@code ConcurrencyException}, if another node was faster: then all of
     * it can be done again.
     *
     * @param alongside writes by JDBC
     */
    public Receipt send(CommandMessage<?> command, Runnable alongside) {
        return send(command, alongside, _ -> {});
    }

    /**
     * As {@link #send(CommandMessage, Runnable)}, with something that is to be written when it is known what the command
     * changed.
     *
     * @param afterwards writes by JDBC, still in the same transaction
     */
    public Receipt send(CommandMessage<?> command, Runnable alongside, Consumer<Receipt> afterwards) {
        UnitOfWork<CommandMessage<?>> unitOfWork = DefaultUnitOfWork.startAndGet(command);
        unitOfWork.attachTransaction(transactions);
        ResultMessage<Receipt> result = unitOfWork.executeWithResult(() -> {
            alongside.run();
            Receipt receipt = dispatch(command);
            afterwards.accept(receipt);
            return receipt;
        });
        throwIfExceptional(result);
        return result.getPayload();
    }

    private Receipt dispatch(CommandMessage<?> command) {
        FutureCallback<Object, Receipt> callback = new FutureCallback<>();
        commandBus.dispatch(command, callback);
        // The bus is a local one: it has answered by now, on this thread.
        CommandResultMessage<? extends Receipt> result = callback.getNow(null);
        if (result == null) {
            throw new IllegalStateException(
                    "the command bus did not handle " + command.getCommandName() + " on the sender's thread");
        }
        throwIfExceptional(result);
        return result.getPayload();
    }

    private static void throwIfExceptional(ResultMessage<?> result) {
        if (result.isExceptional()) {
            throw result.exceptionResult() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException("a command failed", result.exceptionResult());
        }
    }
}
