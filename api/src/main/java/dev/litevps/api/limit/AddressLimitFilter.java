package dev.litevps.api.limit;

import dev.litevps.api.error.ErrorResponses;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/** Limits by address what can be asked without proving who one is, and costs us much: log-in and registration. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class AddressLimitFilter implements WebFilter {

    private final Map<PathPattern, RequestLimit> limits;
    private final ClientAddress clients;

    AddressLimitFilter(
            LimitProperties properties, ClientAddress clients, SharedBuckets shared, ErrorResponses responses) {
        this.clients = clients;
        this.limits = Map.of(
                PathPatternParser.defaultInstance.parse("/api/auth/login"),
                RequestLimit.ofAllNodes("login", properties.loginPerMinute(), shared, responses),
                PathPatternParser.defaultInstance.parse("/api/auth/register"),
                RequestLimit.ofAllNodes("register", properties.loginPerMinute(), shared, responses));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!HttpMethod.POST.equals(exchange.getRequest().getMethod())) {
            return chain.filter(exchange);
        }
        // As requests are routed: whoever writes the path another way is counted all the same.
        PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
        for (Map.Entry<PathPattern, RequestLimit> limit : limits.entrySet()) {
            if (limit.getKey().matches(path)) {
                return limit.getValue().apply(clients.limited(exchange.getRequest()), exchange, chain.filter(exchange));
            }
        }
        return chain.filter(exchange);
    }
}
