package dev.litevps.saga.machine;

import dev.litevps.command.Command;
import dev.litevps.events.Provenance;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** Tells aggregates what came of an order, on behalf of whoever caused it. Returns when the events are stored. */
public final class OutcomeReporter {

    private final CommandGateway gateway;

    public OutcomeReporter(CommandGateway gateway) {
        this.gateway = gateway;
    }

    /**
     * Tells it.
     *
     * @param task which durable task reports it: its kind and its id
     */
    public void report(Command outcome, Map<String, String> provenance, String task) {
        Map<String, String> withTask = new HashMap<>(provenance);
        withTask.put(Provenance.TASK, task);
        report(outcome, withTask);
    }

    public void report(Command outcome, Map<String, String> provenance) {
        gateway.sendAndWait(GenericCommandMessage.asCommandMessage(outcome).withMetaData(provenance));
    }
}
