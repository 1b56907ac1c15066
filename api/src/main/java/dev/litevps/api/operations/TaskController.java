package dev.litevps.api.operations;

import dev.litevps.api.operations.Interventions.Intent;
import dev.litevps.api.operations.Interventions.InterventionRequest;
import dev.litevps.api.operations.Interventions.InterventionResponse;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Page;
import dev.litevps.events.intervention.InterventionKind;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
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
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code /api/support/tasks}: durable work and deadlines, what is stuck first. */
@RestController
@RequestMapping("/api/support/tasks")
class TaskController {

    private static final Page.Bounds BOUNDS = new Page.Bounds(100, 1_000);

    private final TaskQueries tasks;
    private final Interventions interventions;
    private final TaskRetry retry;
    private final Clock clock;

    TaskController(TaskQueries tasks, Interventions interventions, TaskRetry retry, Clock clock) {
        this.tasks = tasks;
        this.interventions = interventions;
        this.retry = retry;
        this.clock = clock;
    }

    record TaskResponse(
            String name,
            String instance,
            Instant dueAt,
            boolean running,
            @Nullable String worker,
            @Nullable Instant heartbeatAt,
            int failures,
            @Nullable Instant lastFailureAt,
            @Nullable String vpsId,
            boolean stuck,
            @Nullable String why) {

        static TaskResponse of(TaskRow row, Instant now) {
            return new TaskResponse(
                    row.name(),
                    row.instance(),
                    row.due(),
                    row.picked(),
                    row.worker(),
                    row.heartbeat(),
                    row.failures(),
                    row.lastFailure(),
                    row.vpsId(),
                    row.stuck(now).isPresent(),
                    row.stuck(now).orElse(null));
        }
    }

    @GetMapping
    Flux<TaskResponse> list(
            @RequestParam(defaultValue = "false") boolean stuck,
            @RequestParam @Nullable String limit,
            @RequestParam @Nullable String offset) {
        return tasks.list(stuck, BOUNDS.limit(limit), BOUNDS.offset(offset))
                .map(row -> TaskResponse.of(row, clock.instant()));
    }

    @GetMapping("/{name}/{instance}")
    Mono<TaskResponse> get(@PathVariable String name, @PathVariable String instance) {
        return known(name, instance).map(row -> TaskResponse.of(row, clock.instant()));
    }

    /** Has it done now. */
    @PostMapping("/{name}/{instance}/retry")
    Mono<ResponseEntity<InterventionResponse>> retry(
            @PathVariable String name,
            @PathVariable String instance,
            @RequestBody InterventionRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        return known(name, instance).flatMap(row -> {
            if (row.picked()) {
                return Mono.error(TaskRetry.running());
            }
            Intent intent = new Intent(InterventionKind.TASK_RETRIED, name + "/" + instance, request);
            return interventions.make(intent, () -> retry.now(name, instance), caller, exchange);
        });
    }

    private Mono<TaskRow> known(String name, String instance) {
        return tasks.find(name, instance).switchIfEmpty(Mono.error(() -> ApiException.notFound("task")));
    }
}
