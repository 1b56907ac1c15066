package dev.litevps.api.billing;

import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Dollars;
import dev.litevps.api.web.Pages;
import dev.litevps.events.Minute;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.ledger.BalanceQueries;
import dev.litevps.query.ledger.BalanceRow;
import dev.litevps.query.ledger.Burn;
import dev.litevps.query.ledger.MeterQueries;
import dev.litevps.query.ledger.StatementQueries;
import dev.litevps.query.vps.VpsQueries;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code /api/billing}: what an account has, what it had, and how long that lasts. */
@RestController
@RequestMapping("/api/billing")
class BillingController {

    private final BalanceQueries balances;
    private final StatementQueries statements;
    private final MeterQueries meters;
    private final VpsQueries machines;
    private final Pages pages;
    private final Clock clock;

    BillingController(
            BalanceQueries balances,
            StatementQueries statements,
            MeterQueries meters,
            VpsQueries machines,
            Pages pages,
            Clock clock) {
        this.balances = balances;
        this.statements = statements;
        this.meters = meters;
        this.machines = machines;
        this.pages = pages;
        this.clock = clock;
    }

    /**
     * An account's money, in US dollars.
     *
     * @param held what of the balance is set aside for VPSes that are being created or started
     * @param available what can be spent: the balance less what is held
     */
    record BalanceResponse(BigDecimal balance, BigDecimal held, BigDecimal available, String currency) {

        static BalanceResponse of(BalanceRow row) {
            return new BalanceResponse(
                    Dollars.of(row.balance()), Dollars.of(row.held()), Dollars.of(row.available()), "USD");
        }
    }

    /**
     * How long the balance lasts if nothing changes.
     *
     * @param balance in US dollars
     * @param burnPerHour what the running VPSes cost in an hour at the present prices, in US dollars
     * @param runningVps how many of them cost money
     * @param runwayHours how many hours the balance lasts: none, if nothing is left; null if nothing burns
     * @param exhaustedAt when nothing will be left, or when that came to pass; null if neither can be said
     * @param graceEndsAt until when the disks are kept, if nothing is left; else null
     */
    record ForecastResponse(
            BigDecimal balance,
            BigDecimal burnPerHour,
            int runningVps,
            @Nullable BigDecimal runwayHours,
            @Nullable Instant exhaustedAt,
            @Nullable Instant graceEndsAt) {

        /** Also where the machines have been stopped and nothing burns any more. */
        private static final BigDecimal NO_RUNWAY = new BigDecimal("0.00");

        static ForecastResponse of(BalanceRow balance, Burn burn, Instant now) {
            BalanceRow.Exhaustion exhaustion = balance.exhaustion();
            return new ForecastResponse(
                    Dollars.of(balance.balance()),
                    Dollars.of(burn.perHour()),
                    burn.runningVps(),
                    exhaustion == null ? burn.runwayHours(balance.balance()).orElse(null) : NO_RUNWAY,
                    exhaustion == null
                            ? burn.exhaustedAt(balance.balance(), now).orElse(null)
                            : exhaustion.since(),
                    exhaustion == null ? null : exhaustion.graceEndsAt());
        }
    }

    @GetMapping("/balance")
    Mono<BalanceResponse> balance(@AuthenticationPrincipal Caller caller) {
        return ledger(caller).map(BalanceResponse::of);
    }

    @GetMapping("/history")
    Mono<ResponseEntity<List<HistoryRow>>> history(
            @RequestParam(required = false) @Nullable String granularity,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        HistoryPage page = new HistoryPage(
                pages.asked(exchange, caller, HistoryPage.BOUNDS), HistoryPage.Granularity.parse(granularity));
        return page.read(statements, caller.accountId()).collectList().flatMap(found -> describe(found, page, caller));
    }

    @GetMapping("/forecast")
    Mono<ForecastResponse> forecast(@AuthenticationPrincipal Caller caller) {
        Instant now = clock.instant();
        return Mono.zip(ledger(caller), meters.burn(caller.accountId(), Minute.of(now)))
                .map(found -> ForecastResponse.of(found.getT1(), found.getT2(), now));
    }

    private Mono<BalanceRow> ledger(Caller caller) {
        return balances.byAccount(caller.accountId())
                .switchIfEmpty(Mono.error(() -> ApiException.unavailable("the account is being set up; try again")));
    }

    private Mono<ResponseEntity<List<HistoryRow>>> describe(
            List<HistoryPage.Placed> rows, HistoryPage page, Caller caller) {
        List<VpsId> mentioned = rows.stream()
                .map(placed -> placed.row().vpsId())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return machines.names(caller.accountId(), mentioned).map(names -> page.page()
                .answer(
                        rows,
                        HistoryPage.Placed::position,
                        placed ->
                                HistoryRow.of(placed.row(), nameOf(placed.row().vpsId(), names), page.granularity())));
    }

    private static String nameOf(@Nullable VpsId vpsId, Map<VpsId, String> names) {
        return vpsId == null ? "" : names.getOrDefault(vpsId, vpsId.toString());
    }
}
