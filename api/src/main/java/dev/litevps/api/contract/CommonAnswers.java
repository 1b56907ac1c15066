package dev.litevps.api.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds to an operation what it has in common with others, so that its file says only what is its own: the statuses that
 * filters and the framework answer with, and the headers of all answers. The file lists its own errors as {@code x-errors}, by
 * status and code, each with a sentence for an example; {@code x-limited-by-address} marks what is limited by the client's
 * address, {@code x-upload} what takes a body of any size.
 */
final class CommonAnswers {

    private static final String ERRORS = "x-errors";
    private static final String LIMITED = "x-limited-by-address";
    private static final String UPLOAD = "x-upload";

    /** The tags of what takes a role. */
    private static final Set<String> FOR_STAFF = Set.of("Operators", "Audit", "Support");

    private static final Set<String> CHANGING = Set.of("post", "put", "delete");

    /** Statuses that can be answered before anybody is known, or where the balance could not be read. */
    private static final Set<String> WITHOUT_BALANCE = Set.of("400", "401", "403", "503");

    private static final Map<String, String> DESCRIPTIONS = Map.ofEntries(
            Map.entry("400", "The request makes no sense."),
            Map.entry("401", "Nobody is logged in."),
            Map.entry("403", "The caller may not do this."),
            Map.entry("404", "There is no such thing, or it belongs to somebody else."),
            Map.entry("409", "It cannot be done as things are."),
            Map.entry("413", "The body is too large."),
            Map.entry("415", "The body is of another kind than this takes."),
            Map.entry("422", "The `Idempotency-Key` was used for another request."),
            Map.entry("429", "Too many requests."),
            Map.entry("503", "Not at the moment."));

    private final ObjectNode operation;
    private final boolean authenticated;
    private final boolean limited;
    private final boolean upload;
    private final boolean keyed;
    private final Map<String, Map<String, String>> errors = new TreeMap<>();

    private CommonAnswers(String path, String method, ObjectNode operation) {
        this.operation = operation;
        this.authenticated = !operation.path("security").isArray();
        this.limited = authenticated || operation.path(LIMITED).asBoolean(false);
        this.upload = operation.path(UPLOAD).asBoolean(false);
        this.keyed = authenticated && path.startsWith("/api/") && CHANGING.contains(method);
        operation.path(ERRORS).properties().forEach(status -> status.getValue()
                .properties()
                .forEach(error ->
                        error(status.getKey(), error.getKey(), error.getValue().asString())));
    }

    /** Completes the operation. */
    static void addTo(String path, String method, ObjectNode operation) {
        CommonAnswers answers = new CommonAnswers(path, method, operation);
        answers.addErrors(path);
        answers.write();
    }

    private void addErrors(String path) {
        if (operation.has("requestBody") && !upload) {
            error("400", "invalid_request", "the body is not the JSON that this endpoint takes");
            error("413", "body_too_large", "the body is larger than this endpoint takes");
            error("415", "unsupported_media_type", "send JSON, with Content-Type: application/json");
        }
        if (authenticated || path.contains("{")) {
            error("400", "invalid_request", "the path or a header has characters that are not taken here");
        }
        if (authenticated) {
            error("401", "unauthorized", "log in first: the token is missing, wrong or expired");
            error("401", "access_token_revoked", "the access token was revoked");
        }
        if (FOR_STAFF.contains(operation.path("tags").path(0).asString(""))) {
            error("403", "forbidden", "your role does not allow this");
            if (keyed) {
                error(
                        "403",
                        "spend_limited",
                        "an access token with a spend limit cannot change anything in the name of staff");
            }
        }
        if (path.startsWith("/api/")) {
            error("503", "overloaded", "the server has more to do than it can; try again");
            error("503", "unavailable", "the database does not answer; try again");
        }
        if (limited) {
            error("429", "rate_limited", "too many requests: 1200 a minute are allowed here; try again in 30 s");
        }
        if (keyed) {
            operation.withArray("/parameters").addObject().put("$ref", "#/components/parameters/IdempotencyKey");
            error(
                    "400",
                    "invalid_idempotency_key",
                    "Idempotency-Key must be given once, with 1 to 255 printable ASCII characters");
            error(
                    "409",
                    "idempotency_in_flight",
                    "the first request with this Idempotency-Key is not answered yet; try again in a moment");
            error("413", "body_too_large", "the body is larger than this endpoint takes");
            error(
                    "422",
                    "idempotency_key_reused",
                    "this Idempotency-Key was used for another request; use a new key for each");
        }
    }

    private void error(String status, String code, String sentence) {
        errors.computeIfAbsent(status, _ -> new LinkedHashMap<>()).putIfAbsent(code, sentence);
    }

    private void write() {
        ObjectNode responses = operation.withObject("/responses");
        errors.forEach((status, codes) -> {
            if (!responses.has(status)) {
                write(codes, status, responses.putObject(status));
            }
        });
        responses.properties().forEach(response -> {
            if (!response.getValue().has("$ref")) {
                addHeaders(response.getKey(), response.getValue().asObject().withObject("/headers"));
            }
        });
        operation.remove(ERRORS);
        operation.remove(LIMITED);
        operation.remove(UPLOAD);
    }

    private static void write(Map<String, String> codes, String status, ObjectNode response) {
        response.put("description", DESCRIPTIONS.getOrDefault(status, "Refused."));
        ObjectNode content = response.putObject("content").putObject("application/json");
        ObjectNode schema = content.putObject("schema").put("$ref", "#/components/schemas/Error");
        JsonNode enumeration = schema.withObject("/properties/code").putArray("enum");
        ObjectNode examples = content.putObject("examples");
        codes.forEach((code, sentence) -> {
            enumeration.asArray().add(code);
            examples.putObject(code).putObject("value").put("error", sentence).put("code", code);
        });
    }

    private void addHeaders(String status, ObjectNode headers) {
        header(headers, "X-Request-Id", "RequestId");
        if (authenticated && !WITHOUT_BALANCE.contains(status)) {
            header(headers, "X-Balance-Remaining", "BalanceRemaining");
        }
        if (limited && (!authenticated || !WITHOUT_BALANCE.contains(status))) {
            header(headers, "RateLimit", "RateLimit");
            header(headers, "RateLimit-Policy", "RateLimitPolicy");
        }
        if (status.equals("429")) {
            header(headers, "Retry-After", "RetryAfter");
        }
        if (status.equals("401") && authenticated) {
            header(headers, "WWW-Authenticate", "WwwAuthenticate");
        }
        if (keyed) {
            header(headers, "Idempotent-Replayed", "IdempotentReplayed");
        }
    }

    private static void header(ObjectNode headers, String name, String component) {
        headers.putObject(name).put("$ref", "#/components/headers/" + component);
    }
}
