package dev.litevps.api.eventstore;

import dev.litevps.events.Provenance;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.deadline.DeadlineMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.CorrelationDataProvider;

/** Hands {@link Provenance} from a message on to those that it causes: from command to event, and from event to command. */
final class ProvenanceProvider implements CorrelationDataProvider {

    @Override
    public Map<String, ?> correlationDataFor(Message<?> cause) {
        MetaData metaData = cause.getMetaData();
        Map<String, Object> provenance = new HashMap<>();
        for (String name : Provenance.INHERITED) {
            Object value = metaData.get(name);
            if (value != null) {
                provenance.put(name, value);
            }
        }
        provenance.put(Provenance.CAUSATION_ID, cause.getIdentifier());
        provenance.put(
                Provenance.CORRELATION_ID, metaData.getOrDefault(Provenance.CORRELATION_ID, cause.getIdentifier()));
        if (cause instanceof CommandMessage<?> command) {
            addCommand(command, provenance);
        }
        if (cause instanceof DeadlineMessage<?> deadline) {
            addDeadline(deadline, provenance);
        }
        return provenance;
    }

    /** A deadline is not stored: what it leads to was caused by whatever set it. */
    private static void addDeadline(DeadlineMessage<?> deadline, Map<String, Object> provenance) {
        provenance.put(Provenance.TASK, "deadline/" + deadline.getDeadlineName() + "/" + deadline.getIdentifier());
        Object event = deadline.getMetaData().get(Provenance.CAUSATION_ID);
        if (event != null) {
            provenance.put(Provenance.CAUSATION_ID, event);
        }
    }

    /** An event names the command that decided on it, and what that command came from. */
    private static void addCommand(CommandMessage<?> command, Map<String, Object> provenance) {
        provenance.put(Provenance.COMMAND, command.getPayloadType().getSimpleName());
        Object event = command.getMetaData().get(Provenance.CAUSATION_ID);
        if (event != null) {
            provenance.put(Provenance.CAUSE_EVENT_ID, event);
        }
        Object task = command.getMetaData().get(Provenance.TASK);
        if (task != null) {
            provenance.put(Provenance.TASK, task);
        }
    }
}
