package dev.litevps.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The public HTTP API of one server. Each method sends one request and returns the exchange, whatever its status; only a
 * server that cannot be reached, or takes too long, is a {@link CommandFailure}. Safe for use by several threads.
 */
final class ApiClient implements AutoCloseable {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    /** Above the longest wait of the server's own: a command that runs for its default 30 s. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

    private static final int SUCCESS = 200;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final JsonMapper JSON = new JsonMapper();

    private final String baseUrl;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    private volatile @Nullable String token;
    private volatile boolean lostAnAnswer;

    /**
     * A client that is not logged in.
     *
     * @param url where the server is, such as {@code http://127.0.0.1:8080}; the paths of the API are added to it
     */
    ApiClient(URI url) {
        this.baseUrl = url.toString().replaceAll("/+$", "");
    }

    String baseUrl() {
        return baseUrl;
    }

    /** Logs in; on success every later request carries the token. */
    Exchange login(String email, String password) {
        Exchange login = send(
                "POST",
                "/api/auth/login",
                JSON.createObjectNode().put("email", email).put("password", password));
        if (login.isSuccess()) {
            token = login.text("token");
        }
        return login;
    }

    /** The plans on sale; needs no login. */
    Exchange pricing() {
        return send("GET", "/api/pricing", null);
    }

    /** Orders a VPS, which is running some time after the answer. */
    Exchange createVps(String name, String planId) {
        return send(
                "POST", "/api/vps", JSON.createObjectNode().put("name", name).put("plan_id", planId));
    }

    /** All VPSes of the account. */
    Exchange listVps() {
        return send("GET", "/api/vps", null);
    }

    /** One VPS with its state. */
    Exchange vps(String id) {
        return send("GET", "/api/vps/" + id, null);
    }

    /** Runs a shell command in a running VPS and waits for its end. */
    Exchange exec(String id, String command) {
        return send("POST", "/api/vps/" + id + "/exec", JSON.createObjectNode().put("command", command));
    }

    /** Destroys a VPS. */
    Exchange deleteVps(String id) {
        return send("DELETE", "/api/vps/" + id, null);
    }

    /** Whatever can be read at a path of the API. */
    Exchange get(String path) {
        return send("GET", path, null);
    }

    /**
     * Whatever can be asked for at a path of the API. If no answer comes, it is asked for again: by its key the server knows what
     * it has done already.
     *
     * @param key names this request, whenever and however often it is sent
     */
    Exchange post(String path, JsonNode body, String key) {
        Exchange exchange = sendOnceMore(path, body, key);
        long end = System.nanoTime() + ANSWER_LIMIT.toNanos();
        while (exchange.isInFlight() && System.nanoTime() < end) {
            // The server is still at what it was sent before.
            pause();
            exchange = sendOnceMore(path, body, key);
        }
        return exchange;
    }

    /** Whether something was sent again since no answer came: whatever is answered then, it may have been done. */
    boolean lostAnAnswer() {
        return lostAnAnswer;
    }

    private Exchange sendOnceMore(String path, JsonNode body, String key) {
        try {
            return send("POST", path, body, key);
        } catch (CommandFailure noAnswer) {
            lostAnAnswer = true;
            if (Thread.currentThread().isInterrupted()) {
                throw noAnswer;
            }
            return send("POST", path, body, key);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitStatus.FAILED, "Interrupted.");
        }
    }

    /** Every later request carries this token. */
    void use(String bearer) {
        token = bearer;
    }

    /**
     * A long answer, to be read as it comes, and closed.
     *
     * @throws CommandFailure also if the answer is no success
     */
    InputStream open(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(ANSWER_LIMIT);
        long begun = System.nanoTime();
        HttpResponse<InputStream> response = exchange(authorized(request).build(), BodyHandlers.ofInputStream());
        if (response.statusCode() == SUCCESS) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            Duration duration = Duration.ofNanos(System.nanoTime() - begun);
            throw new Exchange("GET", path, null, response.statusCode(), parse(text), Optional.empty(), duration)
                    .failure();
        } catch (IOException broken) {
            throw new CommandFailure(ExitStatus.UNREACHABLE, "The server at " + baseUrl + " broke off its answer.");
        }
    }

    /** All rows of a list that the API cuts into pages. */
    List<JsonNode> list(String path) {
        return list(path, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    /**
     * The first rows of such a list: as many as these, or all of the page in which that number is reached. A list that has no
     * cursor goes on by offset.
     *
     * @param wholePage how many rows a page has unless it is the last
     */
    List<JsonNode> list(String path, long atLeast, int wholePage) {
        List<JsonNode> rows = new ArrayList<>();
        String next = path;
        while (next != null && rows.size() < atLeast) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(baseUrl + next)).timeout(ANSWER_LIMIT);
            long begun = System.nanoTime();
            HttpResponse<String> response =
                    exchange(authorized(request).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            JsonNode page = parse(response.body());
            if (response.statusCode() != SUCCESS) {
                Duration duration = Duration.ofNanos(System.nanoTime() - begun);
                throw new Exchange("GET", next, null, response.statusCode(), page, Optional.empty(), duration)
                        .failure();
            }
            page.valueStream().forEach(rows::add);
            String more = path + (path.contains("?") ? "&" : "?");
            next = response.headers()
                    .firstValue("X-Next-Cursor")
                    .map(cursor -> more + "cursor=" + cursor)
                    .orElse(page.size() < wholePage ? null : more + "offset=" + rows.size());
        }
        return rows;
    }

    private HttpRequest.Builder authorized(HttpRequest.Builder request) {
        String bearer = token;
        return bearer == null ? request : request.header("Authorization", "Bearer " + bearer);
    }

    private Exchange send(String method, String path, @Nullable JsonNode body) {
        return send(method, path, body, null);
    }

    private Exchange send(String method, String path, @Nullable JsonNode body, @Nullable String key) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(ANSWER_LIMIT);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
        }
        long begun = System.nanoTime();
        HttpResponse<String> response =
                exchange(authorized(request).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Exchange(
                method,
                path,
                body,
                response.statusCode(),
                parse(response.body()),
                response.headers().firstValue("X-Balance-Remaining"),
                Duration.ofNanos(System.nanoTime() - begun));
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (HttpTimeoutException late) {
            throw new CommandFailure(ExitStatus.TIMEOUT, "The server at " + baseUrl + " did not answer in time.");
        } catch (IOException unreachable) {
            throw new CommandFailure(
                    ExitStatus.UNREACHABLE,
                    "No LiteVPS answers at " + baseUrl + ": start one with " + LiteVpsCommand.launcher()
                            + " up, or name another with --url.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitStatus.FAILED, "Interrupted.");
        }
    }

    /** An answer that is not JSON comes from something else than a LiteVPS; its status still tells what happened. */
    private static JsonNode parse(String body) {
        if (body.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
