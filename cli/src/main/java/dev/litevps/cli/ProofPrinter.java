package dev.litevps.cli;

import dev.litevps.events.seal.Checkpoint;
import dev.litevps.events.seal.StoredEvent;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Says what a proof has come to. */
final class ProofPrinter {

    private static final JsonMapper JSON = new JsonMapper();

    private final PrintWriter out;
    private final OutputForm form;

    ProofPrinter(PrintWriter out, OutputForm form) {
        this.out = out;
        this.form = form;
    }

    /** The event is in the checkpoint, word for word. */
    void proven(StoredEvent event, Checkpoint checkpoint) {
        String payload = new String(event.payload(), StandardCharsets.UTF_8);
        switch (form) {
            case JSON -> out.println(json(event, checkpoint).put("payload", payload));
            case TABLE -> {
                out.printf(
                        "PROVEN: event %s, position %d, number %d of %s, of %s, is among the %d that %s had sealed at %s.%n",
                        event.eventId(),
                        event.position(),
                        event.sequence(),
                        event.aggregateId(),
                        event.timestamp(),
                        checkpoint.size(),
                        checkpoint.origin(),
                        checkpoint.at());
                out.println(payload);
            }
        }
        out.flush();
    }

    /** What to throw if the event is not proven; programs are told in their own form too. */
    CommandFailure refused(String eventId, String reason) {
        if (form == OutputForm.JSON) {
            out.println(JSON.createObjectNode()
                    .put("proven", false)
                    .put("event_id", eventId)
                    .put("reason", reason));
            out.flush();
        }
        return new CommandFailure(ExitStatus.TAMPERED, "Event " + eventId + " is not proven: " + reason + ".");
    }

    private static ObjectNode json(StoredEvent event, Checkpoint checkpoint) {
        ObjectNode json = JSON.createObjectNode()
                .put("proven", true)
                .put("event_id", event.eventId())
                .put("position", event.position())
                .put("aggregate_id", event.aggregateId())
                .put("sequence", event.sequence())
                .put("timestamp", event.timestamp())
                .put("payload_type", event.payloadType());
        json.putObject("checkpoint")
                .put("origin", checkpoint.origin())
                .put("size", checkpoint.size())
                .put("last_position", checkpoint.lastPosition())
                .put("at", checkpoint.at().toString());
        return json;
    }
}
