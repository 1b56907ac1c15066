package dev.litevps.api.replay;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a view and its events differ.
 *
 * @param rows how many rows the live view has
 * @param differences how many rows differ, are missing, or should not be there
 * @param examples the first of them
 */
record Drift(long rows, long differences, List<Example> examples) {

    /**
     * A row that differs.
     *
     * @param key the columns that name the row
     * @param live what the view shows in the columns that differ; null if it has no such row
     * @param replayed what the events say; null if there should be no such row
     */
    record Example(
            String table,
            Map<String, JsonNode> key,
            @Nullable JsonNode live,
            @Nullable JsonNode replayed) {}
}
