package dev.litevps.api.account;

import jakarta.annotation.PreDestroy;
import java.util.concurrent.Callable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Threads for hashing passwords, which is slow on purpose: as many as there are processors, and no more. */
@Component
class PasswordThreads {

    /** What waits beyond this is refused: whoever guesses passwords shall not keep others from their machines. */
    private static final int WAITING = 256;

    private final Scheduler scheduler =
            Schedulers.newBoundedElastic(Runtime.getRuntime().availableProcessors(), WAITING, "password");

    <T> Mono<T> run(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(scheduler);
    }

    @PreDestroy
    void close() {
        scheduler.dispose();
    }
}
