package dev.litevps.events.seal;

import dev.litevps.events.seal.Finding.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The events of every aggregate are numbered from 0 without gaps: what was removed from their middle leaves one. */
final class SequenceCheck {

    private final Map<String, Long> last = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    void accept(StoredEvent event) {
        long expected = last.getOrDefault(event.aggregateId(), -1L) + 1;
        if (event.sequence() > expected && findings.size() < SealVerifier.MOST_FINDINGS) {
            findings.add(new Finding(
                    Kind.MISSING,
                    event.position(),
                    null,
                    event.aggregateId(),
                    missing(expected, event.sequence()) + ", before the event at position " + event.position()));
        } else if (event.sequence() < expected && findings.size() < SealVerifier.MOST_FINDINGS) {
            findings.add(new Finding(
                    Kind.REORDERED,
                    event.position(),
                    event.eventId(),
                    event.aggregateId(),
                    "the aggregate's event number %d comes behind its number %d"
                            .formatted(event.sequence(), expected - 1)));
        }
        last.merge(event.aggregateId(), event.sequence(), Math::max);
    }

    private static String missing(long from, long to) {
        return to - from == 1
                ? "the aggregate's event number " + from + " is not there"
                : "the aggregate's events number %d to %d are not there".formatted(from, to - 1);
    }

    /** What was found of other aggregates than these. */
    List<Finding> findingsBeside(Set<String> named) {
        return findings.stream()
                .filter(finding -> !named.contains(String.valueOf(finding.aggregateId())))
                .toList();
    }
}
