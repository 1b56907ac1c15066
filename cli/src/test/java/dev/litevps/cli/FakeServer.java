package dev.litevps.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An in-memory server with the answers of the API reference. A VPS is running at the third look. */
final class FakeServer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LOOKS_UNTIL_RUNNING = 3;

    /** How it misbehaves, if at all. */
    enum Mode {
        HEALTHY,
        WITHOUT_PLANS,
        POOR,
        FAILING_TO_CREATE,
        NEVER_RUNNING,
        LOSING_THE_ANSWER_TO_CREATE,
        REFUSING_COMMANDS
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Mode mode;
    private final Map<String, String> namesById = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> looksById = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger created = new AtomicInteger();

    FakeServer(Mode mode) {
        this.mode = mode;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Names of the VPSes that exist now. */
    List<String> existing() {
        return List.copyOf(namesById.values());
    }

    /** All requests so far, as method and path. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    int created() {
        return created.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String request = exchange.getRequestMethod() + " " + path;
            requests.add(request);
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean isPublic = request.equals("POST /api/auth/login") || request.equals("GET /api/pricing");
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (!isPublic && !"Bearer eyJ.demo.token".equals(authorization)) {
                answer(exchange, 401, "{\"error\":\"unauthorized\"}");
                return;
            }
            switch (request) {
                case "POST /api/auth/login" -> login(exchange, JSON.readTree(body));
                case "GET /api/pricing" -> pricing(exchange);
                case "POST /api/vps" -> create(exchange, JSON.readTree(body));
                case "GET /api/vps" -> list(exchange);
                default -> one(exchange, path.split("/"));
            }
        }
    }

    private static void login(HttpExchange exchange, JsonNode body) throws IOException {
        if (body.path("password").asString("").equals("s3cr3t")) {
            answer(exchange, 200, "{\"token\":\"eyJ.demo.token\"}");
        } else {
            answer(exchange, 401, "{\"error\":\"invalid credentials\"}");
        }
    }

    private void pricing(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                mode == Mode.WITHOUT_PLANS
                        ? "[]"
                        : "[{\"id\":\"plan-nano\",\"name\":\"Nano\",\"vcpu\":1,\"memory_mb\":512,\"disk_gb\":10,"
                                + "\"price_hourly\":0.0042}]");
    }

    private void create(HttpExchange exchange, JsonNode body) throws IOException {
        if (mode == Mode.POOR) {
            answer(exchange, 402, "{\"error\":\"insufficient balance\",\"balance\":0.0420,\"required\":0.1667}");
            return;
        }
        if (!body.path("plan_id").asString("").equals("plan-nano")) {
            answer(exchange, 400, "{\"error\":\"unknown plan\",\"code\":\"unknown_plan\"}");
            return;
        }
        String id = "vps-" + created.incrementAndGet();
        namesById.put(id, body.path("name").asString(""));
        looksById.put(id, new AtomicInteger());
        if (mode != Mode.LOSING_THE_ANSWER_TO_CREATE) {
            answer(exchange, 201, vps(id, "creating"));
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                "["
                        + String.join(
                                ",",
                                namesById.keySet().stream()
                                        .map(id -> vps(id, "creating"))
                                        .toList()) + "]");
    }

    private void one(HttpExchange exchange, String[] path) throws IOException {
        String id = path.length > 3 ? path[3] : "";
        if (!namesById.containsKey(id)) {
            answer(exchange, 404, "{\"error\":\"not found\"}");
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "GET" -> answer(exchange, 200, look(id));
            case "DELETE" -> {
                namesById.remove(id);
                answer(exchange, 204, "");
            }
            case "POST" -> exec(exchange);
            default -> answer(exchange, 405, "{\"error\":\"method not allowed\"}");
        }
    }

    private String look(String id) {
        AtomicInteger looks = looksById.computeIfAbsent(id, unknown -> new AtomicInteger());
        boolean decided = looks.incrementAndGet() >= LOOKS_UNTIL_RUNNING && mode != Mode.NEVER_RUNNING;
        String outcome = mode == Mode.FAILING_TO_CREATE ? "error" : "running";
        return vps(id, decided ? outcome : "creating");
    }

    private void exec(HttpExchange exchange) throws IOException {
        if (mode == Mode.REFUSING_COMMANDS) {
            answer(exchange, 409, "{\"error\":\"the vps is not running\",\"code\":\"wrong_state\"}");
            return;
        }
        answer(exchange, 200, "{\"stdout\":\"Linux demo\\n\",\"stderr\":\"\",\"exit_code\":0,\"duration_ms\":12}");
    }

    private String vps(String id, String state) {
        String reason = state.equals("error") ? ",\"reason\":\"no host has room\"" : "";
        return "{\"id\":\"%s\",\"name\":\"%s\",\"state\":\"%s\"%s}".formatted(id, namesById.get(id), state, reason);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("X-Balance-Remaining", "9.9958");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
