package dev.litevps.api.vps;

import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.command.CommandRejected;
import dev.litevps.command.ledger.InsufficientBalance;
import dev.litevps.command.ledger.SpendLimitExhausted;
import dev.litevps.command.vps.TryCreateVps;
import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.events.Minute;
import dev.litevps.query.ledger.BalanceQueries;
import dev.litevps.query.ledger.BalanceRow;
import dev.litevps.query.ledger.MeterQueries;
import dev.litevps.query.plan.PlanQueries;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Says what would come of a request for a VPS. Whether it would be accepted is decided where a real one is, by the same
 * rules in the same order; what money cannot mend is refused as it would be.
 */
@Component
class DryRuns {

    private final Commands commands;
    private final PlanQueries plans;
    private final BalanceQueries balances;
    private final MeterQueries meters;
    private final Clock clock;

    DryRuns(Commands commands, PlanQueries plans, BalanceQueries balances, MeterQueries meters, Clock clock) {
        this.commands = commands;
        this.plans = plans;
        this.balances = balances;
        this.meters = meters;
        this.clock = clock;
    }

    /** Whether this value of {@code dry_run} asks for one. A typing error must not create a VPS: it is a 400. */
    static boolean isAskedFor(@Nullable String dryRun) {
        return switch (dryRun) {
            case "true" -> true;
            case "false" -> false;
            case null -> false;
            default -> throw ApiException.badRequest("invalid_dry_run", "dry_run must be true or false");
        };
    }

    Mono<ResponseEntity<?>> answer(CreateVps request, Caller caller, ServerWebExchange exchange) {
        return refusal(request, caller, exchange).flatMap(refusal -> Mono.zip(
                        plans.byId(request.planId()),
                        balance(caller),
                        meters.burn(caller.accountId(), Minute.of(clock.instant())))
                .<ResponseEntity<?>>map(found ->
                        ResponseEntity.ok(DryRunResponse.of(refusal, found.getT1(), found.getT2(), found.getT3()))));
    }

    /** A balance that is not shown, as while views are built again, is no reason to answer nothing. */
    private Mono<BalanceRow> balance(Caller caller) {
        return balances.byAccount(caller.accountId())
                .switchIfEmpty(
                        Mono.error(() -> ApiException.unavailable("the balance is not shown at present; try again")));
    }

    /** Why the request would be refused, if it is for lack of money; empty if it would be accepted. */
    private Mono<Optional<CommandRejected>> refusal(CreateVps request, Caller caller, ServerWebExchange exchange) {
        return Mono.defer(() -> commands.send(new TryCreateVps(request), caller, exchange))
                .thenReturn(Optional.<CommandRejected>empty())
                .onErrorResume(InsufficientBalance.class, refusal -> Mono.just(Optional.of(refusal)))
                .onErrorResume(SpendLimitExhausted.class, refusal -> Mono.just(Optional.of(refusal)));
    }
}
