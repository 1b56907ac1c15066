package dev.litevps.api.replay;

import jakarta.annotation.PreDestroy;
import java.util.concurrent.Callable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Few threads of their own: a replay takes as long as an account is old, and nobody else shall wait for it. */
@Component
class ReplayThreads {

    private static final int THREADS = 2;
    private static final int MOST_WAITING = 100;

    private final Scheduler scheduler = Schedulers.newBoundedElastic(THREADS, MOST_WAITING, "replays", 60, true);

    <T> Mono<T> call(Callable<T> replay) {
        return Mono.fromCallable(replay).subscribeOn(scheduler);
    }

    @PreDestroy
    void close() {
        scheduler.dispose();
    }
}
