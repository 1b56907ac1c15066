package dev.litevps.api.contract;

import dev.litevps.api.discovery.Routes;
import dev.litevps.api.web.PublicDocument;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description of the API: of what this server serves, which depends on its settings in some places. */
@Component
class ApiDescription {

    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

    private final Routes routes;
    private final JsonMapper json;
    private final ObjectNode all;
    private volatile @Nullable PublicDocument served;

    ApiDescription(Routes routes, JsonMapper json) {
        this.routes = routes;
        this.json = json;
        this.all = ofAll(json);
    }

    /** All operations that a server has under any settings. */
    static ObjectNode ofAll(JsonMapper json) {
        ObjectNode all = new DescriptionFiles(json).merge();
        all.path("paths").properties().forEach(path -> operations(path.getValue())
                .forEach(method -> CommonAnswers.addTo(
                        path.getKey(), method, path.getValue().path(method).asObject())));
        return all;
    }

    /** What is served. The routes are known once the server has started, so it is put together when somebody first asks. */
    PublicDocument document() {
        PublicDocument document = served;
        if (document == null) {
            document = new PublicDocument(json.writeValueAsBytes(served()), MediaType.APPLICATION_JSON, FRESH);
            served = document;
        }
        return document;
    }

    private ObjectNode served() {
        Set<String> routed = routes.all().stream().map(Routes.Route::toString).collect(Collectors.toSet());
        ObjectNode description = all.deepCopy();
        ObjectNode paths = description.withObject("/paths");
        for (String path : new HashSet<>(paths.propertyNames())) {
            ObjectNode item = paths.withObject(pointer(path));
            operations(item).stream()
                    .filter(method -> !routed.contains(method.toUpperCase(Locale.ROOT) + " " + path))
                    .forEach(item::remove);
            if (operations(item).isEmpty()) {
                paths.remove(path);
            }
        }
        return description;
    }

    private static List<String> operations(JsonNode pathItem) {
        return pathItem.propertyNames().stream().filter(METHODS::contains).toList();
    }

    private static String pointer(String field) {
        return "/" + field.replace("~", "~0").replace("/", "~1");
    }
}
