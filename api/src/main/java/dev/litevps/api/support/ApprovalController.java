package dev.litevps.api.support;

import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.api.web.Page;
import dev.litevps.api.web.Pages;
import dev.litevps.command.approval.MoneyCommand;
import dev.litevps.command.approval.MoneyCommand.ApproveMoney;
import dev.litevps.command.approval.MoneyCommand.RejectMoney;
import dev.litevps.command.ledger.Claim;
import dev.litevps.events.approval.MoneyApprovalId;
import dev.litevps.query.approval.ApprovalQueries;
import dev.litevps.query.approval.ApprovalRow;
import dev.litevps.query.approval.ApprovalState;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code /api/support/approvals}: the second person's word on much money. */
@RestController
@RequestMapping("/api/support/approvals")
class ApprovalController {

    private final ApprovalQueries queries;
    private final RequestedMoney requested;
    private final PaidForLookup paidFor;
    private final Commands commands;
    private final Pages pages;
    private final Clock clock;

    ApprovalController(
            ApprovalQueries queries,
            RequestedMoney requested,
            PaidForLookup paidFor,
            Commands commands,
            Pages pages,
            Clock clock) {
        this.queries = queries;
        this.requested = requested;
        this.paidFor = paidFor;
        this.commands = commands;
        this.pages = pages;
        this.clock = clock;
    }

    record RejectRequest(@Nullable String reason) {}

    @GetMapping
    Mono<ResponseEntity<List<ApprovalResponse>>> list(
            @RequestParam(required = false) @Nullable String state,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        Page page = pages.asked(exchange, caller, Page.Bounds.LIST);
        Instant now = clock.instant();
        return queries.list(parse(state), now, page.slice())
                .collectList()
                .map(rows -> page.answer(
                        rows,
                        row -> Page.Position.of(row.requestedAt(), row.id().toString()),
                        row -> ApprovalResponse.of(row, now)));
    }

    @GetMapping("/{id}")
    Mono<ApprovalResponse> get(@PathVariable String id) {
        return require(id).map(row -> ApprovalResponse.of(row, clock.instant()));
    }

    @PostMapping("/{id}/approve")
    Mono<ApprovalResponse> approve(
            @PathVariable String id, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        return require(id)
                .flatMap(row -> paidFor.find(row.move().accountId(), row.move().paidFor()))
                .flatMap(claim -> decide(
                        new ApproveMoney(
                                parseId(id),
                                claim.map(Claim::charged).orElse(null),
                                caller.accountId(),
                                clock.instant()),
                        caller,
                        exchange));
    }

    @PostMapping("/{id}/reject")
    Mono<ApprovalResponse> reject(
            @PathVariable String id,
            @RequestBody RejectRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        return decide(
                new RejectMoney(
                        parseId(id), caller.accountId(), GivenReason.require(request.reason()), clock.instant()),
                caller,
                exchange);
    }

    private Mono<ApprovalResponse> decide(MoneyCommand command, Caller caller, ServerWebExchange exchange) {
        return commands.send(command, caller, exchange)
                .then(Mono.defer(() -> requested.find(command.approvalId())))
                .map(row -> ApprovalResponse.of(row, clock.instant()));
    }

    private Mono<ApprovalRow> require(String id) {
        return Mono.fromCallable(() -> parseId(id))
                .flatMap(queries::byId)
                .switchIfEmpty(Mono.error(() -> ApiException.notFound("request to move money")));
    }

    private static MoneyApprovalId parseId(String id) {
        try {
            return MoneyApprovalId.of(id);
        } catch (IllegalArgumentException e) {
            ApiException unknown = ApiException.notFound("request to move money");
            unknown.initCause(e);
            throw unknown;
        }
    }

    private static @Nullable ApprovalState parse(@Nullable String state) {
        if (state == null) {
            return null;
        }
        return Arrays.stream(ApprovalState.values())
                .filter(known -> known.code().equals(state))
                .findFirst()
                .orElseThrow(() -> ApiException.badRequest(
                        "invalid_state", "state must be pending, approved, rejected or expired"));
    }
}
