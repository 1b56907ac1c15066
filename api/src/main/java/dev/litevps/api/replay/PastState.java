package dev.litevps.api.replay;

import dev.litevps.api.web.Dollars;
import dev.litevps.events.Usd;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A row of a view as the API shows such things: money in dollars. */
final class PastState {

    private static final String MICROS = "_micros";
    private static final JsonMapper JSON = new JsonMapper();

    private PastState() {}

    static JsonNode shown(JsonNode row) {
        ObjectNode shown = JSON.createObjectNode();
        row.properties().forEach(column -> {
            String name = column.getKey();
            JsonNode value = column.getValue();
            if (name.endsWith(MICROS)) {
                String bare = name.substring(0, name.length() - MICROS.length());
                if (value.isNull()) {
                    shown.putNull(bare);
                } else {
                    shown.put(bare, Dollars.of(new Usd(value.asLong())));
                }
            } else {
                shown.set(name, value);
            }
        });
        return shown;
    }
}
