package dev.litevps.api.vps;

import dev.litevps.api.web.ApiException;
import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.sshkey.SshKeyId;
import dev.litevps.query.plan.PlanQueries;
import dev.litevps.query.sshkey.SshKeyQueries;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The ids of other things that a request for a VPS names. That they are ids of the right kind is made sure here, since the
 * event store knows a stream by its id alone; whether they may be used is decided by the aggregates.
 */
@Component
class References {

    private final PlanQueries plans;
    private final SshKeyQueries sshKeys;

    References(PlanQueries plans, SshKeyQueries sshKeys) {
        this.plans = plans;
        this.sshKeys = sshKeys;
    }

    PlanId planId(String text) {
        return parse(text, PlanId::of, References::unknownPlan);
    }

    List<SshKeyId> sshKeyIds(@Nullable List<String> texts) {
        return texts == null
                ? List.of()
                : texts.stream()
                        .map(text -> parse(text, SshKeyId::of, References::unknownSshKey))
                        .toList();
    }

    /** Completes if the plan and the keys exist, in whatever state; fails with 400 if not. */
    Mono<Void> requireKnown(CreateVps command) {
        return plans.byId(command.planId())
                .switchIfEmpty(Mono.error(References::unknownPlan))
                .thenMany(Flux.fromIterable(command.sshKeyIds()))
                .concatMap(id -> sshKeys.byId(id)
                        .filter(key -> key.accountId().equals(command.accountId()))
                        .switchIfEmpty(Mono.error(References::unknownSshKey)))
                .then();
    }

    private static ApiException unknownPlan() {
        return ApiException.badRequest("unknown_plan", "there is no such plan");
    }

    private static ApiException unknownSshKey() {
        return ApiException.badRequest("unknown_ssh_key", "there is no such SSH key");
    }

    private static <T> T parse(@Nullable String text, Function<String, T> parser, Supplier<ApiException> refusal) {
        try {
            return parser.apply(text == null ? "" : text);
        } catch (IllegalArgumentException e) {
            ApiException refused = refusal.get();
            refused.initCause(e);
            throw refused;
        }
    }
}
