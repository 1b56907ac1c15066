package dev.litevps.api.snapshot;

import dev.litevps.api.idempotency.RequestIdentifiers;
import dev.litevps.api.security.Caller;
import dev.litevps.api.vps.OwnedVps;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.api.web.Page;
import dev.litevps.api.web.Pages;
import dev.litevps.command.snapshot.SnapshotCommand.CreateSnapshot;
import dev.litevps.command.snapshot.SnapshotCommand.DeleteSnapshot;
import dev.litevps.command.snapshot.SnapshotCommand.RestoreSnapshot;
import dev.litevps.events.snapshot.SnapshotId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.settings.SettingsQueries;
import dev.litevps.query.snapshot.SnapshotQueries;
import dev.litevps.query.vps.VpsRow;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Snapshots of a VPS. What is asked for is done in the background: the snapshot's state says how far it is. */
@RestController
@RequestMapping("/api/vps/{id}/snapshots")
class SnapshotController {

    private final OwnedVps ownedVps;
    private final Commands commands;
    private final SnapshotQueries queries;
    private final SettingsQueries settings;
    private final Pages pages;
    private final Clock clock;

    SnapshotController(
            OwnedVps ownedVps,
            Commands commands,
            SnapshotQueries queries,
            SettingsQueries settings,
            Pages pages,
            Clock clock) {
        this.ownedVps = ownedVps;
        this.commands = commands;
        this.queries = queries;
        this.settings = settings;
        this.pages = pages;
        this.clock = clock;
    }

    record CreateRequest(@Nullable String name) {}

    @GetMapping
    Mono<ResponseEntity<List<SnapshotResponse>>> list(
            @PathVariable String id, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        Page page = pages.asked(exchange, caller, Page.Bounds.LIST);
        return ownedVps.find(id, caller)
                .flatMap(vps -> queries.byVps(vps.id()).collectList())
                .map(rows -> page.answerFrom(
                        rows,
                        Page.Position.DESCENDING,
                        row -> Page.Position.of(row.createdAt(), row.id().toString()),
                        SnapshotResponse::of));
    }

    @PostMapping
    Mono<ResponseEntity<SnapshotResponse>> create(
            @PathVariable String id,
            @RequestBody CreateRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        String name = request.name();
        if (name == null || name.isBlank()) {
            throw ApiException.badRequest("missing_name", "name is required");
        }
        SnapshotId snapshotId = SnapshotId.of(RequestIdentifiers.next(exchange));
        return owned(id, caller)
                .zipWith(settings.current())
                .flatMap(found -> commands.send(
                                new CreateSnapshot(
                                        found.getT1(),
                                        caller.accountId(),
                                        snapshotId,
                                        name,
                                        found.getT2().maxSnapshotsPerVps(),
                                        clock.instant()),
                                caller,
                                exchange)
                        .then(shown(found.getT1(), name)))
                .map(snapshot -> ResponseEntity.created(URI.create("/api/vps/" + snapshot.vpsId() + "/snapshots"))
                        .body(snapshot));
    }

    @PostMapping("/{name}/restore")
    Mono<ResponseEntity<SnapshotResponse>> restore(
            @PathVariable String id,
            @PathVariable String name,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        return owned(id, caller)
                .flatMap(vpsId -> commands.send(
                                new RestoreSnapshot(vpsId, caller.accountId(), name, clock.instant()), caller, exchange)
                        .then(shown(vpsId, name)))
                .map(snapshot -> ResponseEntity.accepted().body(snapshot));
    }

    /** 202 while it is being removed, 204 if that is done already. */
    @DeleteMapping("/{name}")
    Mono<ResponseEntity<SnapshotResponse>> delete(
            @PathVariable String id,
            @PathVariable String name,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        return owned(id, caller)
                .flatMap(vpsId -> commands.send(
                                new DeleteSnapshot(vpsId, caller.accountId(), name, clock.instant()), caller, exchange)
                        .then(Mono.defer(() -> queries.byName(vpsId, name))))
                .map(row -> ResponseEntity.accepted().body(SnapshotResponse.of(row)))
                .defaultIfEmpty(ResponseEntity.noContent().build());
    }

    /** The id of a VPS and of nothing else: a command to another kind of aggregate would find it, and not know what to do. */
    private Mono<VpsId> owned(String id, Caller caller) {
        return ownedVps.find(id, caller).map(VpsRow::id);
    }

    private Mono<SnapshotResponse> shown(VpsId vpsId, String name) {
        return Mono.defer(() -> queries.byName(vpsId, name))
                .map(SnapshotResponse::of)
                .switchIfEmpty(Mono.error(() -> ApiException.notFound("snapshot")));
    }
}
