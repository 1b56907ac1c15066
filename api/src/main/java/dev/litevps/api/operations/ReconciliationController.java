package dev.litevps.api.operations;

import dev.litevps.api.operations.Interventions.Intent;
import dev.litevps.api.operations.Interventions.InterventionRequest;
import dev.litevps.api.operations.Interventions.InterventionResponse;
import dev.litevps.api.platform.ReconcileOrders;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.Page;
import dev.litevps.api.web.Pages;
import dev.litevps.events.intervention.InterventionKind;
import dev.litevps.query.finding.FindingQueries;
import dev.litevps.query.finding.FindingRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What the reconciler found where hosts and events differed, and having it look now. */
@RestController
class ReconciliationController {

    private static final Page.Bounds BOUNDS = new Page.Bounds(100, 1_000);

    private final FindingQueries findings;
    private final Interventions interventions;
    private final ReconcileOrders orders;
    private final Pages pages;

    ReconciliationController(
            FindingQueries findings, Interventions interventions, ReconcileOrders orders, Pages pages) {
        this.findings = findings;
        this.interventions = interventions;
        this.orders = orders;
        this.pages = pages;
    }

    record FindingResponse(
            String eventId,
            String kind,
            @Nullable String hostId,
            @Nullable String vpsId,
            String message,
            Instant at) {

        static FindingResponse of(FindingRow row) {
            return new FindingResponse(
                    row.eventId().toString(),
                    row.kind().code(),
                    row.hostId() == null ? null : row.hostId().toString(),
                    row.vpsId() == null ? null : row.vpsId().toString(),
                    row.message(),
                    row.at());
        }
    }

    @GetMapping("/api/support/findings")
    Mono<ResponseEntity<List<FindingResponse>>> list(
            @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        Page page = pages.asked(exchange, caller, BOUNDS);
        return findings.list(page.slice())
                .collectList()
                .map(rows -> page.answer(
                        rows, row -> Page.Position.of(row.at(), row.eventId().toString()), FindingResponse::of));
    }

    @PostMapping("/api/support/reconciliations")
    Mono<ResponseEntity<InterventionResponse>> reconcileNow(
            @RequestBody InterventionRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        return interventions.make(
                new Intent(InterventionKind.RECONCILIATION_ORDERED, null, request), orders::now, caller, exchange);
    }
}
