package dev.litevps.api.eventstore;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What nodes tell each other after a commit: who says it, and which aggregates have new events.
 *
 * @param aggregateIdentifiers empty if they were too many to name
 */
record CommitSignal(String sender, Set<String> aggregateIdentifiers) {

    /** The channel of {@code LISTEN} and {@code NOTIFY}. */
    static final String CHANNEL = "litevps_commits";

    /** PostgreSQL takes less than 8,000 bytes, and identifiers are ASCII. */
    private static final int MAX_LENGTH = 7_900;

    private static final String SEPARATOR = " ";

    CommitSignal {
        aggregateIdentifiers = Set.copyOf(aggregateIdentifiers);
    }

    String encode() {
        String complete = sender + SEPARATOR + String.join(SEPARATOR, aggregateIdentifiers);
        return complete.length() <= MAX_LENGTH ? complete : sender;
    }

    static @Nullable CommitSignal decode(String payload) {
        List<String> words = List.of(payload.strip().split(SEPARATOR, -1));
        String sender = words.getFirst();
        return sender.isEmpty() ? null : new CommitSignal(sender, Set.copyOf(words.subList(1, words.size())));
    }
}
