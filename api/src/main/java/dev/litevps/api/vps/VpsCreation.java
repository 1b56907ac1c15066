package dev.litevps.api.vps;

import dev.litevps.api.security.Caller;
import dev.litevps.api.userdata.StoredUserData;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.command.UserData;
import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.events.sshkey.SshKeyId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.template.TemplateRow;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** A request for one VPS, alone or in a batch: what it says, and what is answered once it is stored. */
@Component
class VpsCreation {

    private final Commands commands;
    private final OwnedVps owned;
    private final References references;
    private final PlanChoice plans;
    private final StoredUserData userData;
    private final Clock clock;

    VpsCreation(
            Commands commands,
            OwnedVps owned,
            References references,
            PlanChoice plans,
            StoredUserData userData,
            Clock clock) {
        this.commands = commands;
        this.owned = owned;
        this.references = references;
        this.plans = plans;
        this.userData = userData;
        this.clock = clock;
    }

    /**
     * What a VPS is asked for with.
     *
     * @param name its hostname; required
     * @param template the slug of a template, whose size is the default
     * @param planId from the price list; required unless there is a template
     * @param vcpu the least it shall have, as are {@code memoryMb} (MiB) and {@code diskGb} (GiB); it gets what its plan has
     * @param userData what its cloud-init is given; the template's if it is not there, and none if it is JSON's null
     * @param ttlMinutes after how many minutes it is destroyed by itself; the template's if it is not there, and never if it is JSON's
     *     null
     * @param labels under which its owner finds it again
     * @param sshKeyIds the caller's keys that shall be able to log in to it
     */
    record Request(
            @Nullable String name,
            @Nullable String template,
            @Nullable String planId,
            @Nullable Integer vcpu,
            @Nullable Integer memoryMb,
            @Nullable Integer diskGb,
            @Nullable JsonNode userData,
            @Nullable JsonNode ttlMinutes,
            @Nullable Map<String, @Nullable String> labels,
            @Nullable List<String> sshKeyIds) {

        /** {@link IllegalArgumentException} if a value is of another type: then it is no request, as with all other fields. */
        Request {
            if (!JsonValues.isTextOrNull(userData) || !JsonValues.isIntegerOrNull(ttlMinutes)) {
                throw new IllegalArgumentException("user_data is a text, and ttl_minutes a whole number");
            }
        }
    }

    /**
     * A request that is complete.
     *
     * @param userData goes beside the command: it may hold secrets, which no event has
     */
    record Order(CreateVps command, @Nullable String userData) {}

    /** What the request asks for; {@link ApiException} 400 if something is missing, is no id, or is not to be had. */
    Mono<Order> order(VpsId vpsId, Request request, Caller caller) {
        required(request.name(), "name");
        List<SshKeyId> keys = references.sshKeyIds(request.sshKeyIds());
        return plans.choose(request).map(choice -> order(vpsId, request, choice, keys, caller));
    }

    private Order order(VpsId vpsId, Request request, PlanChoice.Choice choice, List<SshKeyId> keys, Caller caller) {
        String userData = given(request.userData(), JsonValues::text, choice.template(), TemplateRow::userData);
        UserData.require(userData);
        CreateVps command = new CreateVps(
                vpsId,
                caller.accountId(),
                caller.accessToken(),
                required(request.name(), "name"),
                choice.planId(),
                request.template(),
                given(request.ttlMinutes(), JsonValues::minutes, choice.template(), TemplateRow::ttlMinutes),
                Objects.requireNonNullElse(request.labels(), Map.of()),
                keys,
                clock.instant());
        return new Order(command, userData);
    }

    /** What the request says, also if that is null, or else the template, if there is one. */
    private static <T> @Nullable T given(
            @Nullable JsonNode asked,
            Function<JsonNode, @Nullable T> value,
            @Nullable TemplateRow template,
            Function<TemplateRow, @Nullable T> otherwise) {
        if (asked != null) {
            return value.apply(asked);
        }
        return template == null ? null : otherwise.apply(template);
    }

    /** Completes if what the command refers to exists; fails with 400 if not. */
    Mono<Void> requireKnown(CreateVps command) {
        return references.requireKnown(command);
    }

    /** The VPS, as soon as its request is stored and shown. */
    Mono<VpsResponse> create(Order order, Caller caller, ServerWebExchange exchange) {
        CreateVps command = order.command();
        return requireKnown(command)
                .then(Mono.defer(() -> send(order, caller, exchange)))
                .then(owned.findNew(command.vpsId(), caller))
                .map(owned::shown);
    }

    private Mono<Void> send(Order order, Caller caller, ServerWebExchange exchange) {
        CreateVps command = order.command();
        String text = order.userData();
        return text == null
                ? commands.send(command, caller, exchange)
                : commands.sendWith(
                        () -> userData.keep(command.vpsId(), caller.accountId(), text), command, caller, exchange);
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
