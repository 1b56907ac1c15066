package dev.litevps.api.billing;

import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.events.ledger.ChargeId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.ledger.ChargeExplanation;
import dev.litevps.query.ledger.ChargeQueries;
import dev.litevps.query.plan.PlanQueries;
import dev.litevps.query.plan.PlanRow;
import dev.litevps.query.vps.VpsQueries;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code GET /api/billing/charges/:id}. */
@RestController
class ChargeController {

    private final ChargeQueries charges;
    private final VpsQueries machines;
    private final PlanQueries plans;

    ChargeController(ChargeQueries charges, VpsQueries machines, PlanQueries plans) {
        this.charges = charges;
        this.machines = machines;
        this.plans = plans;
    }

    /** Somebody else's charge is as unknown as one that never was. */
    @GetMapping("/api/billing/charges/{id}")
    Mono<ChargeResponse> explain(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        return Mono.justOrEmpty(ChargeId.parse(id))
                .flatMap(charge -> charges.explain(caller.accountId(), charge))
                .flatMap(explanation -> describe(explanation, caller))
                .switchIfEmpty(Mono.error(() -> ApiException.notFound("charge")));
    }

    private Mono<ChargeResponse> describe(ChargeExplanation explanation, Caller caller) {
        VpsId vpsId = explanation.id().vpsId();
        Mono<String> name = machines.names(caller.accountId(), List.of(vpsId))
                .map(names -> names.getOrDefault(vpsId, vpsId.toString()));
        Mono<Optional<PlanRow>> plan = explanation.meters().isEmpty()
                ? Mono.just(Optional.empty())
                : plans.byId(explanation.meters().getFirst().planId())
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty());
        return Mono.zip(name, plan)
                .map(found -> ChargeResponse.of(
                        explanation, found.getT1(), found.getT2().orElse(null)));
    }
}
