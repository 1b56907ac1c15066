package dev.litevps.api.seal;

import jakarta.annotation.PreDestroy;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A few threads that read seals, so that whoever downloads a whole store takes nothing from those who use the API. */
@Component
class SealThreads {

    private static final int THREADS = 2;
    private static final int MOST_WAITING = 1_000;

    private final Scheduler scheduler = Schedulers.newBoundedElastic(THREADS, MOST_WAITING, "seal-reads", 60, true);

    /**
     * A part of a long answer.
     *
     * @param next what the next part is asked for by
     */
    @SuppressWarnings("ArrayRecordComponent") // It is sent and forgotten.
    record Part(byte[] bytes, long next) {}

    <T> Mono<T> call(Callable<T> read) {
        return Mono.fromCallable(read).subscribeOn(scheduler);
    }

    /** Part after part, each read when the one before it was sent; until there is none. */
    Flux<DataBuffer> parts(long first, LongFunction<Optional<Part>> read) {
        return Flux.<DataBuffer, Long>generate(() -> first, (position, sink) -> {
                    Optional<Part> part = read.apply(position);
                    if (part.isEmpty()) {
                        sink.complete();
                        return position;
                    }
                    sink.next(DefaultDataBufferFactory.sharedInstance.wrap(
                            part.get().bytes()));
                    return part.get().next();
                })
                .subscribeOn(scheduler);
    }

    @PreDestroy
    void close() {
        scheduler.dispose();
    }
}
