package dev.litevps.api.deadletter;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * What each group was last stopped by on this node. Axon does not keep it: what has failed is let go of, and forgotten until it is
 * tried again.
 */
@Component
public class RecentFailures {

    private final Map<String, Failure> failures = new ConcurrentHashMap<>();
    private final Clock clock;

    RecentFailures(Clock clock) {
        this.clock = clock;
    }

    /**
     * A batch that failed.
     *
     * @param error the class of what went wrong
     */
    public record Failure(String error, Instant at) {}

    void add(String group, Throwable error) {
        failures.put(group, new Failure(error.getClass().getSimpleName(), clock.instant()));
    }

    /** The last failure of this group; empty if it has never failed. */
    public Optional<Failure> last(String group) {
        return Optional.ofNullable(failures.get(group));
    }
}
