package dev.litevps.api.replay;

import dev.litevps.query.view.View;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A comparison of a view with what its events say.
 *
 * @param accountId whose part of it; null if the whole
 * @param rows how many of the live view were compared
 * @param differences how many rows differ, of which {@code examples} shows the first
 * @param trouble why there is no result
 */
record DriftCheck(
        UUID id,
        View view,
        @Nullable UUID accountId,
        String reason,
        Instant askedAt,
        State state,
        long events,
        long rows,
        long differences,
        JsonNode examples,
        @Nullable String trouble,
        @Nullable Instant endedAt) {

    enum State {
        WAITING,
        RUNNING,
        SAME,
        DIFFERENT,
        FAILED
    }
}
