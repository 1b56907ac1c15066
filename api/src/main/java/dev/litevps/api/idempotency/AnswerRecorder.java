package dev.litevps.api.idempotency;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lets somebody keep the answer before it goes out. It is in memory as a whole, as every JSON answer is anyway. */
final class AnswerRecorder extends ServerHttpResponseDecorator {

    private static final List<String> KEPT_HEADERS = List.of(
            HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, HttpHeaders.CACHE_CONTROL, HttpHeaders.WWW_AUTHENTICATE);

    private final Function<StoredAnswer, Mono<Void>> keeper;
    private volatile boolean hasAnswer;

    AnswerRecorder(ServerHttpResponse response, Function<StoredAnswer, Mono<Void>> keeper) {
        super(response);
        this.keeper = keeper;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        return DataBufferUtils.join(body)
                .map(RequestCopy::take)
                .defaultIfEmpty(new byte[0])
                .flatMap(bytes -> keeper.apply(answer(bytes)).then(Mono.defer(() -> getDelegate()
                        .writeWith(Mono.just(bufferFactory().wrap(bytes))))));
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return writeWith(Flux.from(body).concatMap(part -> part));
    }

    @Override
    public Mono<Void> setComplete() {
        if (isCommitted()) {
            return getDelegate().setComplete();
        }
        return keeper.apply(answer(new byte[0])).then(Mono.defer(getDelegate()::setComplete));
    }

    /** Whether there was something to keep. */
    boolean hasAnswer() {
        return hasAnswer;
    }

    private StoredAnswer answer(byte[] body) {
        hasAnswer = true;
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String name : KEPT_HEADERS) {
            List<String> values = getHeaders().get(name);
            if (values != null) {
                headers.put(name, List.copyOf(values));
            }
        }
        HttpStatusCode status = getStatusCode();
        return new StoredAnswer(status == null ? 200 : status.value(), headers, body);
    }
}
