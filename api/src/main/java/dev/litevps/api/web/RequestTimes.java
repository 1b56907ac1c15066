package dev.litevps.api.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * How long requests take: the timer {@code http.server.requests}, with the names and values that the framework's observation
 * gives it. That makes a dozen objects and two look-ups of meters for each request; this keeps the timers at hand.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestTimes implements WebFilter {

    private static final String NONE = "none";
    private static final String UNKNOWN = "UNKNOWN";
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.values());

    private final MeterRegistry registry;
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    /** What is counted together; all of it things of which there are few. */
    private record Kind(
            @Nullable HttpMethod method,
            @Nullable Object route,
            @Nullable HttpStatusCode status,
            @Nullable Class<?> failure) {}

    RequestTimes(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        long begun = System.nanoTime();
        return chain.filter(exchange)
                .doOnSuccess(_ -> record(
                        exchange,
                        Objects.requireNonNullElse(exchange.getResponse().getStatusCode(), HttpStatus.OK),
                        null,
                        begun))
                .doOnError(failure -> record(exchange, status(failure), failure.getClass(), begun))
                .doOnCancel(() -> record(exchange, null, null, begun));
    }

    private void record(
            ServerWebExchange exchange, @Nullable HttpStatusCode status, @Nullable Class<?> failure, long begun) {
        HttpMethod method = exchange.getRequest().getMethod();
        Kind kind = new Kind(
                METHODS.contains(method) ? method : null,
                exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE),
                status,
                failure);
        Timer known = timers.get(kind);
        Timer timer = known == null ? timers.computeIfAbsent(kind, this::timer) : known;
        timer.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }

    /** The framework's answer to what no controller and no advice has answered. */
    private static HttpStatusCode status(Throwable failure) {
        return failure instanceof ErrorResponse known ? known.getStatusCode() : HttpStatus.INTERNAL_SERVER_ERROR;
    }

    private Timer timer(Kind kind) {
        String failure = kind.failure() == null ? NONE : kind.failure().getSimpleName();
        return Timer.builder("http.server.requests")
                .tag("error", failure)
                .tag("exception", failure)
                .tag("method", kind.method() == null ? UNKNOWN : kind.method().name())
                .tag("outcome", outcome(kind.status()))
                .tag(
                        "status",
                        kind.status() == null
                                ? UNKNOWN
                                : Integer.toString(kind.status().value()))
                .tag("uri", uri(kind))
                .register(registry);
    }

    private static String uri(Kind kind) {
        if (kind.route() != null) {
            return kind.route().toString().isEmpty() ? "root" : kind.route().toString();
        }
        return kind.status() != null && kind.status().isSameCodeAs(HttpStatus.NOT_FOUND) ? "NOT_FOUND" : UNKNOWN;
    }

    private static String outcome(@Nullable HttpStatusCode status) {
        if (status == null) {
            return UNKNOWN;
        }
        HttpStatus.Series series = HttpStatus.Series.resolve(status.value());
        return series == null
                ? UNKNOWN
                : switch (series) {
                    case INFORMATIONAL -> "INFORMATIONAL";
                    case SUCCESSFUL -> "SUCCESS";
                    case REDIRECTION -> "REDIRECTION";
                    case CLIENT_ERROR -> "CLIENT_ERROR";
                    case SERVER_ERROR -> "SERVER_ERROR";
                };
    }
}
