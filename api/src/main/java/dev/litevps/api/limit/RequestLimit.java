package dev.litevps.api.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.litevps.api.error.ErrorBody;
import dev.litevps.api.error.ErrorResponses;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * So many requests in a minute for each of whoever asks. What is left is told with every answer, in the fields of
 * draft-ietf-httpapi-ratelimit-headers-10. Counted by this node alone.
 */
final class RequestLimit {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Who has not asked for longer has all of it again, so forgetting them changes nothing. */
    private static final int REMEMBERED = 100_000;

    private final String name;
    private final int perMinute;
    private final ErrorResponses responses;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterAccess(WINDOW)
            .build();

    RequestLimit(String name, int perMinute, ErrorResponses responses) {
        this.name = name;
        this.perMinute = perMinute;
        this.responses = responses;
    }

    /** Goes on with what was asked, or answers 429. */
    Mono<Void> apply(String who, ServerWebExchange exchange, Mono<Void> onwards) {
        ConsumptionProbe probe = buckets.get(who, _ -> bucket()).tryConsumeAndReturnRemaining(1);
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set("RateLimit-Policy", "\"%s\";q=%d;w=%d".formatted(name, perMinute, WINDOW.toSeconds()));
        headers.set(
                "RateLimit",
                "\"%s\";r=%d;t=%d"
                        .formatted(name, probe.getRemainingTokens(), seconds(probe.getNanosToWaitForReset())));
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

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillIntervally(perMinute, WINDOW))
                .build();
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, NANOS_PER_SECOND);
    }
}
