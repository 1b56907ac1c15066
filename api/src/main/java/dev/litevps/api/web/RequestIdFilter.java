package dev.litevps.api.web;

import dev.litevps.events.Provenance;
import java.util.Map;
import java.util.regex.Pattern;
import org.axonframework.common.IdentifierFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Names every request: with the caller's own {@code X-Request-Id} if it is sensible, or with a new one. The answer and
 * every event that follows from the request carry it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RequestIdFilter implements WebFilter {

    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = RequestIdFilter.class.getName();

    /** Ours are shorter; every event that follows from a request carries its path. */
    private static final int LONGEST_PATH = 256;

    private static final Pattern SENSIBLE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String given = exchange.getRequest().getHeaders().getFirst(HEADER);
        String requestId = given != null && SENSIBLE.matcher(given).matches()
                ? given
                : IdentifierFactory.getInstance().generateIdentifier();
        exchange.getAttributes().put(ATTRIBUTE, requestId);
        exchange.getResponse().getHeaders().set(HEADER, requestId);
        return chain.filter(exchange);
    }

    /** What an event says of the request that led to it, whoever sent it: its name, its method and its path. */
    public static Map<String, String> provenance(ServerWebExchange exchange) {
        String path = exchange.getRequest().getPath().value();
        return Map.of(
                Provenance.REQUEST_ID,
                requestId(exchange),
                Provenance.REQUEST,
                exchange.getRequest().getMethod() + " " + path.substring(0, Math.min(path.length(), LONGEST_PATH)));
    }

    /** The name of the request that is being answered. */
    public static String requestId(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }
}
