package dev.litevps.api.audit;

import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Page;
import dev.litevps.api.web.Pages;
import dev.litevps.query.history.HistoryFilter;
import dev.litevps.query.history.HistoryQueries;
import dev.litevps.query.history.HistoryRow;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** {@code /api/audit/events}: the history, event by event. */
@RestController
@RequestMapping("/api/audit/events")
class EventController {

    private static final Page.Bounds BOUNDS = new Page.Bounds(100, 1_000);

    /** How many events of an export are in memory at any time. */
    private static final int EXPORTED_AT_ONCE = 500;

    private final ReadableHistory history;
    private final HistoryQueries stored;
    private final Causation causation;
    private final Pages pages;
    private final JsonMapper json;

    EventController(ReadableHistory history, HistoryQueries stored, Causation causation, Pages pages, JsonMapper json) {
        this.history = history;
        this.stored = stored;
        this.causation = causation;
        this.pages = pages;
        this.json = json;
    }

    /**
     * One event with where it came from.
     *
     * @param chain from the request to the event itself
     * @param besides what the same command decided on beside it
     * @param effects what followed from it directly
     */
    record EventDetailResponse(
            EventResponse event,
            List<Causation.Link> chain,
            List<EventResponse> besides,
            List<EventResponse> effects) {}

    /** A line of an export: the stored event, to the byte. */
    record ExportLine(
            long position,
            String eventId,
            String aggregateId,
            long sequence,
            @Nullable String aggregateType,
            String timestamp,
            String payloadType,
            @Nullable String payloadRevision,
            String payload,
            String metaData) {

        static ExportLine of(HistoryRow row) {
            return new ExportLine(
                    row.position(),
                    row.eventId(),
                    row.aggregateId(),
                    row.version(),
                    row.aggregateType(),
                    row.timeStamp(),
                    row.payloadType(),
                    row.revision(),
                    base64(row.payload()),
                    base64(row.metaData()));
        }

        private static String base64(String text) {
            return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @GetMapping
    Mono<ResponseEntity<List<EventResponse>>> list(@AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        HistoryFilter filter = HistoryRequest.filter(exchange);
        boolean oldestFirst = HistoryRequest.oldestFirst(exchange);
        Page page = pages.asked(exchange, caller, BOUNDS);
        Page.Position after = page.after();
        Flux<HistoryRow> rows = oldestFirst
                ? history.after(filter, after == null ? -1 : after.number(), page.rowsToRead(), page.offset())
                : history.before(
                        filter, after == null ? Long.MAX_VALUE : after.number(), page.rowsToRead(), page.offset());
        return rows.collectList()
                .map(read -> page.answer(read, row -> new Page.Position(row.position(), ""), EventResponse::of));
    }

    /** All of them as they are stored, or all after a position, the oldest first; as fast as the client takes them. */
    @GetMapping(path = "/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    Flux<String> export(ServerWebExchange exchange) {
        HistoryFilter filter = HistoryRequest.filter(exchange);
        return chunk(filter, HistoryRequest.after(exchange))
                .expand(rows -> rows.size() < EXPORTED_AT_ONCE
                        ? Mono.empty()
                        : chunk(filter, rows.getLast().position()))
                .concatMapIterable(rows -> rows, 1)
                .map(row -> json.writeValueAsString(ExportLine.of(row)) + "\n");
    }

    private Mono<List<HistoryRow>> chunk(HistoryFilter filter, long after) {
        return stored.after(filter, after, EXPORTED_AT_ONCE, 0).collectList();
    }

    @GetMapping("/{id}")
    Mono<EventDetailResponse> get(@PathVariable String id) {
        return Mono.just(id)
                .filter(Causation::isId)
                .flatMap(history::byId)
                .switchIfEmpty(Mono.error(() -> ApiException.notFound("event")))
                .flatMap(event -> Mono.zip(causation.chain(event), causation.besides(event), causation.effects(event))
                        .map(found -> new EventDetailResponse(
                                EventResponse.of(event), found.getT1(), found.getT2(), found.getT3())));
    }
}
