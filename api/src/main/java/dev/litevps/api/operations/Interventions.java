package dev.litevps.api.operations;

import dev.litevps.api.idempotency.RequestIdentifiers;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.command.intervention.InterventionCommand.RecordIntervention;
import dev.litevps.events.intervention.InterventionId;
import dev.litevps.events.intervention.InterventionKind;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Does what staff asks for and records it as an event: both, or neither. */
@Component
public class Interventions {

    private final Commands commands;
    private final Clock clock;

    Interventions(Commands commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    /**
     * What an intervention takes.
     *
     * @param reason why, 1 to 500 characters
     */
    public record InterventionRequest(@Nullable String reason) {}

    /**
     * What was done.
     *
     * @param id of the intervention, and of the aggregate whose event tells of it
     */
    public record InterventionResponse(
            String id, String kind, @Nullable String target, String reason) {}

    /**
     * Does it in the transaction that records it. {@link ApiException} 400 if there is no reason.
     *
     * @param action blocks on the database at most; what it throws is answered, and nothing is recorded
     */
    public Mono<ResponseEntity<InterventionResponse>> make(
            Intent intent, Runnable action, Caller caller, ServerWebExchange exchange) {
        String reason = intent.request().reason();
        if (reason == null || reason.isBlank()) {
            return Mono.error(ApiException.badRequest("missing_reason", "reason is required"));
        }
        InterventionId id = InterventionId.of(RequestIdentifiers.next(exchange));
        RecordIntervention command = new RecordIntervention(
                id, intent.kind(), intent.target(), reason, RequestIdentifiers.askedAt(exchange, clock));
        return commands.sendWith(action, command, caller, exchange)
                .thenReturn(ResponseEntity.accepted()
                        .body(new InterventionResponse(
                                id.toString(), Words.of(intent.kind()), intent.target(), reason)));
    }

    /** What shall be done, to what, and why. */
    public record Intent(InterventionKind kind, @Nullable String target, InterventionRequest request) {}
}
