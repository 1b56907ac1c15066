package dev.litevps.api.replay;

import dev.litevps.api.idempotency.RequestIdentifiers;
import dev.litevps.api.operations.Interventions;
import dev.litevps.api.operations.Interventions.Intent;
import dev.litevps.api.operations.Interventions.InterventionRequest;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcOperations;
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

/** {@code /api/support/drift-checks}: whether views show what their events say. */
@RestController
@RequestMapping("/api/support/drift-checks")
class DriftCheckController {

    private static final Page.Bounds BOUNDS = new Page.Bounds(100, 1_000);

    private final DriftChecks checks;
    private final Interventions interventions;
    private final Commands commands;
    private final JdbcOperations jdbc;

    DriftCheckController(DriftChecks checks, Interventions interventions, Commands commands, JdbcOperations jdbc) {
        this.checks = checks;
        this.interventions = interventions;
        this.commands = commands;
        this.jdbc = jdbc;
    }

    /**
     * What is asked for.
     *
     * @param view such as {@code query.ledger}
     * @param account whose part of it; the whole if null
     */
    record DriftCheckRequest(
            @Nullable String view,
            @Nullable String account,
            @Nullable String reason) {}

    record DriftCheckResponse(
            String id,
            String view,
            @Nullable String account,
            String reason,
            Instant askedAt,
            String state,
            long events,
            long rows,
            long differences,
            JsonNode examples,
            @Nullable String trouble,
            @Nullable Instant endedAt) {

        static DriftCheckResponse of(DriftCheck check) {
            return new DriftCheckResponse(
                    check.id().toString(),
                    check.view().group(),
                    check.accountId() == null ? null : check.accountId().toString(),
                    check.reason(),
                    check.askedAt(),
                    DriftChecks.word(check.state()),
                    check.events(),
                    check.rows(),
                    check.differences(),
                    check.examples(),
                    check.trouble(),
                    check.endedAt());
        }
    }

    @PostMapping
    Mono<ResponseEntity<DriftCheckResponse>> ask(
            @RequestBody DriftCheckRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        View view = view(request.view());
        UUID account = account(request.account());
        UUID id = UUID.fromString(RequestIdentifiers.next(exchange));
        String target = account == null ? view.group() : view.group() + "/" + account;
        Intent intent = new Intent(InterventionKind.DRIFT_CHECKED, target, new InterventionRequest(request.reason()));
        return requirePart(view, account)
                .then(Mono.defer(() -> interventions.make(
                        intent,
                        () -> checks.add(id, view, account, Objects.requireNonNull(request.reason())),
                        caller,
                        exchange)))
                .then(Mono.defer(() -> find(id)))
                .map(check -> ResponseEntity.accepted()
                        .location(URI.create("/api/support/drift-checks/" + id))
                        .body(check));
    }

    @GetMapping
    Mono<List<DriftCheckResponse>> list(@RequestParam @Nullable String limit, @RequestParam @Nullable String offset) {
        int rows = BOUNDS.limit(limit);
        long skipped = BOUNDS.offset(offset);
        return commands.blocking(() -> checks.newest(rows, skipped).stream()
                .map(DriftCheckResponse::of)
                .toList());
    }

    @GetMapping("/{id}")
    Mono<DriftCheckResponse> get(@PathVariable String id) {
        return find(parse(id, () -> ApiException.notFound("drift check")));
    }

    private Mono<DriftCheckResponse> find(UUID id) {
        return commands.blocking(() -> checks.find(id))
                .flatMap(Mono::justOrEmpty)
                .map(DriftCheckResponse::of)
                .switchIfEmpty(Mono.error(() -> ApiException.notFound("drift check")));
    }

    private Mono<Void> requirePart(View view, @Nullable UUID account) {
        return commands.blocking(() -> account == null || Comparison.hasAccounts(view, jdbc))
                .flatMap(possible -> possible
                        ? Mono.empty()
                        : Mono.error(ApiException.badRequest(
                                "invalid_account", "this view has no parts by account: check it as a whole")));
    }

    static View view(@Nullable String name) {
        if (name == null || name.isBlank()) {
            throw ApiException.badRequest("missing_view", "view is required");
        }
        return View.of(name).orElseThrow(() -> ApiException.badRequest("invalid_view", "there is no such view"));
    }

    private static @Nullable UUID account(@Nullable String account) {
        return account == null
                ? null
                : parse(account, () -> ApiException.badRequest("invalid_account", "account must be an id"));
    }

    static UUID parse(String id, Supplier<ApiException> otherwise) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            ApiException refusal = otherwise.get();
            refusal.initCause(e);
            throw refusal;
        }
    }
}
