package dev.litevps.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls of the Quick Start, as the demo account makes them. */
final class ApiCalls {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final String url;
    private final String token;
    private final String planId;

    private ApiCalls(String url, String token, String planId) {
        this.url = url;
        this.token = token;
        this.planId = planId;
    }

    static ApiCalls logIn(String url) throws IOException, InterruptedException {
        return logIn(url, "agent@example.com", "s3cr3t");
    }

    static ApiCalls logIn(String url, String email, String password) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(Map.of("email", email, "password", password));
        String token =
                call(url, "", "POST", "/api/auth/login", body).path("token").asString();
        String planId =
                call(url, "", "GET", "/api/pricing", null).get(0).path("id").asString();
        return new ApiCalls(url, token, planId);
    }

    String token() {
        return token;
    }

    String url(String path) {
        return url + path;
    }

    /** From the request for a VPS to the answer of the first command in it; polls every {@code pollMillis}. */
    Duration createAndExec(long pollMillis) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        String id = createRunning("bench", List.of(), pollMillis);
        try {
            exec(id, "true");
            return Duration.ofNanos(System.nanoTime() - begin);
        } finally {
            destroy(id);
        }
    }

    /** A VPS of the cheapest plan, once it runs; what cannot run is destroyed. */
    String createRunning(String name, List<String> keyIds, long pollMillis) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        String body = JSON.writeValueAsString(Map.of("name", name, "plan_id", planId, "ssh_key_ids", keyIds));
        String id = call("POST", "/api/vps", body).path("id").asString();
        String state = "";
        while (!state.equals("running")) {
            state = vps(id).path("state").asString();
            if (state.equals("error") || System.nanoTime() - begin > LIMIT.toNanos()) {
                destroy(id);
                throw new IllegalStateException("the VPS does not run");
            }
            if (!state.equals("running")) {
                Thread.sleep(pollMillis);
            }
        }
        return id;
    }

    JsonNode vps(String id) throws IOException, InterruptedException {
        return call("GET", "/api/vps/" + id, null);
    }

    /** Runs a command; fails if it does. */
    JsonNode exec(String id, String command) throws IOException, InterruptedException {
        return exec(id, Map.of("command", command));
    }

    /** As {@link #exec(String, String)}, for a command that takes its time. */
    JsonNode exec(String id, String command, int timeoutSeconds) throws IOException, InterruptedException {
        return exec(id, Map.of("command", command, "timeout_seconds", timeoutSeconds));
    }

    private JsonNode exec(String id, Map<String, ?> body) throws IOException, InterruptedException {
        JsonNode result = call("POST", "/api/vps/" + id + "/exec", JSON.writeValueAsString(body));
        if (result.path("exit_code").asInt(-1) != 0) {
            throw new IllegalStateException("the command failed: " + result);
        }
        return result;
    }

    /** The id of the key. */
    String uploadKey(String publicKey) throws IOException, InterruptedException {
        return call("POST", "/api/keys", JSON.writeValueAsString(Map.of("name", "bench", "public_key", publicKey)))
                .path("id")
                .asString();
    }

    Path upload(String id, String path, Path file) throws IOException, InterruptedException {
        HttpRequest request = files(id, path).PUT(BodyPublishers.ofFile(file)).build();
        return requireSuccess(HTTP.send(request, BodyHandlers.ofString()), file);
    }

    Path download(String id, String path, Path file) throws IOException, InterruptedException {
        HttpRequest request = files(id, path).GET().build();
        return requireSuccess(HTTP.send(request, BodyHandlers.ofFile(file)), file);
    }

    private HttpRequest.Builder files(String id, String path) {
        return HttpRequest.newBuilder(URI.create(url + "/api/vps/" + id + "/files?path=" + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token);
    }

    private static Path requireSuccess(HttpResponse<?> answer, Path file) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("answered " + answer.statusCode() + ": " + answer.body());
        }
        return file;
    }

    void destroy(String id) throws IOException, InterruptedException {
        call("DELETE", "/api/vps/" + id, null);
        long begin = System.nanoTime();
        while (vps(id).path("code").asString("").isEmpty() && System.nanoTime() - begin < LIMIT.toNanos()) {
            Thread.sleep(10);
        }
    }

    /** The answer to any call, with or without a body; fails unless it is success. */
    JsonNode ask(String method, String path, @Nullable Map<String, ?> body) throws IOException, InterruptedException {
        HttpRequest request = request(url, token, method, path, body == null ? null : JSON.writeValueAsString(body));
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    method + " " + path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    private JsonNode call(String method, String path, @Nullable String body) throws IOException, InterruptedException {
        return call(url, token, method, path, body);
    }

    private static JsonNode call(String url, String token, String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        String answer = HTTP.send(request(url, token, method, path, body), BodyHandlers.ofString())
                .body();
        return answer.isBlank() ? JSON.createObjectNode() : JSON.readTree(answer);
    }

    private static HttpRequest request(String url, String token, String method, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(LIMIT)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }
}
