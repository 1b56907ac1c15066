package dev.litevps.api.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.litevps.api.error.ErrorBody;
import dev.litevps.api.error.ErrorResponses;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * So many requests in a minute for each of whoever asks. What is left is told with every answer, in the fields of
 * draft-ietf-httpapi-ratelimit-headers-10. Counted by this node alone, or by all of them: then this node asks the others only
 * for what it would let pass itself, so that a flood costs nothing but memory.
 */
final class RequestLimit {

    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(RequestLimit.class);
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Who has not asked for longer has all of it again, so forgetting them changes nothing. */
    private static final int REMEMBERED = 100_000;

    private final String name;
    private final String quotedName;
    private final String policy;
    private final int perMinute;
    private final @Nullable SharedBuckets shared;
    private final ErrorResponses responses;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterAccess(WINDOW)
            .build();

    private RequestLimit(String name, int perMinute, @Nullable SharedBuckets shared, ErrorResponses responses) {
        this.name = name;
        this.quotedName = '"' + name + '"';
        this.policy = quotedName + ";q=" + perMinute + ";w=" + WINDOW.toSeconds();
        this.perMinute = perMinute;
        this.shared = shared;
        this.responses = responses;
    }

    /** A limit that each node counts by itself. */
    static RequestLimit ofThisNode(String name, int perMinute, ErrorResponses responses) {
        return new RequestLimit(name, perMinute, null, responses);
    }

    /** A limit that all nodes count together. */
    static RequestLimit ofAllNodes(String name, int perMinute, SharedBuckets shared, ErrorResponses responses) {
        return new RequestLimit(name, perMinute, shared, responses);
    }

    /** Goes on with what was asked, or answers 429; 503 if nobody can say whether it is too much. */
    Mono<Void> apply(String who, ServerWebExchange exchange, Mono<Void> onwards) {
        ConsumptionProbe here = buckets.get(who, _ -> bucket()).tryConsumeAndReturnRemaining(1);
        if (shared == null || !here.isConsumed()) {
            return answer(here, exchange, onwards);
        }
        return shared.take(name, who, perMinute)
                .map(Optional::of)
                .onErrorResume(failure -> {
                    LOG.warn("The limit of {} could not be looked at: {}", name, failure.toString());
                    return Mono.just(Optional.empty());
                })
                .flatMap(probe -> probe.map(everywhere -> answer(everywhere, exchange, onwards))
                        .orElseGet(() -> sendAway(exchange)));
    }

    private Mono<Void> answer(ConsumptionProbe probe, ServerWebExchange exchange, Mono<Void> onwards) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set("RateLimit-Policy", policy);
        headers.set(
                "RateLimit",
                quotedName + ";r=" + probe.getRemainingTokens() + ";t=" + seconds(probe.getNanosToWaitForReset()));
        if (probe.isConsumed()) {
            return onwards;
        }
        long retryAfter = Math.max(1, seconds(probe.getNanosToWaitForRefill()));
        headers.set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter));
        return responses.write(
                exchange,
                HttpStatus.TOO_MANY_REQUESTS,
                new ErrorBody(
                        "too many requests: %d a minute are allowed here; try again in %d s"
                                .formatted(perMinute, retryAfter),
                        "rate_limited"));
    }

    private Mono<Void> sendAway(ServerWebExchange exchange) {
        return responses.write(
                exchange,
                HttpStatus.SERVICE_UNAVAILABLE,
                new ErrorBody("the database does not answer in time; try again", "unavailable"));
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillIntervally(perMinute, WINDOW))
                .build();
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, NANOS_PER_SECOND);
    }
}
