package dev.litevps.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Which versions of aggregates the views show, as far as this node has written them lately, and who waits for one. An
 * aggregate wakes only those who wait for it.
 */
@Component
class ShownVersions {

    private static final int REMEMBERED = 10_000;

    private final Cache<String, Long> recent =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Map<String, Set<Waiter>> waiters = new ConcurrentHashMap<>();
    private final RecentRows rows;

    ShownVersions(RecentRows rows) {
        this.rows = rows;
    }

    /** The views show this version now. */
    void show(AggregateVersion version) {
        rows.forget(version.identifier());
        recent.asMap().merge(version.identifier(), version.sequenceNumber(), Math::max);
        Set<Waiter> waiting = waiters.get(version.identifier());
        if (waiting != null) {
            waiting.stream()
                    .filter(waiter -> waiter.sequenceNumber <= version.sequenceNumber())
                    .forEach(waiter -> waiter.sink.success());
        }
    }

    /** Completes when this node has written the version or a later one; at once if it did so lately. */
    Mono<Void> reached(AggregateVersion wanted) {
        return Mono.create(sink -> {
            if (isShown(wanted)) {
                sink.success();
                return;
            }
            Waiter waiter = new Waiter(wanted.sequenceNumber(), sink);
            waiters.compute(wanted.identifier(), (identifier, waiting) -> {
                Set<Waiter> extended = waiting == null ? ConcurrentHashMap.newKeySet() : waiting;
                extended.add(waiter);
                return extended;
            });
            sink.onDispose(() -> remove(wanted.identifier(), waiter));
            if (isShown(wanted)) {
                sink.success();
            }
        });
    }

    private boolean isShown(AggregateVersion wanted) {
        Long shown = recent.getIfPresent(wanted.identifier());
        return shown != null && shown >= wanted.sequenceNumber();
    }

    private void remove(String identifier, Waiter waiter) {
        waiters.computeIfPresent(identifier, (key, waiting) -> {
            waiting.remove(waiter);
            return waiting.isEmpty() ? null : waiting;
        });
    }

    int waiting() {
        return waiters.size();
    }

    private record Waiter(long sequenceNumber, MonoSink<Void> sink) {

        /** By identity: two may wait for the same. */
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
