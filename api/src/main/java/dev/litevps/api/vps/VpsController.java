package dev.litevps.api.vps;

import dev.litevps.api.idempotency.RequestIdentifiers;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.Commands;
import dev.litevps.api.web.Page;
import dev.litevps.api.web.Pages;
import dev.litevps.command.vps.VpsCommand;
import dev.litevps.command.vps.VpsCommand.DestroyVps;
import dev.litevps.command.vps.VpsCommand.RestartVps;
import dev.litevps.command.vps.VpsCommand.StartVps;
import dev.litevps.command.vps.VpsCommand.StopVps;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.vps.VpsFilter;
import dev.litevps.query.vps.VpsQueries;
import dev.litevps.query.vps.VpsRow;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code /api/vps}: what an owner does with a VPS from outside. */
@RestController
@RequestMapping("/api/vps")
class VpsController {

    private final Commands commands;
    private final VpsQueries queries;
    private final OwnedVps owned;
    private final VpsCreation creation;
    private final DryRuns dryRuns;
    private final StateWaits waits;
    private final Pages pages;
    private final Clock clock;

    VpsController(
            Commands commands,
            VpsQueries queries,
            OwnedVps owned,
            VpsCreation creation,
            DryRuns dryRuns,
            StateWaits waits,
            Pages pages,
            Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.owned = owned;
        this.creation = creation;
        this.dryRuns = dryRuns;
        this.waits = waits;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping
    Mono<ResponseEntity<List<VpsResponse>>> list(@AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        VpsFilter filter = VpsListFilter.of(exchange.getRequest().getQueryParams());
        Page page = pages.asked(exchange, caller, Page.Bounds.LIST);
        return queries.byAccount(caller.accountId(), filter, page.slice())
                .collectList()
                .map(rows -> page.answer(rows, VpsController::position, owned::shown));
    }

    private static Page.Position position(VpsRow row) {
        return Page.Position.of(row.lifetime().createdAt(), row.id().toString());
    }

    /** 201 with the VPS; or, if {@code dry_run=true}, 200 with what would come of it. */
    @PostMapping
    Mono<ResponseEntity<?>> create(
            @RequestBody VpsCreation.Request request,
            @RequestParam(name = "dry_run", required = false) @Nullable String dryRun,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        boolean isDryRun = DryRuns.isAskedFor(dryRun);
        Mono<VpsCreation.Order> asked = creation.order(VpsId.of(RequestIdentifiers.next(exchange)), request, caller);
        return isDryRun
                ? asked.flatMap(order ->
                        creation.requireKnown(order.command()).then(dryRuns.answer(order.command(), caller, exchange)))
                : asked.flatMap(order -> creation.create(order, caller, exchange)
                        .map(vps -> ResponseEntity.created(VpsCreation.location(order.command()))
                                .body(vps)));
    }

    /** Asked more often than all else together, by whoever polls; and the framework looks for what fills each argument anew for every request. */
    @GetMapping("/{id}")
    Mono<VpsResponse> get(@PathVariable String id, ServerWebExchange exchange) {
        MultiValueMap<String, String> asked = exchange.getRequest().getQueryParams();
        return waits.read(id, asked.getFirst("wait"), asked.getFirst("timeout"), Caller.required(exchange))
                .map(owned::shown);
    }

    @PutMapping("/{id}")
    Mono<VpsResponse> update(
            @PathVariable String id,
            @RequestBody UpdateRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        VpsCommand command = request.command(OwnedVps.parse(id), caller, clock.instant());
        return sendToOwned(command, caller, exchange)
                .then(owned.find(id, caller))
                .map(owned::shown);
    }

    @PostMapping("/{id}/start")
    Mono<ResponseEntity<VpsResponse>> start(
            @PathVariable String id, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        return change(
                new StartVps(OwnedVps.parse(id), caller.accountId(), caller.accessToken(), clock.instant()),
                id,
                caller,
                exchange);
    }

    @PostMapping("/{id}/stop")
    Mono<ResponseEntity<VpsResponse>> stop(
            @PathVariable String id, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        return change(new StopVps(OwnedVps.parse(id), caller.accountId(), clock.instant()), id, caller, exchange);
    }

    @PostMapping("/{id}/restart")
    Mono<ResponseEntity<VpsResponse>> restart(
            @PathVariable String id, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        return change(new RestartVps(OwnedVps.parse(id), caller.accountId(), clock.instant()), id, caller, exchange);
    }

    /** 202 with the VPS on its way out; 204 once nothing is left of it. */
    @DeleteMapping("/{id}")
    Mono<ResponseEntity<VpsResponse>> destroy(
            @PathVariable String id, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        VpsId vpsId = OwnedVps.parse(id);
        return sendToOwned(new DestroyVps(vpsId, caller.accountId(), clock.instant()), caller, exchange)
                .then(queries.byId(vpsId))
                .filter(row -> !row.isDestroyed())
                .map(row -> ResponseEntity.accepted().body(owned.shown(row)))
                .defaultIfEmpty(ResponseEntity.status(HttpStatus.NO_CONTENT).build());
    }

    private Mono<ResponseEntity<VpsResponse>> change(
            VpsCommand command, String id, Caller caller, ServerWebExchange exchange) {
        return sendToOwned(command, caller, exchange)
                .then(owned.find(id, caller))
                .map(row -> ResponseEntity.accepted().body(owned.shown(row)));
    }

    /** An id that is not that of a VPS, or not of the caller's, never reaches an aggregate. */
    private Mono<Void> sendToOwned(VpsCommand command, Caller caller, ServerWebExchange exchange) {
        return owned.requireOnceOwned(command.vpsId(), caller)
                .then(Mono.defer(() -> commands.send(command, caller, exchange)));
    }
}
