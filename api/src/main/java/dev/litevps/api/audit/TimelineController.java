package dev.litevps.api.audit;

import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Page;
import dev.litevps.api.web.Pages;
import dev.litevps.query.history.HistoryFilter;
import dev.litevps.query.history.HistoryRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The lives of VPSes and accounts in words, from their beginning on. */
@RestController
class TimelineController {

    private static final long BEFORE_ALL = -1;

    private static final Page.Bounds BOUNDS = new Page.Bounds(200, 1_000);

    private final ReadableHistory history;
    private final Narrator narrator;
    private final Pages pages;

    TimelineController(ReadableHistory history, Narrator narrator, Pages pages) {
        this.history = history;
        this.narrator = narrator;
        this.pages = pages;
    }

    /**
     * A moment of a life.
     *
     * @param version which of its aggregate's events it is
     * @param changes what is different after it in the state of its aggregate; amounts in micro-dollars
     */
    record MomentResponse(
            long position,
            Instant at,
            String sentence,
            String eventId,
            String type,
            String aggregateId,
            long version,
            @Nullable String actor,
            @Nullable String role,
            @Nullable String request,
            List<Changes.Change> changes) {}

    @GetMapping("/api/audit/vps/{id}/timeline")
    Mono<ResponseEntity<List<MomentResponse>>> ofVps(
            @PathVariable String id, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        return life(HistoryFilter.ofVps(parse(id, "VPS")), "VPS", caller, exchange);
    }

    @GetMapping("/api/audit/accounts/{id}/timeline")
    Mono<ResponseEntity<List<MomentResponse>>> ofAccount(
            @PathVariable String id, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        return life(HistoryFilter.ofAccount(parse(id, "account")), "account", caller, exchange);
    }

    private Mono<ResponseEntity<List<MomentResponse>>> life(
            HistoryFilter filter, String what, Caller caller, ServerWebExchange exchange) {
        Page page = pages.asked(exchange, caller, BOUNDS);
        Page.Position after = page.after();
        long start = after == null ? BEFORE_ALL : after.number();
        return history.after(filter, start, page.rowsToRead(), page.offset())
                .collectList()
                .flatMap(rows -> rows.isEmpty() ? requireLife(filter, what).thenReturn(rows) : Mono.just(rows))
                .flatMap(rows -> states(rows)
                        .map(states ->
                                rows.stream().map(row -> moment(row, states)).toList()))
                .map(moments ->
                        page.answer(moments, moment -> new Page.Position(moment.position(), ""), moment -> moment));
    }

    private Mono<Void> requireLife(HistoryFilter filter, String what) {
        return history.after(filter, BEFORE_ALL, 1, 0)
                .hasElements()
                .flatMap(lives -> lives ? Mono.empty() : Mono.error(ApiException.notFound(what)));
    }

    /** What was known of each aggregate before these events, however many were before. */
    private Mono<Map<String, Changes>> states(List<HistoryRow> rows) {
        Map<String, Changes> states = new HashMap<>();
        rows.forEach(row -> states.computeIfAbsent(row.aggregateId(), _ -> new Changes()));
        if (rows.isEmpty()) {
            return Mono.just(states);
        }
        return history.latestOfEachType(states.keySet(), rows.getFirst().position())
                .doOnNext(row ->
                        Objects.requireNonNull(states.get(row.aggregateId())).apply(EventResponse.of(row)))
                .then(Mono.just(states));
    }

    private MomentResponse moment(HistoryRow row, Map<String, Changes> states) {
        EventResponse event = EventResponse.of(row);
        Changes state = Objects.requireNonNull(states.get(row.aggregateId()));
        return new MomentResponse(
                row.position(),
                row.at(),
                narrator.sentence(row),
                row.eventId(),
                row.eventType(),
                row.aggregateId(),
                row.version(),
                event.actor(),
                event.role(),
                event.request(),
                state.apply(event));
    }

    private static UUID parse(String id, String what) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            ApiException unknown = ApiException.notFound(what);
            unknown.initCause(e);
            throw unknown;
        }
    }
}
