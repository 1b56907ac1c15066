package dev.litevps.api.idempotency;

import dev.litevps.api.eventstore.Receipt;
import dev.litevps.api.eventstore.TransactionalCommands;
import dev.litevps.command.Command;
import dev.litevps.events.Provenance;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.springframework.stereotype.Component;

/**
 * Sends the commands of keyed requests: each is marked as done in the transaction in which its events are stored, so that
 * neither another attempt nor another node sends it again. Blocks.
 */
@Component
public class KeyedCommands {

    private final TransactionalCommands commands;
    private final RequestSteps steps;

    KeyedCommands(TransactionalCommands commands, RequestSteps steps) {
        this.commands = commands;
        this.steps = steps;
    }

    /** Names the step that the command is; to be asked once for each time that it is sent. */
    public static String step(KeyedRequest request, Command command) {
        return request.nextStep(StepNames.of(command));
    }

    /**
     * Sends the command with what is to be written alongside, unless that was done before; answers with what it changed then
     * or now.
     */
    public Receipt send(KeyedRequest request, String step, CommandMessage<Command> command, Runnable alongside) {
        CommandMessage<Command> named = command.andMetaData(Map.of(Provenance.IDEMPOTENCY_KEY, request.keyName()));
        try {
            return commands.send(
                    named,
                    () -> {
                        if (!steps.mark(request, step)) {
                            throw new DoneBefore();
                        }
                        alongside.run();
                    },
                    receipt -> steps.note(request, step, receipt.changed()));
        } catch (DoneBefore done) {
            return new Receipt(steps.changed(request, step));
        }
    }

    /** Rolls back what was begun in vain. */
    private static final class DoneBefore extends RuntimeException {

        private static final long serialVersionUID = 1L;

        DoneBefore() {
            super("done by an earlier attempt", null, false, false);
        }
    }
}
