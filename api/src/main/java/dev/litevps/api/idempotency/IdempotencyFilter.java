package dev.litevps.api.idempotency;

import dev.litevps.api.error.ErrorBody;
import dev.litevps.api.error.ErrorResponses;
import dev.litevps.api.limit.BodyLimits;
import dev.litevps.api.security.Caller;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * {@code Idempotency-Key} on whatever changes something under {@code /api} on behalf of an account: the first answer is kept for
 * 24 hours and given again. Requests without the header pass at no cost.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class IdempotencyFilter implements WebFilter {

    static final String HEADER = "Idempotency-Key";

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);

    private static final Pattern SENSIBLE = Pattern.compile("[\\x20-\\x7e]{1,255}");
    private static final Set<HttpMethod> CHANGING =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.PATCH);

    /** An upload is streamed and of any size: what it was is known when it is over. */
    private static final Pattern UPLOAD = Pattern.compile("/api/vps/[^/]+/files");

    /** Stands for a body of which nothing is known yet; no hash is as short. */
    private static final byte[] NOT_READ = {0};

    private static final int THREADS = 8;
    private static final int WAITING = 10_000;

    private final IdempotentRequests requests;
    private final AnswerCipher cipher;
    private final ErrorResponses errors;
    private final long largestUpload;
    private final Scheduler scheduler = Schedulers.newBoundedElastic(THREADS, WAITING, "idempotency");

    IdempotencyFilter(
            IdempotentRequests requests,
            AnswerCipher cipher,
            ErrorResponses errors,
            @Value("${litevps.files.max-upload:10GB}") DataSize largestUpload) {
        this.requests = requests;
        this.cipher = cipher;
        this.errors = errors;
        this.largestUpload = largestUpload.toBytes();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        List<String> keys = request.getHeaders().get(HEADER);
        if (keys == null
                || !CHANGING.contains(request.getMethod())
                || !request.getPath().value().startsWith("/api/")) {
            return chain.filter(exchange);
        }
        Caller caller = Caller.of(exchange);
        return caller == null ? chain.filter(exchange) : keyed(exchange, chain, caller, keys);
    }

    private Mono<Void> keyed(ServerWebExchange exchange, WebFilterChain chain, Caller caller, List<String> keys) {
        if (keys.size() != 1 || !SENSIBLE.matcher(keys.getFirst()).matches()) {
            return refuse(
                    exchange,
                    HttpStatus.BAD_REQUEST,
                    "invalid_idempotency_key",
                    "Idempotency-Key must be given once, with 1 to 255 printable ASCII characters");
        }
        ServerHttpRequest request = exchange.getRequest();
        if (request.getMethod().equals(HttpMethod.PUT)
                && UPLOAD.matcher(request.getPath().value()).matches()) {
            return streamed(exchange, chain, new Asked(caller, keys.getFirst(), new StreamedRequest(request)));
        }
        String key = keys.getFirst();
        return DataBufferUtils.join(request.getBody(), BodyLimits.of(request))
                .map(RequestCopy::take)
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> Mono.fromCallable(
                                () -> requests.claim(caller, key, fingerprint(request, caller, body)))
                        .subscribeOn(scheduler)
                        .flatMap(claim ->
                                answer(claim, exchange, chain, new Asked(caller, key, new RequestCopy(request, body)))))
                .onErrorResume(DataBufferLimitException.class, _ -> refuseLargeBody(exchange));
    }

    /**
     * A request that is at first known by all but its body, and by that too when it was answered. So an answer to one whose body
     * nobody had to read is given again at once; else the body that comes now is read first, and compared.
     */
    private Mono<Void> streamed(ServerWebExchange exchange, WebFilterChain chain, Asked asked) {
        StreamedRequest request = (StreamedRequest) asked.again();
        return Mono.fromCallable(() ->
                        requests.claim(asked.caller(), asked.key(), fingerprint(request, asked.caller(), NOT_READ)))
                .subscribeOn(scheduler)
                .flatMap(claim -> claim instanceof Claim.Reused
                        ? request.readToItsEnd(largestUpload)
                                .publishOn(scheduler)
                                .map(read -> requests.look(
                                        asked.caller(),
                                        asked.key(),
                                        fingerprint(
                                                read,
                                                asked.caller(),
                                                read.hash().orElse(NOT_READ))))
                        : Mono.just(claim))
                .flatMap(claim -> answer(claim, exchange, chain, asked))
                .onErrorResume(DataBufferLimitException.class, _ -> refuseLargeBody(exchange));
    }

    private Mono<Void> refuseLargeBody(ServerWebExchange exchange) {
        return refuse(
                exchange,
                HttpStatus.CONTENT_TOO_LARGE,
                "body_too_large",
                "the body is larger than this endpoint takes");
    }

    private record Asked(Caller caller, String key, ServerHttpRequest again) {}

    private Mono<Void> answer(Claim claim, ServerWebExchange exchange, WebFilterChain chain, Asked asked) {
        return switch (claim) {
            case Claim.Ours ours -> run(ours.request(), exchange, chain, asked);
            case Claim.Answered answered -> replay(exchange, answered.answer());
            case Claim.InFlight _ ->
                refuse(
                        exchange,
                        HttpStatus.CONFLICT,
                        "idempotency_in_flight",
                        "the first request with this Idempotency-Key is not answered yet; try again in a moment");
            case Claim.Reused _ ->
                refuse(
                        exchange,
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "idempotency_key_reused",
                        "this Idempotency-Key was used for another request; use a new key for each");
        };
    }

    /** What was begun is ended, and its answer kept, also when the client hangs up meanwhile: it will ask again. */
    private Mono<Void> run(KeyedRequest request, ServerWebExchange exchange, WebFilterChain chain, Asked asked) {
        request.putInto(exchange);
        AnswerRecorder recorder = new AnswerRecorder(exchange.getResponse(), answer -> keep(request, asked, answer));
        ServerWebExchange recorded =
                exchange.mutate().request(asked.again()).response(recorder).build();
        Mono<Void> release = blocking(() -> requests.release(request));
        Mono<Void> work = Mono.defer(() -> chain.filter(recorded))
                .onErrorResume(failure -> release.then(Mono.error(failure)))
                // Who hung up is given no answer, and asks again.
                .then(Mono.defer(() -> recorder.hasAnswer() ? Mono.empty() : release));
        Mono<Void> heartbeat = Mono.delay(IdempotentRequests.LEASE.dividedBy(3))
                .then(blocking(() -> requests.renew(request)))
                .repeat()
                .then();
        return Mono.deferContextual(context -> Mono.fromFuture(
                Mono.firstWithSignal(work, heartbeat).contextWrite(context).toFuture(), true));
    }

    private Mono<Void> keep(KeyedRequest request, Asked asked, StoredAnswer answer) {
        boolean kept = answer.status() < HttpStatus.INTERNAL_SERVER_ERROR.value()
                && answer.status() != HttpStatus.TOO_MANY_REQUESTS.value()
                && !brokeOff(asked, answer);
        return blocking(() -> {
            if (kept) {
                requests.answered(request, asked.caller(), asked.key(), answer, fingerprintOf(asked));
            } else {
                requests.release(request);
            }
        });
    }

    /** An upload that came to nothing on its way: the next attempt may succeed. */
    private static boolean brokeOff(Asked asked, StoredAnswer answer) {
        return asked.again() instanceof StreamedRequest streamed
                && streamed.isBegun()
                && answer.status() >= HttpStatus.BAD_REQUEST.value();
    }

    /** Of a streamed request whose body was read to its end; null of any other. */
    private byte @Nullable [] fingerprintOf(Asked asked) {
        return asked.again() instanceof StreamedRequest streamed
                ? streamed.hash()
                        .map(hash -> fingerprint(streamed, asked.caller(), hash))
                        .orElse(null)
                : null;
    }

    /** What cannot be kept now is found out again by the next attempt: the answer goes out in any case. */
    private Mono<Void> blocking(Runnable work) {
        return Mono.<Void>fromRunnable(work).subscribeOn(scheduler).onErrorResume(failure -> {
            LOG.warn("The state of a keyed request could not be kept: {}", failure.toString());
            return Mono.empty();
        });
    }

    private byte[] fingerprint(ServerHttpRequest request, Caller caller, byte[] body) {
        // Somebody who may do less must not be shown what somebody else was answered.
        String authority = caller.role() + (caller.spendLimited() ? ":" + caller.tokenId() : "");
        String query = request.getURI().getRawQuery();
        String target = request.getURI().getRawPath() + (query == null ? "" : "?" + query);
        return cipher.fingerprint(authority, request.getMethod().name(), target, body);
    }

    private static Mono<Void> replay(ServerWebExchange exchange, StoredAnswer answer) {
        ServerHttpResponse response = exchange.getResponse();
        response.setRawStatusCode(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        response.getHeaders().set("Idempotent-Replayed", "true");
        return answer.body().length == 0
                ? response.setComplete()
                : response.writeWith(
                        Mono.fromSupplier(() -> response.bufferFactory().wrap(answer.body())));
    }

    private Mono<Void> refuse(ServerWebExchange exchange, HttpStatus status, String code, String message) {
        return errors.write(exchange, status, new ErrorBody(message, code));
    }

    @PreDestroy
    void close() {
        scheduler.dispose();
    }
}
