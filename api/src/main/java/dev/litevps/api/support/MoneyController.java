package dev.litevps.api.support;

import dev.litevps.api.idempotency.RequestIdentifiers;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.command.approval.MoneyCommand.MoveMoney;
import dev.litevps.command.ledger.ChargedFor;
import dev.litevps.command.ledger.Claim;
import dev.litevps.events.Usd;
import dev.litevps.events.approval.MoneyApprovalId;
import dev.litevps.events.approval.MoneyKind;
import dev.litevps.events.approval.MoneyMove;
import dev.litevps.query.ledger.BalanceQueries;
import java.net.URI;
import java.time.Clock;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Support moves a customer's money, always with a reason: 201 if that is done, 202 if it is so much that a second person has
 * to approve it.
 */
@RestController
@RequestMapping("/api/support/accounts/{id}")
class MoneyController {

    private final Accounts accounts;
    private final PaidForLookup paidFor;
    private final Commands commands;
    private final RequestedMoney requested;
    private final BalanceQueries balances;
    private final Clock clock;

    MoneyController(
            Accounts accounts,
            PaidForLookup paidFor,
            Commands commands,
            RequestedMoney requested,
            BalanceQueries balances,
            Clock clock) {
        this.accounts = accounts;
        this.paidFor = paidFor;
        this.commands = commands;
        this.requested = requested;
        this.balances = balances;
        this.clock = clock;
    }

    @PostMapping("/credits")
    Mono<ResponseEntity<Object>> credit(
            @PathVariable String id,
            @RequestBody MoneyRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        if (request.vpsId() != null || request.chargeId() != null) {
            return Mono.error(ApiException.badRequest(
                    "invalid_request", "a credit is for nothing in particular: send a refund or a correction instead"));
        }
        return move(id, MoneyKind.CREDIT, request, caller, exchange);
    }

    @PostMapping("/refunds")
    Mono<ResponseEntity<Object>> refund(
            @PathVariable String id,
            @RequestBody MoneyRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        return move(id, MoneyKind.REFUND, request, caller, exchange);
    }

    @PostMapping("/corrections")
    Mono<ResponseEntity<Object>> correct(
            @PathVariable String id,
            @RequestBody MoneyRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        if (request.vpsId() != null) {
            return Mono.error(ApiException.badRequest(
                    "invalid_request", "a correction names the charge that it corrects, with charge_id"));
        }
        return move(id, MoneyKind.CORRECTION, request, caller, exchange);
    }

    private Mono<ResponseEntity<Object>> move(
            String account, MoneyKind kind, MoneyRequest request, Caller caller, ServerWebExchange exchange) {
        return accounts.require(account).flatMap(found -> {
            Usd amount = request.dollars();
            String reason = GivenReason.require(request.reason());
            MoneyApprovalId id = MoneyApprovalId.of(RequestIdentifiers.next(exchange));
            return paidFor.find(found.id(), request.vpsId(), request.chargeId()).flatMap(claim -> {
                MoneyMove move = new MoneyMove(
                        found.id(),
                        kind,
                        amount,
                        reason,
                        claim.map(Claim::paidFor).orElse(null));
                ChargedFor charged = claim.map(Claim::charged).orElse(null);
                return commands.send(
                                new MoveMoney(id, move, charged, caller.accountId(), clock.instant()), caller, exchange)
                        .then(Mono.defer(() -> answer(id, move)));
            });
        });
    }

    private Mono<ResponseEntity<Object>> answer(MoneyApprovalId id, MoneyMove move) {
        Mono<ResponseEntity<Object>> waiting = requested.find(id).map(row -> ResponseEntity.status(HttpStatus.ACCEPTED)
                .header(HttpHeaders.LOCATION, "/api/support/approvals/" + id)
                .body(ApprovalResponse.of(row, clock.instant())));
        return waiting.switchIfEmpty(Mono.defer(() -> balances.byAccount(move.accountId())
                .map(money -> ResponseEntity.created(URI.create("/api/support/accounts/" + move.accountId()))
                        .body(MoneyResponse.of(id.toString(), move, money)))));
    }
}
