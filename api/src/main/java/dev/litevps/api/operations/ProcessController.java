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
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
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

/**
 * {@code /api/support/processes}: the processes that are under way, what is stuck first. A process is helped in the two ways
 * that it knows itself: its durable work is done at once, or its patience ends now and its own compensation begins.
 */
@RestController
@RequestMapping("/api/support/processes")
class ProcessController {

    private static final Page.Bounds BOUNDS = new Page.Bounds(100, 1_000);
    private static final String DEADLINES =
            DbSchedulerDeadlineManager.binaryTask(() -> null).getTaskName();

    private final ProcessQueries processes;
    private final Interventions interventions;
    private final TaskRetry retry;
    private final Clock clock;

    ProcessController(ProcessQueries processes, Interventions interventions, TaskRetry retry, Clock clock) {
        this.processes = processes;
        this.interventions = interventions;
        this.retry = retry;
        this.clock = clock;
    }

    record ProcessResponse(
            String id,
            String kind,
            @Nullable String vpsId,
            @Nullable String accountId,
            @Nullable String waitsFor,
            @Nullable Instant deadlineAt,
            @Nullable String orderId,
            boolean compensable,
            boolean stuck,
            @Nullable String why) {

        static ProcessResponse of(ProcessRow row, Instant now) {
            return new ProcessResponse(
                    row.id(),
                    row.kind(),
                    row.vpsId(),
                    row.accountId(),
                    row.deadlineName(),
                    row.deadline(),
                    row.orderId(),
                    row.compensable(),
                    row.stuck(now).isPresent(),
                    row.stuck(now).orElse(null));
        }
    }

    @GetMapping
    Flux<ProcessResponse> list(
            @RequestParam(defaultValue = "false") boolean stuck,
            @RequestParam @Nullable String limit,
            @RequestParam @Nullable String offset) {
        return processes
                .list(stuck, BOUNDS.limit(limit), BOUNDS.offset(offset))
                .map(row -> ProcessResponse.of(row, clock.instant()));
    }

    @GetMapping("/{id}")
    Mono<ProcessResponse> get(@PathVariable String id) {
        return known(id).map(row -> ProcessResponse.of(row, clock.instant()));
    }

    /** Has the durable work that it waits for done now. */
    @PostMapping("/{id}/retry")
    Mono<ResponseEntity<InterventionResponse>> retry(
            @PathVariable String id,
            @RequestBody InterventionRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        return known(id).flatMap(row -> {
            String task = row.orderTask();
            String order = row.orderId();
            if (task == null || order == null) {
                return Mono.error(
                        ApiException.conflict("nothing_to_retry", "this process does not wait for work on a machine"));
            }
            return interventions.make(
                    new Intent(InterventionKind.TASK_RETRIED, task + "/" + order, request),
                    () -> retry.now(task, order),
                    caller,
                    exchange);
        });
    }

    /** Ends its patience, so that it gives back what it took. */
    @PostMapping("/{id}/compensate")
    Mono<ResponseEntity<InterventionResponse>> compensate(
            @PathVariable String id,
            @RequestBody InterventionRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        return known(id).flatMap(row -> {
            String deadline = row.deadlineId();
            if (deadline == null || !row.compensable()) {
                return Mono.error(ApiException.conflict(
                        "nothing_to_compensate", "this process waits for nothing that could be given up"));
            }
            return interventions.make(
                    new Intent(InterventionKind.PROCESS_COMPENSATED, id, request),
                    () -> retry.now(DEADLINES, deadline),
                    caller,
                    exchange);
        });
    }

    private Mono<ProcessRow> known(String id) {
        return processes.find(id).switchIfEmpty(Mono.error(() -> ApiException.notFound("process")));
    }
}
