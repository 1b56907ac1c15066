package dev.litevps.api.audit;

import dev.litevps.events.Provenance;
import dev.litevps.query.history.HistoryRow;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as auditors see it.
 *
 * @param position its place in the store
 * @param version which of its aggregate's events it is, from 0 on
 * @param accountId whom it concerns
 * @param actor who brought it about; null if the platform did by itself
 * @param command what decided on it
 * @param task the durable work that reported it; null if none did
 * @param payload as it is stored: personal data in it is encrypted, except for what customers call things
 */
record EventResponse(
        long position,
        String eventId,
        @Nullable String aggregateType,
        String aggregateId,
        long version,
        String type,
        @Nullable String revision,
        Instant at,
        @Nullable String accountId,
        @Nullable String vpsId,
        @Nullable String actor,
        @Nullable String role,
        @Nullable String tokenId,
        @Nullable String requestId,
        @Nullable String request,
        @Nullable String idempotencyKey,
        @Nullable String command,
        @Nullable String causationId,
        @Nullable String causeEventId,
        @Nullable String correlationId,
        @Nullable String task,
        JsonNode payload) {

    private static final JsonMapper JSON = new JsonMapper();

    static EventResponse of(HistoryRow row) {
        JsonNode meta = JSON.readTree(row.metaData());
        String role = text(meta, Provenance.ROLE);
        return new EventResponse(
                row.position(),
                row.eventId(),
                row.aggregateType(),
                row.aggregateId(),
                row.version(),
                row.eventType(),
                row.revision(),
                row.at(),
                row.accountId() == null ? null : row.accountId().toString(),
                row.vpsId() == null ? null : row.vpsId().toString(),
                text(meta, Provenance.ACCOUNT_ID),
                role == null ? null : role.toLowerCase(Locale.ROOT),
                text(meta, Provenance.TOKEN_ID),
                text(meta, Provenance.REQUEST_ID),
                text(meta, Provenance.REQUEST),
                text(meta, Provenance.IDEMPOTENCY_KEY),
                text(meta, Provenance.COMMAND),
                text(meta, Provenance.CAUSATION_ID),
                text(meta, Provenance.CAUSE_EVENT_ID),
                text(meta, Provenance.CORRELATION_ID),
                text(meta, Provenance.TASK),
                JSON.readTree(row.payload()));
    }

    private static @Nullable String text(JsonNode meta, String name) {
        JsonNode value = meta.path(name);
        return value.isNull() || value.isMissingNode() ? null : value.asString();
    }
}
