package dev.litevps.api.limit;

import dev.litevps.api.error.ErrorBody;
import dev.litevps.api.error.ErrorResponses;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses bodies that are larger than the endpoint takes: at once if they say how large they are, else as they come. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 1)
class BodyLimitFilter implements WebFilter {

    private final ErrorResponses responses;

    BodyLimitFilter(ErrorResponses responses) {
        this.responses = responses;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (HttpMethod.GET.equals(request.getMethod()) || BodyLimits.isUpload(request)) {
            return chain.filter(exchange);
        }
        int limitBytes = BodyLimits.of(request);
        long lengthBytes = request.getHeaders().getContentLength();
        if (lengthBytes > limitBytes) {
            return responses.write(
                    exchange,
                    HttpStatus.CONTENT_TOO_LARGE,
                    new ErrorBody("the body is larger than this endpoint takes", "body_too_large"));
        }
        return lengthBytes >= 0
                ? chain.filter(exchange)
                : chain.filter(exchange.mutate()
                        .request(new LimitedRequest(request, limitBytes))
                        .build());
    }
}
