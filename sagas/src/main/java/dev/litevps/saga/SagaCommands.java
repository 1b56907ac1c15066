package dev.litevps.saga;

import dev.litevps.command.Command;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
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
        commandBus.dispatch(GenericCommandMessage.asCommandMessage(command), new ThrowFailure());
    }

    private static final class ThrowFailure implements CommandCallback<Object, Object> {

        @Override
        public void onResult(
                CommandMessage<? extends Object> command, CommandResultMessage<? extends Object> result) {
            if (result.isExceptional()) {
                throw result.exceptionResult() instanceof RuntimeException failure
                        ? failure
                        : new IllegalStateException(
                                command.getCommandName() + " failed", result.exceptionResult());
            }
        }
    }
}
