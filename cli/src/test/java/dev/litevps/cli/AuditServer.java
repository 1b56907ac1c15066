package dev.litevps.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.litevps.events.seal.Checkpoint;
import dev.litevps.events.seal.MerkleFrontier;
import dev.litevps.events.seal.MerkleHash;
import dev.litevps.events.seal.MerkleProofs;
import dev.litevps.events.seal.SealSigner;
import dev.litevps.events.seal.SignedNote;
import dev.litevps.events.seal.StoredEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An in-memory server with a store of sealed events, which a test may tamper with, and three checkpoints, one to a page. */
final class AuditServer implements AutoCloseable {

    static final int EVENTS = 30;
    static final SealSigner SIGNER = SealSigner.ofSeed("store", new byte[32]);

    private static final JsonMapper JSON = new JsonMapper();
    private static final int BETWEEN_CHECKPOINTS = 10;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<StoredEvent> events = new ArrayList<>();
    private final List<StoredEvent> sealed;
    private final List<SignedNote> checkpoints = new ArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private volatile @Nullable String answeredInstead;

    AuditServer() {
        this(Map.of());
    }

    /** One in which some events, by their position, are charges with these payloads. */
    AuditServer(Map<Integer, String> charges) {
        for (int i = 0; i < EVENTS; i++) {
            String charge = charges.get(i + 1);
            events.add(charge == null ? event(i + 1L, "content " + i) : charge(i + 1L, charge));
        }
        sealed = List.copyOf(events);
        MerkleFrontier tree = new MerkleFrontier();
        for (StoredEvent event : sealed) {
            tree.append(event.leafHash());
            if (tree.size() % BETWEEN_CHECKPOINTS == 0) {
                Checkpoint checkpoint =
                        new Checkpoint("store", tree.size(), tree.root(), Instant.EPOCH, event.position());
                checkpoints.add(SignedNote.sign(checkpoint.text(), SIGNER));
            }
        }
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static StoredEvent event(long position, String content) {
        return event(position, "Counted", content);
    }

    static StoredEvent charge(long position, String content) {
        return event(position, "dev.litevps.events.ledger.LedgerEvent$MinuteCharged", content);
    }

    private static StoredEvent event(long position, String type, String content) {
        return new StoredEvent(
                position,
                id(position),
                "aggregate-" + position % 3,
                (position - 1) / 3,
                position % 2 == 0 ? null : "Counter",
                "2030-01-01T00:00:00Z",
                type,
                null,
                content.getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8));
    }

    static String id(long position) {
        return "01a208f7-8b94-7945-9c9d-0000000000%02d".formatted(position);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What is stored now; to be tampered with. */
    List<StoredEvent> events() {
        return events;
    }

    List<SignedNote> checkpoints() {
        return checkpoints;
    }

    /** From now on every proof is a good one of this event, whichever is asked for. */
    void answerWithTheProofOf(String id) {
        answeredInstead = id;
    }

    /** Answers this whoever asks for the path. */
    void answer(String path, String body) {
        answers.put(path, body);
    }

    /** What was asked for, as it was sent. */
    List<String> paths() {
        return paths;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            paths.add(exchange.getRequestURI().getRawPath());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            boolean mayLogIn = path.equals("/api/auth/login") && body.contains(ServerOptions.DEMO_PASSWORD);
            if (!mayLogIn && !"Bearer t".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, 401, "{\"error\":\"log in first\",\"code\":\"unauthorized\"}");
                return;
            }
            if (answers.containsKey(path)) {
                answer(exchange, 200, answers.getOrDefault(path, ""));
                return;
            }
            if (path.endsWith("/proof")) {
                String instead = answeredInstead;
                answer(exchange, 200, proof(instead == null ? path.split("/", -1)[4] : instead));
                return;
            }
            switch (path) {
                case "/api/auth/login" -> answer(exchange, 200, "{\"token\":\"t\"}");
                case "/api/audit/checkpoints" -> checkpoints(exchange);
                case "/api/audit/seal/keys" ->
                    answer(exchange, 200, "[{\"verifier_key\":\"" + SIGNER.key().verifierKey() + "\"}]");
                case "/api/audit/seal/leaves" -> answer(exchange, 200, leaves());
                case "/api/audit/seal/events" ->
                    answer(
                            exchange,
                            200,
                            events.stream().map(event -> line(event) + "\n").collect(Collectors.joining()));
                default -> answer(exchange, 404, "{\"error\":\"not found\"}");
            }
        }
    }

    private void checkpoints(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        int page = query.contains("cursor=") ? Integer.parseInt(query.substring(query.indexOf("cursor=") + 7)) : 0;
        if (page + 1 < checkpoints.size()) {
            exchange.getResponseHeaders().add("X-Next-Cursor", Integer.toString(page + 1));
        }
        ArrayNode rows = JSON.createArrayNode();
        rows.addObject().put("note", checkpoints.reversed().get(page).encoded());
        answer(exchange, 200, rows.toString());
    }

    private String leaves() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < sealed.size(); i++) {
            StoredEvent event = sealed.get(i);
            lines.append(JSON.createObjectNode()
                            .put("index", i)
                            .put("position", event.position())
                            .put("hash", event.leafHash())
                            .put("event_id", event.eventId())
                            .put("aggregate_id", event.aggregateId()))
                    .append('\n');
        }
        return lines.toString();
    }

    private static ObjectNode line(StoredEvent event) {
        return JSON.createObjectNode()
                .put("position", event.position())
                .put("event_id", event.eventId())
                .put("aggregate_id", event.aggregateId())
                .put("sequence", event.sequence())
                .put("aggregate_type", event.aggregateType())
                .put("timestamp", event.timestamp())
                .put("payload_type", event.payloadType())
                .put("payload_revision", event.payloadRevision())
                .put("payload", event.payload())
                .put("meta_data", event.metaData())
                .put("more", "than is needed");
    }

    private String proof(String id) {
        int index = (int) LongStream.range(0, EVENTS)
                .filter(place -> id(place + 1).equals(id))
                .findFirst()
                .orElseThrow();
        ObjectNode proof = JSON.createObjectNode().put("leaf_index", index);
        proof.set("event", line(events.get(index)));
        ArrayNode path = proof.putArray("path");
        MerkleProofs.inclusion(index, EVENTS, this::node)
                .forEach(hash -> path.add(Base64.getEncoder().encodeToString(hash)));
        return proof.put("checkpoint", checkpoints.getLast().encoded()).toString();
    }

    private byte[] node(int level, long index) {
        return level == 0
                ? sealed.get((int) index).leafHash()
                : MerkleHash.node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
