package dev.litevps.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers everything in the same way, or in the ways that it was given, and remembers what it was asked. */
final class RecordingServer implements AutoCloseable {

    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final int status;
    private final List<String> answers;
    private final int pages;
    private final int lost;

    /** The number of the request that is told that an earlier one is under way. */
    private volatile int refused;

    RecordingServer(int status, String answer) {
        this(status, List.of(answer), 1, 0);
    }

    /** One that answers each request in another way, and every one behind them in the last. */
    static RecordingServer thatAnswers(String... answers) {
        return new RecordingServer(200, List.of(answers), 1, 0);
    }

    /** One whose answers are cut into so many pages, each of them the same. */
    static RecordingServer withPages(int pages, String answer) {
        return new RecordingServer(200, List.of(answer), pages, 0);
    }

    /** One whose first answer does not arrive. */
    static RecordingServer thatLosesItsFirstAnswer(String answer) {
        return new RecordingServer(200, List.of(answer), 1, 1);
    }

    /** One whose first answer does not arrive, and that is still at it when it is asked again. */
    static RecordingServer thatIsStillAtTheFirst(String answer) {
        RecordingServer server = new RecordingServer(200, List.of(answer), 1, 1);
        server.refused = 2;
        return server;
    }

    private RecordingServer(int status, List<String> answers, int pages, int lost) {
        this.status = status;
        this.answers = answers;
        this.pages = pages;
        this.lost = lost;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Method, path and query, and body. */
    List<String> requests() {
        return requests;
    }

    List<String> tokens() {
        return tokens;
    }

    /** The keys of requests; {@code null} of those without. */
    List<String> keys() {
        return keys;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body).strip());
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
            if (requests.size() <= lost) {
                return;
            }
            if (requests.size() == refused) {
                byte[] busy = "{\"code\":\"idempotency_in_flight\"}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(409, busy.length);
                exchange.getResponseBody().write(busy);
                return;
            }
            if (requests.size() < pages) {
                exchange.getResponseHeaders().add("X-Next-Cursor", "page" + requests.size());
            }
            byte[] bytes =
                    answers.get(Math.min(requests.size(), answers.size()) - 1).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
