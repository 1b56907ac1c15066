package dev.litevps.api.eventstore;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A few threads of a name, for work that comes from many places. */
record NamedThreads(ScheduledExecutorService executor) implements AutoCloseable {

    static NamedThreads of(String name, int count) {
        return new NamedThreads(Executors.newScheduledThreadPool(
                count, Thread.ofPlatform().daemon().name(name + "-", 1).factory()));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
