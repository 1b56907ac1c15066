package dev.litevps.api.idempotency;

import java.time.Clock;
import java.time.Instant;
import org.axonframework.common.IdentifierFactory;
import org.springframework.web.server.ServerWebExchange;

/**
 * Where handlers take new ids from: random ones as a rule; for a request with an {@code Idempotency-Key} such that a repeated
 * attempt gets the same ids again, and its commands change nothing.
 */
public final class RequestIdentifiers {

    private RequestIdentifiers() {}

    /** A new, time-ordered id. Who needs several takes them in an order that does not depend on chance. */
    public static String next(ServerWebExchange exchange) {
        return KeyedRequest.of(exchange)
                .map(request -> request.nextId().toString())
                .orElseGet(() -> IdentifierFactory.getInstance().generateIdentifier());
    }

    /** When the request was made: for a repeated attempt, when the first one was. */
    public static Instant askedAt(ServerWebExchange exchange, Clock clock) {
        return KeyedRequest.of(exchange).map(KeyedRequest::firstAskedAt).orElseGet(clock::instant);
    }
}
