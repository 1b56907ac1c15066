package dev.litevps.api.security;

import dev.litevps.api.error.ErrorBody;
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
@Order(Ordered.LOWEST_PRECEDENCE - 1)
class RoleFilter implements WebFilter {

    private static final String REFUSED = RoleFilter.class.getName();

    private final ErrorResponses responses;

    RoleFilter(ErrorResponses responses) {
        this.responses = responses;
    }

    /** Has this request answered with 403. */
    static void refuse(ServerWebExchange exchange) {
        exchange.getAttributes().put(REFUSED, true);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return exchange.getAttribute(REFUSED) == null
                ? chain.filter(exchange)
                : responses.write(
                        exchange, HttpStatus.FORBIDDEN, new ErrorBody("your role does not allow this", "forbidden"));
    }
}
