package dev.litevps.events.seal;

import dev.litevps.events.seal.Finding.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells, of events that do not have the hash that was sealed, and of those that were sealed and are not there or the other way
 * round, what was done to them.
 */
final class LeafCheck {

    /** Beyond it nobody tries who changed places with whom. */
    private static final int MOST_COMPARED = 64;

    private record Mismatch(SealedLeaf leaf, StoredEvent event) {}

    private final List<Mismatch> altered = new ArrayList<>();
    private final List<SealedLeaf> missing = new ArrayList<>();
    private final List<StoredEvent> inserted = new ArrayList<>();

    void altered(SealedLeaf leaf, StoredEvent event) {
        addTo(altered, new Mismatch(leaf, event));
    }

    void missing(SealedLeaf leaf) {
        addTo(missing, leaf);
    }

    void inserted(StoredEvent event) {
        addTo(inserted, event);
    }

    private static <T> void addTo(List<T> list, T one) {
        if (list.size() < SealVerifier.MOST_FINDINGS) {
            list.add(one);
        }
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        List<StoredEvent> moved = new ArrayList<>();
        altered.forEach(mismatch -> findings.add(explain(mismatch)));
        for (SealedLeaf leaf : missing) {
            StoredEvent elsewhere = whoseLeafIs(leaf, inserted);
            if (elsewhere == null) {
                findings.add(new Finding(
                        Kind.MISSING,
                        leaf.position(),
                        leaf.eventId(),
                        leaf.aggregateId(),
                        "an event was sealed here, and there is none"));
            } else {
                moved.add(elsewhere);
                findings.add(new Finding(
                        Kind.REORDERED,
                        leaf.position(),
                        elsewhere.eventId(),
                        elsewhere.aggregateId(),
                        "it was moved from here to position " + elsewhere.position()));
            }
        }
        inserted.stream()
                .filter(event -> !moved.contains(event))
                .forEach(event -> findings.add(new Finding(
                        Kind.INSERTED,
                        event.position(),
                        event.eventId(),
                        event.aggregateId(),
                        "no event was sealed here, and this one is older than the last seal")));
        return findings;
    }

    private Finding explain(Mismatch mismatch) {
        SealedLeaf leaf = mismatch.leaf();
        StoredEvent event = mismatch.event();
        List<StoredEvent> others =
                altered.stream().limit(MOST_COMPARED).map(Mismatch::event).toList();
        StoredEvent rightful = whoseLeafIs(leaf, others);
        if (rightful != null) {
            return new Finding(
                    Kind.REORDERED,
                    leaf.position(),
                    rightful.eventId(),
                    rightful.aggregateId(),
                    "it was moved from here to position %d, and %s is in its place"
                            .formatted(rightful.position(), event.eventId()));
        }
        StoredEvent donor = whoseContentBelongsTo(leaf, event, others);
        if (donor != null) {
            return new Finding(
                    Kind.REORDERED,
                    leaf.position(),
                    event.eventId(),
                    event.aggregateId(),
                    "its content is at position %d, and another's is here".formatted(donor.position()));
        }
        return new Finding(
                Kind.ALTERED,
                leaf.position(),
                event.eventId(),
                event.aggregateId(),
                leaf.eventId() == null || Objects.equals(leaf.eventId(), event.eventId())
                        ? "its stored bytes do not have the hash that was sealed"
                        : "it is in the place of %s, which was sealed here".formatted(leaf.eventId()));
    }

    private static @Nullable StoredEvent whoseLeafIs(SealedLeaf leaf, List<StoredEvent> candidates) {
        return candidates.stream()
                .filter(event -> event.position() != leaf.position())
                .filter(event -> Arrays.equals(event.at(leaf.position()).leafHash(), leaf.hash()))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable StoredEvent whoseContentBelongsTo(
            SealedLeaf leaf, StoredEvent event, List<StoredEvent> candidates) {
        return candidates.stream()
                .filter(other -> other.position() != event.position())
                .filter(other -> isLeaf(leaf, event.with(other.payload(), event.metaData()))
                        || isLeaf(leaf, event.with(other.payload(), other.metaData()))
                        || isLeaf(leaf, event.with(event.payload(), other.metaData())))
                .findFirst()
                .orElse(null);
    }

    private static boolean isLeaf(SealedLeaf leaf, StoredEvent event) {
        return Arrays.equals(event.leafHash(), leaf.hash());
    }
}
