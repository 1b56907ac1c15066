package dev.litevps.api.eventstore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.litevps.events.Minute;
import dev.litevps.events.ledger.LedgerEvent.BalanceAdjusted;
import dev.litevps.events.ledger.LedgerEvent.FundsRefunded;
import dev.litevps.events.plan.PlanEvent.PlanRepriced;
import dev.litevps.events.template.TemplateEvent.TemplatePublished;
import dev.litevps.events.vps.VpsEvent.VpsDestroyRequested;
import dev.litevps.events.vps.VpsEvent.VpsRequested;
import dev.litevps.events.vps.VpsEvent.VpsStartRequested;
import java.time.Instant;
import java.util.function.Consumer;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;

/** How events that were stored in an older form are read as what they are now. What is stored is never rewritten. */
final class EventUpcasters {

    private EventUpcasters() {}

    /** From the oldest form to the newest. */
    static EventUpcasterChain chain() {
        return new EventUpcasterChain(
                // There were no access tokens before.
                new Revised(VpsRequested.class, "1", "2", payload -> payload.putNull("tokenId")),
                // There were no templates before.
                new Revised(VpsRequested.class, "2", "3", payload -> payload.putNull("template")),
                new Revised(VpsStartRequested.class, "1", "2", payload -> payload.putNull("tokenId")),
                // Why a VPS was destroyed was not on record before.
                new Revised(VpsDestroyRequested.class, "1", "2", payload -> payload.putNull("cause")),
                // A template was a size and nothing else before.
                new Revised(TemplatePublished.class, "1", "2", payload -> payload.putNull("userData")
                        .putNull("ttlMinutes")),
                // Which charge was given back or corrected was not on record before.
                new Revised(FundsRefunded.class, "1", "2", payload -> payload.putNull("chargeId")),
                new Revised(BalanceAdjusted.class, "1", "2", payload -> payload.putNull("vpsId")
                        .putNull("chargeId")),
                // A price changed with the minute after the one in which it was decided.
                new Revised(
                        PlanRepriced.class,
                        "1",
                        "2",
                        payload -> payload.put(
                                "effectiveFrom",
                                Minute.of(Instant.parse(payload.get("at").textValue()))
                                        .plus(1)
                                        .sinceEpoch())));
    }

    /** Makes one revision of one event of the revision before it. */
    private static final class Revised extends SingleEventUpcaster {

        private final SimpleSerializedType before;
        private final SimpleSerializedType after;
        private final Consumer<ObjectNode> change;

        private Revised(Class<?> event, String before, String after, Consumer<ObjectNode> change) {
            this.before = new SimpleSerializedType(event.getName(), before);
            this.after = new SimpleSerializedType(event.getName(), after);
            this.change = change;
        }

        @Override
        protected boolean canUpcast(IntermediateEventRepresentation event) {
            return event.getType().equals(before);
        }

        @Override
        protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
            return event.upcastPayload(after, JsonNode.class, payload -> {
                ObjectNode changed = payload.deepCopy();
                change.accept(changed);
                return changed;
            });
        }
    }
}
