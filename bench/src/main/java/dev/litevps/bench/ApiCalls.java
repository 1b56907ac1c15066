package dev.litevps.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls of the Quick Start, as the demo account makes them. */
final class ApiCalls {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final String url;
    private final String token;
    private final String planId;

    private ApiCalls(String url, String token, String planId) {
        this.url = url;
        this.token = token;
        this.planId = planId;
    }

    static ApiCalls logIn(String url) throws IOException, InterruptedException {
        String token = call(
                        url, "", "POST", "/api/auth/login", "{\"email\":\"agent@example.com\",\"password\":\"s3cr3t\"}")
                .path("token")
                .asString();
        String planId =
                call(url, "", "GET", "/api/pricing", null).get(0).path("id").asString();
        return new ApiCalls(url, token, planId);
    }

    /** From the request for a VPS to the answer of the first command in it; polls every {@code pollMillis}. */
    Duration createAndExec(long pollMillis) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        String id = call("POST", "/api/vps", "{\"name\":\"bench\",\"plan_id\":\"" + planId + "\"}")
                .path("id")
                .asString();
        try {
            while (!state(id).equals("running")) {
                if (state(id).equals("error") || System.nanoTime() - begin > LIMIT.toNanos()) {
                    throw new IllegalStateException("the VPS does not run");
                }
                Thread.sleep(pollMillis);
            }
            JsonNode result = call("POST", "/api/vps/" + id + "/exec", "{\"command\":\"true\"}");
            Duration taken = Duration.ofNanos(System.nanoTime() - begin);
            if (result.path("exit_code").asInt(-1) != 0) {
                throw new IllegalStateException("the command failed: " + result);
            }
            return taken;
        } finally {
            destroy(id);
        }
    }

    private String state(String id) throws IOException, InterruptedException {
        return call("GET", "/api/vps/" + id, null).path("state").asString();
    }

    private void destroy(String id) throws IOException, InterruptedException {
        call("DELETE", "/api/vps/" + id, null);
        long begin = System.nanoTime();
        while (call("GET", "/api/vps/" + id, null).path("code").asString("").isEmpty()
                && System.nanoTime() - begin < LIMIT.toNanos()) {
            Thread.sleep(10);
        }
    }

    private JsonNode call(String method, String path, @Nullable String body) throws IOException, InterruptedException {
        return call(url, token, method, path, body);
    }

    private static JsonNode call(String url, String token, String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(LIMIT)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        String answer = HTTP.send(request.build(), BodyHandlers.ofString()).body();
        return answer.isBlank() ? JSON.createObjectNode() : JSON.readTree(answer);
    }
}
