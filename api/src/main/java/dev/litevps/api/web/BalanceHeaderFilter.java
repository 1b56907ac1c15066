package dev.litevps.api.web;

import dev.litevps.api.security.Caller;
import dev.litevps.query.ledger.BalanceQueries;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Puts {@code X-Balance-Remaining} on every authenticated answer: the balance after the request, in US dollars. It comes before
 * the filters that answer by themselves.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 4)
class BalanceHeaderFilter implements WebFilter {

    static final String HEADER = "X-Balance-Remaining";

    private final BalanceQueries balances;

    BalanceHeaderFilter(BalanceQueries balances) {
        this.balances = balances;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Caller caller = Caller.of(exchange);
        if (caller != null) {
            ServerHttpResponse response = exchange.getResponse();
            response.beforeCommit(() -> setHeader(response, caller));
        }
        return chain.filter(exchange);
    }

    private Mono<Void> setHeader(ServerHttpResponse response, Caller caller) {
        return balances.byAccount(caller.accountId())
                .doOnNext(balance -> response.getHeaders()
                        .set(HEADER, Dollars.of(balance.balance()).toPlainString()))
                .then();
    }
}
