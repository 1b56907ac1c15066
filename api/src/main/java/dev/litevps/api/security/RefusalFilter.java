package dev.litevps.api.security;

import dev.litevps.api.error.ErrorResponses;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Answers 403 to who may not ask what was asked: after the request is counted and its answer has the headers of every
 * authenticated answer, and before anything is done for it.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 2)
class RefusalFilter implements WebFilter {

    private static final String REFUSED = RefusalFilter.class.getName();

    private final ErrorResponses responses;

    RefusalFilter(ErrorResponses responses) {
        this.responses = responses;
    }

    /** Has this request answered with 403. */
    static void refuse(ServerWebExchange exchange, Refusal refusal) {
        exchange.getAttributes().put(REFUSED, refusal);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Refusal refusal = exchange.getAttribute(REFUSED);
        return refusal == null
                ? chain.filter(exchange)
                : responses.write(exchange, HttpStatus.FORBIDDEN, refusal.body());
    }
}
