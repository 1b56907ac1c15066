package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.contract.ContractCheck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client as anybody could write it: JSON over HTTP, with or without a token. */
public final class Client {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String url;
    private final @Nullable String token;
    private final Map<String, String> headers;

    public Client(String url, @Nullable String token) {
        this(url, token, Map.of());
    }

    private Client(String url, @Nullable String token, Map<String, String> headers) {
        this.url = url;
        this.token = token;
        this.headers = headers;
    }

    /** The same client, which sends this header with every request. */
    public Client with(String header, String value) {
        return new Client(url, token, Map.of(header, value));
    }

    public static Client logIn(String url, String email, String password) {
        Answer answer = new Client(url, null).post("/api/auth/login", Map.of("email", email, "password", password));
        assertThat(answer.status())
                .as("log-in of " + email + ": " + answer.text())
                .isEqualTo(200);
        return new Client(url, answer.text("token"));
    }

    public static Client logInToDemo(Server server) {
        return logIn(server.url(), "agent@example.com", "s3cr3t");
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path) {
        return send("POST", path, null);
    }

    public Answer post(String path, Object body) {
        return send("POST", path, JSON.writeValueAsString(body));
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, JSON.writeValueAsString(body));
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** What proves who this client is, if it is anybody. */
    public String token() {
        return token == null ? "" : token;
    }

    public Answer putBytes(String path, byte[] content) {
        return answer(request(path).PUT(BodyPublishers.ofByteArray(content)), null);
    }

    /** As {@link #putBytes}, without telling the length beforehand. */
    public Answer putUnsized(String path, byte[] content) {
        return answer(request(path).PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content))), null);
    }

    public Download download(String path) {
        HttpResponse<byte[]> response = exchange(request(path).GET(), BodyHandlers.ofByteArray());
        require(response, null, null);
        return new Download(response.statusCode(), response.headers(), response.body());
    }

    /** As {@link #send}, without telling the length beforehand. */
    public Answer sendUnsized(String method, String path, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        return answer(
                request(path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content))),
                body);
    }

    public Answer send(String method, String path, @Nullable String body) {
        HttpRequest.Builder request =
                request(path).method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return answer(request, body);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofMinutes(2));
        headers.forEach(request::header);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private static Answer answer(HttpRequest.Builder request, @Nullable String body) {
        HttpResponse<String> response = exchange(request, BodyHandlers.ofString());
        require(response, body, response.body());
        boolean isLines =
                response.headers().firstValue("Content-Type").orElse("").startsWith("application/x-ndjson");
        return new Answer(
                response.statusCode(), response.headers(), response.body(), parse(isLines ? "" : response.body()));
    }

    /** Whatever the test is about, the answer has to be one that is described. */
    private static void require(HttpResponse<?> response, @Nullable String sent, @Nullable String received) {
        ContractCheck.require(new ContractCheck.Exchange(
                response.request().method(),
                response.request().uri(),
                sent,
                response.statusCode(),
                response.headers(),
                received));
    }

    private static <T> HttpResponse<T> exchange(HttpRequest.Builder request, BodyHandler<T> body) {
        try {
            return HTTP.send(request.build(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Polls the VPS until it is in this state and nothing is under way; fails at once if it ends in another. */
    public Answer awaitState(String vpsId, String state, Duration patience) {
        return Awaitility.await("VPS " + vpsId + " is " + state)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            Answer answer = get("/api/vps/" + vpsId);
                            if (!state.equals("error")) {
                                assertThat(answer.text("state"))
                                        .as(answer.text())
                                        .isNotEqualTo("error");
                            }
                            return answer;
                        },
                        answer -> answer.text("state").equals(state)
                                && answer.json().path("transition").isNull());
    }

    /** Polls until the VPS can no longer be found. */
    public void awaitGone(String vpsId, Duration patience) {
        Awaitility.await("VPS " + vpsId + " is gone")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> get("/api/vps/" + vpsId).status() == 404);
    }

    private static JsonNode parse(String text) {
        return text.isBlank() || !(text.startsWith("{") || text.startsWith("["))
                ? JSON.nullNode()
                : JSON.readTree(text);
    }
}
