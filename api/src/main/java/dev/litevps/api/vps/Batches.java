package dev.litevps.api.vps;

import dev.litevps.api.web.ApiErrors;
import dev.litevps.api.web.ApiException;
import dev.litevps.query.settings.SettingsQueries;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Many requests in one. Each is decided for itself, as if it had come alone, and has its own outcome at its own place of the
 * answer, whatever becomes of the others.
 */
@Component
public class Batches {

    private final SettingsQueries settings;
    private final ApiErrors errors;

    Batches(SettingsQueries settings, ApiErrors errors) {
        this.settings = settings;
        this.errors = errors;
    }

    /** One outcome for each item, in the order of the request. */
    public record Answer(List<BatchResult> results) {}

    /** What is done about each item. */
    public interface Handling {

        /**
         * What comes of the item; whatever it throws or fails with is its outcome. Called in the order of the items, so that
         * ids that it draws do not depend on chance.
         */
        Mono<? extends BatchResult> handle(int index, JsonNode item);
    }

    /**
     * Handles each item. Fails with 400 if there are none, or too many.
     *
     * @param items as JSON until each is looked at: one that makes no sense is that one's trouble
     * @param field where the request has them
     * @param parallel so many are under way at the same time
     */
    public Mono<ResponseEntity<Answer>> each(
            @Nullable List<JsonNode> items, String field, int parallel, ServerWebExchange exchange, Handling handling) {
        if (items == null) {
            throw ApiException.badRequest("missing_" + field, field + " is required");
        }
        if (items.isEmpty()) {
            throw ApiException.badRequest("empty_batch", field + " must name at least one");
        }
        return settings.current()
                .doOnNext(current -> requireSize(items.size(), current.maxBatchSize()))
                .thenMany(Flux.fromStream(() -> IntStream.range(0, items.size()).boxed()))
                .flatMapSequential(index -> outcome(index, items.get(index), exchange, handling), parallel)
                .collectList()
                .map(results -> ResponseEntity.status(HttpStatus.MULTI_STATUS).body(new Answer(results)));
    }

    /** The id that an item is; {@link ApiException} 400 if it is no text. Whose it is, and whether it is one, is found later. */
    public static String id(JsonNode item) {
        if (!item.isString()) {
            throw ApiException.badRequest("invalid_request", "an id is a string");
        }
        return item.asString();
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

    private static void requireSize(int size, int largest) {
        if (size > largest) {
            throw ApiException.badRequest("batch_too_large", "a batch may have at most %d items".formatted(largest));
        }
    }
}
