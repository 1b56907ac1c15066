package dev.litevps.api.seal;

import dev.litevps.api.http.Client;
import dev.litevps.events.seal.Checkpoint;
import dev.litevps.events.seal.InclusionProof;
import dev.litevps.events.seal.SealKey;
import dev.litevps.events.seal.SignedNote;
import dev.litevps.events.seal.StoredEvent;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the API answers about seals, as those read it who verify it by themselves. */
public final class ServedProof {

    private ServedProof() {}

    /** The proof in an answer of {@code GET /api/audit/events/:id/proof}. */
    public static InclusionProof of(JsonNode answer) {
        return new InclusionProof(
                event(answer.path("event")),
                answer.path("leaf_index").longValue(),
                hashes(answer.path("path")),
                SignedNote.parse(answer.path("checkpoint").asString()));
    }

    /** The published keys, for the origin of the newest checkpoint. */
    public static List<SealKey> keys(Client auditor) {
        String origin = latest(auditor).origin();
        return auditor.get("/api/audit/seal/keys")
                .json()
                .valueStream()
                .map(key -> SealKey.ofPem(origin, key.path("public_key").asString()))
                .toList();
    }

    static Checkpoint latest(Client auditor) {
        return Checkpoint.parse(
                SignedNote.parse(auditor.get("/api/audit/checkpoints/latest").text("note"))
                        .text());
    }

    static StoredEvent event(JsonNode json) {
        return new StoredEvent(
                json.path("position").longValue(),
                json.path("event_id").asString(),
                json.path("aggregate_id").asString(),
                json.path("sequence").longValue(),
                json.path("aggregate_type").isNull()
                        ? null
                        : json.path("aggregate_type").asString(),
                json.path("timestamp").asString(),
                json.path("payload_type").asString(),
                json.path("payload_revision").isNull()
                        ? null
                        : json.path("payload_revision").asString(),
                bytes(json.path("payload")),
                bytes(json.path("meta_data")));
    }

    static List<byte[]> hashes(JsonNode array) {
        return array.valueStream().map(ServedProof::bytes).toList();
    }

    static byte[] bytes(JsonNode value) {
        return Base64.getDecoder().decode(value.asString());
    }
}
