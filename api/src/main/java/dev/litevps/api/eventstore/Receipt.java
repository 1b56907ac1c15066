package dev.litevps.api.eventstore;

import dev.litevps.query.AggregateVersion;
import java.util.List;

/**
 * What every command answers with: the aggregates that it changed, each with the version that it has now. It is empty if
 * the command changed nothing. When the command's future completes with it, its events are durable.
 */
public record Receipt(List<AggregateVersion> changed) {

    public Receipt {
        changed = List.copyOf(changed);
    }
}
