package dev.litevps.api.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The state of an aggregate as its events have said it so far, and what one of them changes about that. */
final class Changes {

    private final Map<String, JsonNode> known = new LinkedHashMap<>();

    /**
     * One thing that changed.
     *
     * @param before null if nothing was said of it before, or that there is none
     * @param after null if there is none any more
     */
    record Change(
            String field,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {}

    /** What the event changes; from now on that is known. */
    List<Change> apply(EventResponse event) {
        List<Change> changes = new ArrayList<>();
        Said.of(event.aggregateType(), event.type(), event.payload()).forEach((field, after) -> {
            JsonNode before = known.put(field, after);
            boolean isSame = before == null ? after.isNull() : before.equals(after);
            if (!isSame) {
                changes.add(new Change(field, before, after));
            }
        });
        return changes;
    }
}
