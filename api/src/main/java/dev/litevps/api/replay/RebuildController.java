package dev.litevps.api.replay;

import dev.litevps.api.idempotency.RequestIdentifiers;
import dev.litevps.api.operations.Interventions;
import dev.litevps.api.operations.Interventions.Intent;
import dev.litevps.api.operations.Interventions.InterventionRequest;
import dev.litevps.api.replay.ViewRebuild.State;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.api.web.Page;
import dev.litevps.events.intervention.InterventionKind;
import dev.litevps.query.view.View;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** {@code /api/support/rebuilds}: views that are made anew while the live ones go on. */
@RestController
@RequestMapping("/api/support/rebuilds")
class RebuildController {

    private static final Page.Bounds BOUNDS = new Page.Bounds(100, 1_000);

    private final ViewRebuilds rebuilds;
    private final Interventions interventions;
    private final Commands commands;

    RebuildController(ViewRebuilds rebuilds, Interventions interventions, Commands commands) {
        this.rebuilds = rebuilds;
        this.interventions = interventions;
        this.commands = commands;
    }

    /**
     * What is asked for.
     *
     * @param view such as {@code query.ledger}
     * @param swap whether it takes the place of the live one as soon as it is made; false if null
     */
    record RebuildRequest(
            @Nullable String view,
            @Nullable Boolean swap,
            @Nullable String reason) {}

    record RebuildResponse(
            String id,
            String view,
            String reason,
            Instant askedAt,
            String state,
            boolean swap,
            long events,
            long position,
            long head,
            long eventsPerSecond,
            @Nullable Long secondsLeft,
            long rows,
            @Nullable Long differences,
            JsonNode examples,
            @Nullable String trouble,
            @Nullable Instant endedAt) {

        static RebuildResponse of(ViewRebuild rebuild) {
            return new RebuildResponse(
                    rebuild.id().toString(),
                    rebuild.view().group(),
                    rebuild.reason(),
                    rebuild.askedAt(),
                    ViewRebuilds.word(rebuild.state()),
                    rebuild.swaps(),
                    rebuild.events(),
                    rebuild.position(),
                    rebuild.head(),
                    rebuild.rate(),
                    rebuild.secondsLeft(),
                    rebuild.rows(),
                    rebuild.differences(),
                    rebuild.examples(),
                    rebuild.trouble(),
                    rebuild.endedAt());
        }
    }

    @PostMapping
    Mono<ResponseEntity<RebuildResponse>> ask(
            @RequestBody RebuildRequest request, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        View view = DriftCheckController.view(request.view());
        boolean swaps = Boolean.TRUE.equals(request.swap());
        UUID id = UUID.fromString(RequestIdentifiers.next(exchange));
        Intent intent = new Intent(
                InterventionKind.VIEW_REBUILD_STARTED, view.group(), new InterventionRequest(request.reason()));
        return interventions
                .make(
                        intent,
                        () -> {
                            String reason = Objects.requireNonNull(request.reason());
                            rebuilds.add(id, view, reason, swaps);
                            rebuilds.swapAsked(id, Commands.provenance(caller, exchange), reason);
                        },
                        caller,
                        exchange)
                .onErrorMap(
                        DuplicateKeyException.class,
                        _ -> ApiException.conflict("rebuild_under_way", "this view is being made anew already"))
                .then(Mono.defer(() -> find(id)))
                .map(rebuild -> ResponseEntity.accepted()
                        .location(URI.create("/api/support/rebuilds/" + id))
                        .body(rebuild));
    }

    @GetMapping
    Mono<List<RebuildResponse>> list(@RequestParam @Nullable String limit, @RequestParam @Nullable String offset) {
        int rows = BOUNDS.limit(limit);
        long skipped = BOUNDS.offset(offset);
        return commands.blocking(() ->
                rebuilds.newest(rows, skipped).stream().map(RebuildResponse::of).toList());
    }

    @GetMapping("/{id}")
    Mono<RebuildResponse> get(@PathVariable String id) {
        return find(parse(id));
    }

    @PostMapping("/{id}/pause")
    Mono<ResponseEntity<RebuildResponse>> pause(
            @PathVariable String id,
            @RequestBody InterventionRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        Order order = new Order(InterventionKind.VIEW_REBUILD_PAUSED, List.of(State.FILLING), State.PAUSED, request);
        return order(id, order, caller, exchange);
    }

    @PostMapping("/{id}/resume")
    Mono<ResponseEntity<RebuildResponse>> resume(
            @PathVariable String id,
            @RequestBody InterventionRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        Order order = new Order(InterventionKind.VIEW_REBUILD_RESUMED, List.of(State.PAUSED), State.FILLING, request);
        return order(id, order, caller, exchange);
    }

    @PostMapping("/{id}/cancel")
    Mono<ResponseEntity<RebuildResponse>> cancel(
            @PathVariable String id,
            @RequestBody InterventionRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        Order order = new Order(
                InterventionKind.VIEW_REBUILD_CANCELLED,
                List.of(State.FILLING, State.PAUSED, State.READY),
                State.CANCELLED,
                request);
        return order(id, order, caller, exchange);
    }

    @PostMapping("/{id}/swap")
    Mono<ResponseEntity<RebuildResponse>> swap(
            @PathVariable String id,
            @RequestBody InterventionRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        Order order = new Order(InterventionKind.VIEW_SWAP_ORDERED, List.of(State.READY), State.SWAPPING, request);
        return order(id, order, caller, exchange);
    }

    /** What shall become of a rebuild, and from where it can. */
    private record Order(InterventionKind kind, List<State> from, State to, InterventionRequest request) {}

    private Mono<ResponseEntity<RebuildResponse>> order(
            String id, Order order, Caller caller, ServerWebExchange exchange) {
        UUID rebuild = parse(id);
        return find(rebuild)
                .flatMap(known -> interventions.make(
                        new Intent(order.kind(), known.view() + "/" + id, order.request()),
                        () -> {
                            if (!rebuilds.change(rebuild, order.from(), order.to())) {
                                throw ApiException.conflict(
                                        "wrong_state", "this cannot be done to a rebuild in its state");
                            }
                            if (order.to() == State.SWAPPING) {
                                rebuilds.swapAsked(
                                        rebuild,
                                        Commands.provenance(caller, exchange),
                                        Objects.requireNonNull(order.request().reason()));
                            }
                        },
                        caller,
                        exchange))
                .then(Mono.defer(() -> find(rebuild)))
                .map(now -> ResponseEntity.accepted().body(now));
    }

    private Mono<RebuildResponse> find(UUID id) {
        return commands.blocking(() -> rebuilds.find(id))
                .flatMap(Mono::justOrEmpty)
                .map(RebuildResponse::of)
                .switchIfEmpty(Mono.error(() -> ApiException.notFound("rebuild")));
    }

    private static UUID parse(String id) {
        return DriftCheckController.parse(id, () -> ApiException.notFound("rebuild"));
    }
}
