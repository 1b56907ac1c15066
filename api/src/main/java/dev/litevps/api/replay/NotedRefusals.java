package dev.litevps.api.replay;

import dev.litevps.api.deadletter.Failures;
import dev.litevps.api.deadletter.Refusals;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/** Leaves out what a projection refuses, with what follows of the same aggregate, as it is with the live view. */
final class NotedRefusals implements Refusals {

    private final Set<String> aggregates = new HashSet<>();
    private @Nullable String first;

    @Override
    public boolean isWaiting(DomainEventMessage<?> event) {
        return aggregates.contains(event.getAggregateIdentifier());
    }

    @Override
    public void add(DomainEventMessage<?> event, @Nullable Throwable cause) {
        aggregates.add(event.getAggregateIdentifier());
        if (first == null && cause != null) {
            first = "event %s, %s %d of %s, was refused: %s"
                    .formatted(
                            event.getIdentifier(),
                            event.getPayloadType().getSimpleName(),
                            event.getSequenceNumber(),
                            event.getAggregateIdentifier(),
                            Failures.message(cause));
        }
    }

    /** The first event that was refused, and why; empty if none was. */
    Optional<String> first() {
        return Optional.ofNullable(first);
    }
}
