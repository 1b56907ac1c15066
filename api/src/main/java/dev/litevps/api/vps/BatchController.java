package dev.litevps.api.vps;

import dev.litevps.api.idempotency.RequestIdentifiers;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiErrors;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.command.vps.VpsCommand.DestroyVps;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.settings.SettingsQueries;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /api/vps/batch}: many requests in one. Each is decided for itself, as if it had come alone, and has its own outcome
 * at its own place of the answer, whatever becomes of the others.
 */
@RestController
@RequestMapping("/api/vps/batch")
class BatchController {

    /** So many of one batch are under way at the same time, or one client could fill the pool that decides commands. */
    private static final int PARALLEL = 16;

    private final VpsCreation creation;
    private final OwnedVps owned;
    private final Commands commands;
    private final SettingsQueries settings;
    private final ApiErrors errors;
    private final JsonMapper json;
    private final Clock clock;

    BatchController(
            VpsCreation creation,
            OwnedVps owned,
            Commands commands,
            SettingsQueries settings,
            ApiErrors errors,
            JsonMapper json,
            Clock clock) {
        this.creation = creation;
        this.owned = owned;
        this.commands = commands;
        this.settings = settings;
        this.errors = errors;
        this.json = json;
        this.clock = clock;
    }

    /** The items stay JSON until each is looked at: one that makes no sense is that one's trouble. */
    record CreateRequest(@Nullable List<JsonNode> vms) {}

    record DeleteRequest(@Nullable List<JsonNode> ids) {}

    /** One outcome for each item, in the order of the request. */
    record Answer(List<BatchResult> results) {}

    @PostMapping
    Mono<ResponseEntity<Answer>> create(
            @RequestBody CreateRequest request, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        return each(request.vms(), "vms", exchange, (index, item) -> {
            VpsId vpsId = VpsId.of(RequestIdentifiers.next(exchange));
            return creation.command(vpsId, parse(item), caller)
                    .flatMap(command -> creation.create(command, caller, exchange))
                    .map(vps -> new BatchResult.Created(index, vps));
        });
    }

    @DeleteMapping
    Mono<ResponseEntity<Answer>> destroy(
            @RequestBody DeleteRequest request, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        return each(request.ids(), "ids", exchange, (index, item) -> {
            if (!item.isString()) {
                throw ApiException.badRequest("invalid_request", "an id is a string");
            }
            VpsId vpsId = OwnedVps.parse(item.asString());
            return owned.requireOnceOwned(vpsId, caller)
                    .then(Mono.defer(() -> commands.send(
                            new DestroyVps(vpsId, caller.accountId(), clock.instant()), caller, exchange)))
                    .then(Mono.defer(() -> owned.exists(vpsId)))
                    .map(exists ->
                            new BatchResult.Destroyed(index, vpsId.toString(), exists ? "destroying" : "destroyed"));
        });
    }

    private interface Handling {

        /** What comes of the item; whatever it throws or fails with is its outcome. */
        Mono<? extends BatchResult> handle(int index, JsonNode item);
    }

    private Mono<ResponseEntity<Answer>> each(
            @Nullable List<JsonNode> items, String field, ServerWebExchange exchange, Handling handling) {
        if (items == null) {
            throw ApiException.badRequest("missing_" + field, field + " is required");
        }
        if (items.isEmpty()) {
            throw ApiException.badRequest("empty_batch", field + " must name at least one");
        }
        return settings.current()
                .doOnNext(current -> requireSize(items.size(), current.maxBatchSize()))
                .thenMany(Flux.fromStream(() -> IntStream.range(0, items.size()).boxed()))
                .flatMapSequential(index -> outcome(index, items.get(index), exchange, handling), PARALLEL)
                .collectList()
                .map(results -> ResponseEntity.status(HttpStatus.MULTI_STATUS).body(new Answer(results)));
    }

    private Mono<BatchResult> outcome(int index, JsonNode item, ServerWebExchange exchange, Handling handling) {
        return Mono.defer(() -> handling.handle(index, item))
                .cast(BatchResult.class)
                .onErrorResume(
                        Exception.class,
                        failure -> Mono.just(BatchResult.Refused.of(
                                index,
                                item.isString() ? item.asString() : null,
                                errors.answerTo(failure, exchange).getBody())));
    }

    private VpsCreation.Request parse(JsonNode item) {
        if (item.isObject()) {
            try {
                return json.treeToValue(item, VpsCreation.Request.class);
            } catch (JacksonException e) {
                throw invalid(e);
            }
        }
        throw invalid(null);
    }

    private static ApiException invalid(@Nullable JacksonException cause) {
        ApiException refused =
                ApiException.badRequest("invalid_request", "this item is not the JSON that a request for a VPS is");
        if (cause != null) {
            refused.initCause(cause);
        }
        return refused;
    }

    private static void requireSize(int size, int largest) {
        if (size > largest) {
            throw ApiException.badRequest("batch_too_large", "a batch may have at most %d items".formatted(largest));
        }
    }
}
