package dev.litevps.api.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the events have said last of each thing, and what one of them changes about that. */
final class Changes {

    /** What names an event, and says nothing of a state. */
    private static final Set<String> NO_STATE = Set.of("at", "accountId", "vpsId", "ledgerId", "actor");

    private final Map<String, JsonNode> known = new LinkedHashMap<>();

    /**
     * One thing that changed.
     *
     * @param before null if nothing was said of it before
     */
    record Change(String field, @Nullable JsonNode before, JsonNode after) {}

    /** What the event changes; from now on that is known. */
    Map<String, Change> apply(JsonNode payload) {
        Map<String, Change> changes = new LinkedHashMap<>();
        payload.properties().forEach(member -> {
            JsonNode before = known.get(member.getKey());
            if (!NO_STATE.contains(member.getKey()) && !member.getValue().equals(before)) {
                changes.put(member.getKey(), new Change(member.getKey(), before, member.getValue()));
                known.put(member.getKey(), member.getValue());
            }
        });
        return changes;
    }
}
