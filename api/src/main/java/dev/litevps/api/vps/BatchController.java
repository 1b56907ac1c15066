package dev.litevps.api.vps;

import dev.litevps.api.idempotency.RequestIdentifiers;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.command.vps.VpsCommand.DestroyVps;
import dev.litevps.events.vps.VpsId;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /api/vps/batch}: creates and destroys many VPSes in one request. */
@RestController
@RequestMapping("/api/vps/batch")
class BatchController {

    /** So many of one batch are under way at the same time, or one client could fill the pool that decides commands. */
    private static final int PARALLEL = 16;

    private final VpsCreation creation;
    private final OwnedVps owned;
    private final Commands commands;
    private final Batches batches;
    private final JsonMapper json;
    private final Clock clock;

    BatchController(
            VpsCreation creation, OwnedVps owned, Commands commands, Batches batches, JsonMapper json, Clock clock) {
        this.creation = creation;
        this.owned = owned;
        this.commands = commands;
        this.batches = batches;
        this.json = json;
        this.clock = clock;
    }

    /** The items stay JSON until each is looked at: one that makes no sense is that one's trouble. */
    record CreateRequest(@Nullable List<JsonNode> vms) {}

    record DeleteRequest(@Nullable List<JsonNode> ids) {}

    @PostMapping
    Mono<ResponseEntity<Batches.Answer>> create(
            @RequestBody CreateRequest request, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        return batches.each(request.vms(), "vms", PARALLEL, exchange, (index, item) -> {
            VpsId vpsId = VpsId.of(RequestIdentifiers.next(exchange));
            return creation.order(vpsId, parse(item), caller)
                    .flatMap(order -> creation.create(order, caller, exchange))
                    .map(vps -> new BatchResult.Created(index, vps));
        });
    }

    @DeleteMapping
    Mono<ResponseEntity<Batches.Answer>> destroy(
            @RequestBody DeleteRequest request, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        return batches.each(request.ids(), "ids", PARALLEL, exchange, (index, item) -> {
            VpsId vpsId = OwnedVps.parse(Batches.id(item));
            return owned.requireOnceOwned(vpsId, caller)
                    .then(Mono.defer(() -> commands.send(
                            new DestroyVps(vpsId, caller.accountId(), clock.instant()), caller, exchange)))
                    .then(Mono.defer(() -> owned.exists(vpsId)))
                    .map(exists ->
                            new BatchResult.Destroyed(index, vpsId.toString(), exists ? "destroying" : "destroyed"));
        });
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
}
