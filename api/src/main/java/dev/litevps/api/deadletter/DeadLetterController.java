package dev.litevps.api.deadletter;

import dev.litevps.api.operations.Interventions;
import dev.litevps.api.operations.Interventions.Intent;
import dev.litevps.api.operations.Interventions.InterventionRequest;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.api.web.Page;
import dev.litevps.events.intervention.InterventionKind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** {@code /api/support/dead-letters}: events that were put aside, by handler and aggregate. */
@RestController
@RequestMapping("/api/support/dead-letters")
class DeadLetterController {

    private static final Page.Bounds BOUNDS = new Page.Bounds(100, 1_000);

    private final DeadLetters letters;
    private final Redelivery redelivery;
    private final MaskedEvent masked;
    private final Interventions interventions;
    private final Commands commands;

    DeadLetterController(
            DeadLetters letters,
            Redelivery redelivery,
            MaskedEvent masked,
            Interventions interventions,
            Commands commands) {
        this.letters = letters;
        this.redelivery = redelivery;
        this.masked = masked;
        this.interventions = interventions;
        this.commands = commands;
    }

    /** A sequence of which something waits, with why. */
    record SequenceResponse(
            String group,
            String aggregate,
            int segment,
            long events,
            String eventId,
            String eventType,
            @Nullable String causeType,
            @Nullable String cause,
            Instant putAsideAt,
            @Nullable Instant triedAt,
            int tries) {

        static SequenceResponse of(DeadLetters.Waiting waiting) {
            DeadLetter first = waiting.first();
            return new SequenceResponse(
                    first.sequence().group(),
                    first.sequence().aggregate(),
                    first.sequence().segment(),
                    waiting.events(),
                    first.eventId(),
                    shortName(first.payloadType()),
                    first.causeType(),
                    first.causeMessage(),
                    first.putAsideAt(),
                    first.triedAt(),
                    first.tries());
        }
    }

    /** An event that waits; personal data is left out of its payload. */
    record LetterResponse(
            String eventId,
            String eventType,
            long aggregateVersion,
            @Nullable String causeType,
            @Nullable String cause,
            Instant putAsideAt,
            JsonNode payload) {}

    /**
     * What is given up.
     *
     * @param eventId of the event that whoever asks has seen to be the first; null for the one that is it now
     */
    record DiscardRequest(@Nullable String reason, @Nullable String eventId) {}

    /** What came of it: how many were handled, and how many still wait. */
    record OutcomeResponse(
            String interventionId,
            int handled,
            int waiting,
            @Nullable String cause) {}

    @GetMapping
    Flux<SequenceResponse> list(@RequestParam @Nullable String limit, @RequestParam @Nullable String offset) {
        int rows = BOUNDS.limit(limit);
        long skipped = BOUNDS.offset(offset);
        return commands.blocking(() -> letters.firsts(rows, skipped))
                .flatMapIterable(list -> list)
                .map(SequenceResponse::of);
    }

    @GetMapping("/{group}/{aggregate}")
    Mono<List<LetterResponse>> get(
            @PathVariable String group,
            @PathVariable String aggregate,
            @RequestParam(defaultValue = "-1") int segment) {
        Sequence sequence = new Sequence(group, segment, aggregate);
        return known(sequence)
                .flatMap(waiting -> commands.blocking(
                        () -> waiting.stream().map(this::shown).toList()));
    }

    /** Handles them again, in their order, until one is refused. */
    @PostMapping("/{group}/{aggregate}/retry")
    Mono<OutcomeResponse> retry(
            @PathVariable String group,
            @PathVariable String aggregate,
            @RequestParam(defaultValue = "-1") int segment,
            @RequestBody InterventionRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        Sequence sequence = new Sequence(group, segment, aggregate);
        Intent intent = new Intent(InterventionKind.DEAD_LETTERS_RETRIED, target(sequence), request);
        return known(sequence)
                .then(Mono.defer(() -> interventions.make(intent, () -> {}, caller, exchange)))
                .flatMap(made -> redeliver(sequence, made.getBody()));
    }

    /**
     * Gives up the first, for this handler and for good, and handles those behind it: the first that the caller has looked at, or
     * else nothing is given up.
     */
    @PostMapping("/{group}/{aggregate}/discard")
    Mono<OutcomeResponse> discard(
            @PathVariable String group,
            @PathVariable String aggregate,
            @RequestParam(defaultValue = "-1") int segment,
            @RequestBody DiscardRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        Sequence sequence = new Sequence(group, segment, aggregate);
        return known(sequence)
                .flatMap(waiting -> {
                    String eventId = Objects.requireNonNullElse(
                            request.eventId(), waiting.getFirst().eventId());
                    Intent intent = new Intent(
                            InterventionKind.DEAD_LETTERS_DISCARDED,
                            target(sequence) + "/" + eventId,
                            new InterventionRequest(request.reason()));
                    return interventions.make(intent, () -> discardFirst(sequence, eventId), caller, exchange);
                })
                .flatMap(made -> redeliver(sequence, made.getBody()));
    }

    /** Somebody else may have had it handled or given up by now, and another be the first. */
    private void discardFirst(Sequence sequence, String eventId) {
        letters.discard(letters.lockFirst(sequence)
                .filter(letter -> letter.eventId().equals(eventId))
                .orElseThrow(() -> ApiException.conflict(
                        "letter_changed", "this event is not the first that waits: look at them again")));
    }

    private Mono<OutcomeResponse> redeliver(
            Sequence sequence, Interventions.@Nullable InterventionResponse intervention) {
        String id = intervention == null ? "" : intervention.id();
        return commands.blocking(() -> {
            int handled = redelivery.redeliver(sequence);
            List<DeadLetter> left = letters.of(sequence);
            return new OutcomeResponse(
                    id,
                    handled,
                    left.size(),
                    left.isEmpty() ? null : left.getFirst().causeMessage());
        });
    }

    private Mono<List<DeadLetter>> known(Sequence sequence) {
        return commands.blocking(() -> letters.of(sequence))
                .filter(waiting -> !waiting.isEmpty())
                .switchIfEmpty(Mono.error(() -> ApiException.notFound("sequence of events that were put aside")));
    }

    private LetterResponse shown(DeadLetter letter) {
        DomainEventMessage<?> event = redelivery.event(letter);
        return new LetterResponse(
                letter.eventId(),
                shortName(letter.payloadType()),
                letter.aggregateVersion(),
                letter.causeType(),
                letter.causeMessage(),
                letter.putAsideAt(),
                masked.payload(event));
    }

    private static String target(Sequence sequence) {
        return sequence.group() + "/" + sequence.aggregate();
    }

    /** {@code dev.litevps.events.vps.VpsEvent$VpsRequested} as {@code VpsRequested}. */
    private static String shortName(String payloadType) {
        return payloadType.substring(Math.max(payloadType.lastIndexOf('$'), payloadType.lastIndexOf('.')) + 1);
    }
}
