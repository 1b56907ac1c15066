package dev.litevps.api.admin;

import dev.litevps.api.idempotency.RequestIdentifiers;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.api.web.Dollars;
import dev.litevps.api.web.ExactNumber;
import dev.litevps.command.plan.PlanCommand;
import dev.litevps.command.plan.PlanCommand.PublishPlan;
import dev.litevps.command.plan.PlanCommand.RetirePlan;
import dev.litevps.command.plan.PlanCommand.RevisePlan;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.plan.PlanId;
import dev.litevps.query.plan.CatalogueRow;
import dev.litevps.query.plan.PlanQueries;
import dev.litevps.query.plan.PlanRow;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.annotation.JsonDeserialize;

/** {@code /api/admin/plans}: the catalogue, with what is no longer sold. */
@RestController
@RequestMapping("/api/admin/plans")
class PlanController {

    private final PlanQueries queries;
    private final Commands commands;
    private final Clock clock;

    PlanController(PlanQueries queries, Commands commands, Clock clock) {
        this.queries = queries;
        this.commands = commands;
        this.clock = clock;
    }

    /** A new plan; memory in MiB, disk in GiB, price in US dollars per hour with six decimals at most. */
    record PublishRequest(
            @Nullable String name,
            @Nullable Integer vcpu,
            @Nullable Integer memoryMb,
            @Nullable Integer diskGb,

            @JsonDeserialize(using = ExactNumber.class) @Nullable
            BigDecimal priceHourly) {}

    /** What is to change; what is left out stays. Machines that exist keep their size, so a plan's never changes. */
    record ReviseRequest(
            @Nullable String name,

            @JsonDeserialize(using = ExactNumber.class) @Nullable
            BigDecimal priceHourly) {}

    /**
     * A plan.
     *
     * @param priceEffectiveFrom the first minute that costs this price
     */
    record PlanResponse(
            String id,
            String name,
            int vcpu,
            int memoryMb,
            int diskGb,
            BigDecimal priceHourly,
            Instant priceEffectiveFrom,
            boolean retired) {

        static PlanResponse of(CatalogueRow row) {
            PlanRow plan = row.plan();
            return new PlanResponse(
                    plan.id().toString(),
                    plan.name(),
                    plan.resources().vcpu(),
                    plan.resources().memoryMb(),
                    plan.resources().diskGb(),
                    Dollars.of(plan.pricePerHour()),
                    row.priceEffectiveFrom().start(),
                    plan.isRetired());
        }
    }

    @GetMapping
    Flux<PlanResponse> list() {
        return queries.catalogue().map(PlanResponse::of);
    }

    @PostMapping
    Mono<ResponseEntity<PlanResponse>> publish(
            @RequestBody PublishRequest request, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        PlanId id = PlanId.of(RequestIdentifiers.next(exchange));
        PublishPlan command = new PublishPlan(
                id,
                Required.value(request.name(), "name"),
                new Resources(
                        Required.value(request.vcpu(), "vcpu"),
                        Required.value(request.memoryMb(), "memory_mb"),
                        Required.value(request.diskGb(), "disk_gb")),
                dollars(Required.value(request.priceHourly(), "price_hourly")),
                clock.instant());
        return commands.send(command, caller, exchange)
                .then(Mono.defer(() -> queries.catalogueEntry(id)))
                .map(row -> ResponseEntity.created(URI.create("/api/admin/plans/" + id))
                        .body(PlanResponse.of(row)));
    }

    @PutMapping("/{id}")
    Mono<PlanResponse> revise(
            @PathVariable String id,
            @RequestBody ReviseRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        if (request.name() == null && request.priceHourly() == null) {
            throw ApiException.badRequest("invalid_request", "send a name or a price_hourly");
        }
        Usd price = request.priceHourly() == null ? null : dollars(request.priceHourly());
        return sendToKnown(new RevisePlan(parse(id), request.name(), price, clock.instant()), caller, exchange);
    }

    /** It is no longer sold. Machines that have it keep it, and repeating changes nothing. */
    @DeleteMapping("/{id}")
    Mono<PlanResponse> retire(
            @PathVariable String id, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        return sendToKnown(new RetirePlan(parse(id), clock.instant()), caller, exchange);
    }

    private Mono<PlanResponse> sendToKnown(PlanCommand command, Caller caller, ServerWebExchange exchange) {
        return queries.byId(command.planId())
                .switchIfEmpty(Mono.error(() -> ApiException.notFound("plan")))
                .then(Mono.defer(() -> commands.send(command, caller, exchange)))
                .then(Mono.defer(() -> queries.catalogueEntry(command.planId())))
                .map(PlanResponse::of);
    }

    private static PlanId parse(String id) {
        return Required.id(id, PlanId::of, "plan");
    }

    private static Usd dollars(BigDecimal amount) {
        try {
            return Usd.of(amount);
        } catch (ArithmeticException e) {
            ApiException refused = ApiException.badRequest(
                    "invalid_value", "price_hourly is an amount of US dollars with six decimals at most");
            refused.initCause(e);
            throw refused;
        }
    }
}
