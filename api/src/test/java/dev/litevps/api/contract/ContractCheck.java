package dev.litevps.api.contract;

import dev.litevps.api.contract.Descriptions.Operation;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds what a server answered to a test against the description of the API: the operation and the status must be described,
 * the headers that it promises must be there, and the body must be what it says, without a field more. What was accepted must
 * have been described too. An answer outside of the description is an {@link AssertionError}, in whichever test it came.
 */
public final class ContractCheck {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** What is answered where nothing is. */
    private static final Set<Integer> NOTHING_THERE = Set.of(400, 401, 403, 404, 405, 429);

    private static final int FIRST_ERROR = 400;

    /** Of a batch, each item is accepted or refused by itself. */
    private static final int MULTI_STATUS = 207;

    private static final ContractCheck WHOLE = new ContractCheck(ApiDescription.ofAll(JSON));

    private final JsonNode description;
    private final SchemaCheck schemas;
    private final List<Operation> operations;

    private ContractCheck(JsonNode description) {
        this.description = description;
        this.schemas = new SchemaCheck(description);
        // What is written out goes before what is left open, as requests are routed.
        this.operations = Descriptions.operations(description).stream()
                .sorted(Comparator.comparing(operation -> operation.path().contains("{")))
                .toList();
    }

    /**
     * A request and its answer.
     *
     * @param requestBody what was sent, if that was JSON
     * @param text the body of the answer, if that is a text; else null
     */
    public record Exchange(
            String method,
            URI uri,
            @Nullable String requestBody,
            int status,
            HttpHeaders headers,
            @Nullable String text) {

        private String contentType() {
            return headers.firstValue("Content-Type")
                    .map(type -> type.split(";", 2)[0])
                    .orElse("");
        }

        private boolean accepted() {
            return status < FIRST_ERROR && status != MULTI_STATUS;
        }
    }

    /** {@link AssertionError} if the answer, or the request that was accepted, is not as it is described. */
    public static void require(Exchange exchange) {
        List<String> mistakes = WHOLE.mistakes(exchange);
        if (!mistakes.isEmpty()) {
            throw new AssertionError("%s %s answered %d outside of the description of the API:%n- %s%n%s"
                    .formatted(
                            exchange.method(),
                            exchange.uri(),
                            exchange.status(),
                            String.join("%n- ".formatted(), mistakes),
                            exchange.text()));
        }
    }

    private List<String> mistakes(Exchange exchange) {
        Optional<Operation> operation = operations.stream()
                .filter(candidate -> candidate.method().equals(exchange.method()) && leadsTo(candidate, exchange.uri()))
                .findFirst();
        if (operation.isEmpty()) {
            return elsewhere(exchange);
        }
        JsonNode described = operation.get().node().path("responses").path(Integer.toString(exchange.status()));
        if (described.isMissingNode()) {
            return List.of("%s is not described to answer %d".formatted(operation.get(), exchange.status()));
        }
        JsonNode response = Descriptions.resolve(description, described);
        return Stream.of(
                        header(response, exchange),
                        body(response, exchange),
                        exchange.accepted() ? request(operation.get(), exchange) : List.<String>of())
                .flatMap(List::stream)
                .toList();
    }

    /** Where nothing is described nothing may be found; pages' parts from web jars are no part of the API. */
    private List<String> elsewhere(Exchange exchange) {
        boolean part = exchange.uri().getPath().startsWith("/webjars/");
        if (part || exchange.method().equals("OPTIONS") || exchange.method().equals("HEAD")) {
            return List.of();
        }
        return NOTHING_THERE.contains(exchange.status())
                ? schemas.mistakes(description.at("/components/schemas/Error"), String.valueOf(exchange.text()))
                : List.of("it is not described");
    }

    private static boolean leadsTo(Operation operation, URI uri) {
        String[] expected = operation.path().split("/", -1);
        String[] actual = uri.getRawPath().split("/", -1);
        if (expected.length != actual.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            boolean open = expected[i].startsWith("{") && !actual[i].isEmpty();
            if (!open && !expected[i].equals(actual[i])) {
                return false;
            }
        }
        return true;
    }

    private List<String> header(JsonNode response, Exchange exchange) {
        List<String> mistakes = new ArrayList<>();
        response.path("headers").properties().forEach(entry -> {
            JsonNode header = Descriptions.resolve(description, entry.getValue());
            Optional<String> value = exchange.headers().firstValue(entry.getKey());
            if (value.isEmpty() && header.path("required").asBoolean(false)) {
                mistakes.add("the header " + entry.getKey() + " is missing");
            }
            value.ifPresent(present -> schemas.mistakes(header.path("schema"), JSON.writeValueAsString(present))
                    .forEach(mistake -> mistakes.add("header " + entry.getKey() + ": " + mistake)));
        });
        return mistakes;
    }

    private List<String> body(JsonNode response, Exchange exchange) {
        String text = exchange.text();
        if (!response.has("content")) {
            return text == null || text.isEmpty() ? List.of() : List.of("no body is described");
        }
        JsonNode content = response.path("content").path(exchange.contentType());
        if (content.isMissingNode()) {
            return List.of("the content type \"" + exchange.contentType() + "\" is not described");
        }
        boolean json = exchange.contentType().equals("application/json");
        return json && text != null ? schemas.mistakes(content.path("schema"), text) : List.of();
    }

    private List<String> request(Operation operation, Exchange exchange) {
        List<String> mistakes = new ArrayList<>();
        String body = exchange.requestBody();
        JsonNode schema = operation.node().at("/requestBody/content/application~1json/schema");
        if (body != null && schema.isObject()) {
            schemas.mistakes(schema, body).forEach(mistake -> mistakes.add("the accepted request: " + mistake));
        } else if (body != null && !operation.node().has("requestBody")) {
            mistakes.add("a body was accepted, and none is described");
        }
        Set<String> described = parameters(operation);
        queryNames(exchange.uri())
                .filter(name -> !described.contains(name))
                .forEach(name -> mistakes.add("the parameter " + name + " was accepted, and is not described"));
        return mistakes;
    }

    private Set<String> parameters(Operation operation) {
        return Stream.concat(
                        operation.node().path("parameters").valueStream(),
                        description
                                .path("paths")
                                .path(operation.path())
                                .path("parameters")
                                .valueStream())
                .map(parameter -> Descriptions.resolve(description, parameter))
                .filter(parameter -> parameter.path("in").asString("").equals("query"))
                .map(parameter -> parameter.path("name").asString(""))
                .collect(Collectors.toSet());
    }

    private static Stream<String> queryNames(URI uri) {
        return uri.getRawQuery() == null
                ? Stream.empty()
                : Stream.of(uri.getRawQuery().split("&", -1))
                        .map(pair -> URLDecoder.decode(pair.split("=", 2)[0], StandardCharsets.UTF_8));
    }
}
