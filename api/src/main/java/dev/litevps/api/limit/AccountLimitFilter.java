package dev.litevps.api.limit;

import dev.litevps.api.error.ErrorResponses;
import dev.litevps.api.security.Caller;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Limits what one account asks, with all of its tokens together, so that a loop of one does not keep the others waiting. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 3)
class AccountLimitFilter implements WebFilter {

    private final RequestLimit limit;

    AccountLimitFilter(LimitProperties properties, ErrorResponses responses) {
        this.limit = RequestLimit.ofThisNode("account", properties.requestsPerMinute(), responses);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Caller caller = Caller.of(exchange);
        return caller == null
                ? chain.filter(exchange)
                : limit.apply(caller.accountId().toString(), exchange, chain.filter(exchange));
    }
}
