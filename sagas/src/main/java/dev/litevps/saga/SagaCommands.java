package dev.litevps.saga;

import dev.litevps.command.Command;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.springframework.stereotype.Component;

/**
 * How a saga sends a command: on its own thread and in its own transaction, so that the saga's step, the command's events
 * and the token advance together. A failure is thrown, which rolls all of it back, and the event is handled again.
 */
@Component
public class SagaCommands {

    private final CommandBus commandBus;

    public SagaCommands(CommandBus commandBus) {
        this.commandBus = commandBus;
    }

    public void send(Command command) {
        FutureCallback<Command, Object> callback = new FutureCallback<>();
        commandBus.dispatch(GenericCommandMessage.asCommandMessage(command), callback);
        // The bus is a local one: it has answered by now, on this thread.
        CommandResultMessage<?> result = callback.getNow(null);
        if (result == null) {
            throw new IllegalStateException("the command bus did not handle " + command + " on the saga's thread");
        }
        if (result.isExceptional()) {
            throw result.exceptionResult() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException(command + " failed", result.exceptionResult());
        }
    }
}
