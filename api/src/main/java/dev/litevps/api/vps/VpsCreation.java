package dev.litevps.api.vps;

import dev.litevps.api.idempotency.RequestIdentifiers;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.events.vps.VpsId;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A request for one VPS, alone or in a batch: what it says, and what is answered once it is stored. */
@Component
class VpsCreation {

    private final Commands commands;
    private final OwnedVps owned;
    private final References references;
    private final Clock clock;

    VpsCreation(Commands commands, OwnedVps owned, References references, Clock clock) {
        this.commands = commands;
        this.owned = owned;
        this.references = references;
        this.clock = clock;
    }

    /**
     * What a VPS is asked for with.
     *
     * @param name its hostname; required
     * @param planId from the price list; required
     * @param sshKeyIds the caller's keys that shall be able to log in to it
     */
    record Request(
            @Nullable String name,
            @Nullable String planId,
            @Nullable List<String> sshKeyIds) {}

    /** What the request asks for, with a new id; {@link ApiException} 400 if something is missing or is no id. */
    CreateVps command(Request request, Caller caller, ServerWebExchange exchange) {
        return new CreateVps(
                VpsId.of(RequestIdentifiers.next(exchange)),
                caller.accountId(),
                caller.accessToken(),
                required(request.name(), "name"),
                references.planId(required(request.planId(), "plan_id")),
                references.sshKeyIds(request.sshKeyIds()),
                clock.instant());
    }

    /** Completes if what the command refers to exists; fails with 400 if not. */
    Mono<Void> requireKnown(CreateVps command) {
        return references.requireKnown(command);
    }

    /** The VPS, as soon as its request is stored and shown. */
    Mono<VpsResponse> create(CreateVps command, Caller caller, ServerWebExchange exchange) {
        return requireKnown(command)
                .then(Mono.defer(() -> commands.send(command, caller, exchange)))
                .then(owned.findNew(command.vpsId(), caller))
                .map(owned::shown);
    }

    /** Where the VPS can be read. */
    static URI location(CreateVps command) {
        return URI.create("/api/vps/" + command.vpsId());
    }

    /** The value of a field; {@link ApiException} 400 if there is none. */
    static String required(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw ApiException.badRequest("missing_" + field, field + " is required");
        }
        return value;
    }
}
