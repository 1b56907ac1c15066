package dev.litevps.api.eventstore;

import dev.litevps.events.Provenance;
import java.util.HashMap;
import java.util.Map;
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
        return provenance;
    }
}
