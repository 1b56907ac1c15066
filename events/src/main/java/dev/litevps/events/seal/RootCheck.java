package dev.litevps.events.seal;

import dev.litevps.events.seal.Finding.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds the tree that grows from what is read against the checkpoints that were signed. The first that does not agree says
 * behind which position, and before which, something is not as it was.
 */
final class RootCheck {

    /** A checkpoint, and who kept it. */
    private record Kept(Checkpoint checkpoint, String keeper) {}

    private final MerkleFrontier tree = new MerkleFrontier();
    private final Deque<Kept> ahead;
    private final List<Finding> forged = new ArrayList<>();
    private final long lastSealed;
    private final long sealedSize;
    private @Nullable Checkpoint proven;
    private @Nullable Finding broken;
    private long brokenThrough = -1;
    private int agreeing;

    RootCheck(List<SignedNote> checkpoints, List<SignedNote> witnessed, List<SealKey> keys) {
        List<Kept> kept = new ArrayList<>();
        addSigned(checkpoints, "store", keys, kept);
        addSigned(witnessed, "witness", keys, kept);
        kept.sort(Comparator.comparingLong((Kept one) -> one.checkpoint().lastPosition())
                .thenComparingLong(one -> one.checkpoint().size()));
        this.ahead = new ArrayDeque<>(kept);
        this.lastSealed = kept.isEmpty() ? 0 : kept.getLast().checkpoint().lastPosition();
        this.sealedSize =
                kept.stream().mapToLong(one -> one.checkpoint().size()).max().orElse(0);
    }

    private void addSigned(List<SignedNote> notes, String keeper, List<SealKey> keys, List<Kept> kept) {
        for (SignedNote note : notes) {
            Optional<Checkpoint> checkpoint = parse(note);
            if (checkpoint.isPresent() && note.isSignedBy(keys)) {
                kept.add(new Kept(checkpoint.get(), keeper));
            } else if (forged.size() < SealVerifier.MOST_FINDINGS) {
                forged.add(new Finding(
                        Kind.SEAL_BROKEN,
                        checkpoint.map(Checkpoint::lastPosition).orElse(0L),
                        null,
                        null,
                        "a checkpoint of the %s%s is not signed by a known key"
                                .formatted(
                                        keeper,
                                        checkpoint
                                                .map(text -> " over " + text.size() + " events")
                                                .orElse(""))));
            }
        }
    }

    private static Optional<Checkpoint> parse(SignedNote note) {
        try {
            return Optional.of(Checkpoint.parse(note.text()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The position of the last event that any checkpoint is over; 0 if there is none. */
    long lastSealed() {
        return lastSealed;
    }

    /** How many events the largest checkpoint is over. */
    long sealedSize() {
        return sealedSize;
    }

    long size() {
        return tree.size();
    }

    boolean hasAny() {
        return proven != null || broken != null || !ahead.isEmpty() || !forged.isEmpty();
    }

    /** Adds the leaf of what was stored at a position behind all that came before. */
    void append(byte[] leafHash, long position) {
        checkBefore(position);
        if (position <= lastSealed) {
            tree.append(leafHash);
        }
    }

    void finish() {
        checkBefore(Long.MAX_VALUE);
    }

    private void checkBefore(long position) {
        while (!ahead.isEmpty() && ahead.getFirst().checkpoint().lastPosition() < position) {
            check(ahead.removeFirst());
        }
    }

    private void check(Kept kept) {
        Checkpoint checkpoint = kept.checkpoint();
        if (checkpoint.size() == tree.size() && Arrays.equals(checkpoint.root(), tree.root())) {
            agreeing++;
            if (broken == null) {
                proven = checkpoint;
            }
        } else if (broken == null) {
            brokenThrough = checkpoint.lastPosition();
            broken = broken(kept);
        }
    }

    private Finding broken(Kept kept) {
        Checkpoint checkpoint = kept.checkpoint();
        long good = proven == null ? 0 : proven.lastPosition();
        long surplus = tree.size() - checkpoint.size();
        Kind kind = surplus == 0 ? Kind.ALTERED : surplus < 0 ? Kind.MISSING : Kind.INSERTED;
        String what =
                switch (kind) {
                    case MISSING -> -surplus + " of the events are not there";
                    case INSERTED -> surplus + " events were not there";
                    default -> "at least one event is not what it was";
                };
        return new Finding(
                kind,
                good + 1,
                null,
                null,
                "%s from position %d to %d: the %s's checkpoint over %d events of %s does not agree"
                        .formatted(
                                what,
                                good + 1,
                                checkpoint.lastPosition(),
                                kept.keeper(),
                                checkpoint.size(),
                                checkpoint.at()));
    }

    @Nullable
    Checkpoint proven() {
        return proven;
    }

    int agreeing() {
        return agreeing;
    }

    List<Finding> forged() {
        return List.copyOf(forged);
    }

    /** The range in which something is wrong, unless that is known to the event. */
    Optional<Finding> broken(List<Finding> named) {
        Finding range = broken;
        if (range == null) {
            return Optional.empty();
        }
        boolean isNamed = named.stream()
                .anyMatch(finding -> finding.position() >= range.position() && finding.position() <= brokenThrough);
        return isNamed ? Optional.empty() : Optional.of(range);
    }
}
