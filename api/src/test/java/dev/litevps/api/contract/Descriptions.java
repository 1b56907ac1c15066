package dev.litevps.api.contract;

import dev.litevps.api.discovery.Routes;
import dev.litevps.api.http.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Finds its way in a description of an API. */
final class Descriptions {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

    private Descriptions() {}

    /** One operation, as {@code GET /api/vps}. */
    record Operation(String method, String path, JsonNode node) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static List<Operation> operations(JsonNode description) {
        List<Operation> operations = new ArrayList<>();
        description.path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(entry -> {
                    if (METHODS.contains(entry.getKey())) {
                        operations.add(new Operation(
                                entry.getKey().toUpperCase(Locale.ROOT), path.getKey(), entry.getValue()));
                    }
                }));
        return operations;
    }

    /** The operations as their methods and paths. */
    static Set<String> names(JsonNode description) {
        return operations(description).stream().map(Operation::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the server serves, in the same words. */
    static Set<String> routes(Server server) {
        return server.bean(Routes.class).all().stream()
                .map(Routes.Route::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The node itself, or what it refers to. */
    static JsonNode resolve(JsonNode description, JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isString() ? description.at(reference.asString().substring(1)) : node;
    }
}
