package dev.litevps.api.deadletter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The events of batches that failed lately on this node: one of them was the reason, nobody knows which. */
@Component
class Suspects {

    private static final int REMEMBERED = 100_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(30);

    private final Cache<Key, Suspicion> events = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(REMEMBERED_FOR)
            .build();

    private record Key(String group, String eventId) {}

    /**
     * What speaks against an event.
     *
     * @param alone how often it failed alone in its batch, so that it was the reason
     * @param cause of the last failure
     */
    record Suspicion(int alone, Throwable cause) {}

    /** The batch of these events failed. */
    void add(String group, List<? extends EventMessage<?>> batch, Throwable cause) {
        int alone = batch.size() == 1 ? 1 : 0;
        batch.forEach(event -> events.asMap()
                .merge(
                        new Key(group, event.getIdentifier()),
                        new Suspicion(alone, cause),
                        (known, added) -> new Suspicion(known.alone() + added.alone(), added.cause())));
    }

    /** What speaks against the event; null if nothing does. */
    @Nullable
    Suspicion find(String group, EventMessage<?> event) {
        return events.getIfPresent(new Key(group, event.getIdentifier()));
    }

    /** It has been handled, or put aside. */
    void forget(String group, EventMessage<?> event) {
        events.invalidate(new Key(group, event.getIdentifier()));
    }
}
