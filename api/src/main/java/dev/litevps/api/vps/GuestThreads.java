package dev.litevps.api.vps;

import jakarta.annotation.PreDestroy;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Threads for waiting on guests: virtual ones, since a command may take minutes and there may be thousands. */
@Component
public class GuestThreads {

    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("guest-", 0).factory());
    private final Scheduler scheduler = Schedulers.fromExecutorService(executor);

    /** Does it on a thread of its own. */
    public <T> Mono<T> run(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(scheduler);
    }

    /** Does it on a thread of its own, whether anybody waits for it or not. */
    public void execute(Runnable work) {
        executor.execute(work);
    }

    @PreDestroy
    void close() {
        scheduler.dispose();
        executor.shutdownNow();
    }
}
