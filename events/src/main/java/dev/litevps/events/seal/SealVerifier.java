package dev.litevps.events.seal;

import dev.litevps.events.seal.Finding.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a whole store in one pass over its events, in the order of their positions. Three things are held against each other:
 * the events against the hashes that were sealed, which names what was altered, moved, removed or added; those hashes against
 * the roots that were signed, so that whoever alters an event and its hash is found too, to the checkpoint; and the numbers
 * within each aggregate, which need no seal. Where there are no sealed hashes, the tree is made from the events.
 *
 * <p>Keeps one number for each aggregate, and no event. To be used by one thread.
 */
public final class SealVerifier {

    /** How many findings of a kind are kept; whoever alters more has altered enough. */
    static final int MOST_FINDINGS = 1_000;

    private final RootCheck roots;
    private final LeafCheck leafCheck = new LeafCheck();
    private final SequenceCheck sequences = new SequenceCheck();
    private final List<Finding> others = new ArrayList<>();
    private final Iterator<SealedLeaf> leaves;
    private final boolean hasLeaves;
    private @Nullable SealedLeaf next;
    private long nextIndex;
    private long lastPosition = Long.MIN_VALUE;
    private long events;
    private long unsealed;

    /**
     * A verification that has not begun.
     *
     * @param checkpoints what the store has; every signature is verified
     * @param witnessed checkpoints that were kept elsewhere; may be none
     * @param keys what checkpoints may be signed with
     * @param leaves what the sealer noted of each event, by index; null if only the checkpoints are at hand
     */
    public SealVerifier(
            List<SignedNote> checkpoints,
            List<SignedNote> witnessed,
            List<SealKey> keys,
            @Nullable Iterator<SealedLeaf> leaves) {
        this.roots = new RootCheck(checkpoints, witnessed, keys);
        this.hasLeaves = leaves != null;
        this.leaves = leaves == null ? Collections.emptyIterator() : leaves;
        advance();
    }

    /** Takes the next event of the store. */
    public void accept(StoredEvent event) {
        events++;
        if (event.position() <= lastPosition) {
            addOther(new Finding(
                    Kind.REORDERED,
                    event.position(),
                    event.eventId(),
                    event.aggregateId(),
                    "it comes behind position " + lastPosition));
            return;
        }
        lastPosition = event.position();
        sequences.accept(event);
        skipTo(event.position());
        SealedLeaf leaf = next;
        if (leaf != null && leaf.position() == event.position()) {
            if (!Arrays.equals(event.leafHash(), leaf.hash())) {
                leafCheck.altered(leaf, event);
            }
            take(leaf);
        } else if (event.position() > roots.lastSealed()) {
            unsealed++;
        } else {
            acceptUnnoted(event, leaf);
        }
    }

    /** Of this position, or of all if it is the greatest, nothing is noted; all that comes before is not there. */
    private void skipTo(long position) {
        while (next != null && next.position() < position) {
            leafCheck.missing(next);
            take(next);
        }
    }

    private void acceptUnnoted(StoredEvent event, @Nullable SealedLeaf leaf) {
        boolean isInBetween = leaf != null && leaf.index() == nextIndex;
        if (isInBetween) {
            leafCheck.inserted(event);
            return;
        }
        if (hasLeaves && nextIndex < roots.sealedSize()) {
            addOther(new Finding(
                    Kind.SEAL_BROKEN,
                    event.position(),
                    event.eventId(),
                    event.aggregateId(),
                    "the hash that was sealed of it, number %d, is not there".formatted(nextIndex)));
        }
        nextIndex++;
        roots.append(event.leafHash(), event.position());
    }

    private void take(SealedLeaf leaf) {
        if (leaf.index() < nextIndex) {
            addOther(new Finding(
                    Kind.SEAL_BROKEN,
                    leaf.position(),
                    leaf.eventId(),
                    leaf.aggregateId(),
                    "its hash is number %d of the sealed ones, and comes behind %d others"
                            .formatted(leaf.index(), nextIndex)));
        }
        nextIndex = leaf.index() + 1;
        roots.append(leaf.hash(), leaf.position());
        if (leaf.position() > roots.lastSealed()) {
            addOther(new Finding(
                    Kind.SEAL_BROKEN,
                    leaf.position(),
                    leaf.eventId(),
                    leaf.aggregateId(),
                    "its hash was sealed, and there is no checkpoint that it is in"));
        }
        advance();
    }

    private void advance() {
        next = leaves.hasNext() ? leaves.next() : null;
    }

    private void addOther(Finding finding) {
        if (others.size() < MOST_FINDINGS) {
            others.add(finding);
        }
    }

    /** How many events were taken so far. */
    public long events() {
        return events;
    }

    /** Says what was found, when there are no more events. */
    public Verdict finish() {
        skipTo(Long.MAX_VALUE);
        roots.finish();
        if (!roots.hasAny() && events > 0) {
            addOther(new Finding(Kind.SEAL_BROKEN, 1, null, null, "there are events, and there is no checkpoint"));
        }
        List<Finding> findings = new ArrayList<>(leafCheck.findings());
        Set<String> named = findings.stream()
                .map(Finding::aggregateId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        findings.addAll(sequences.findingsBeside(named));
        roots.broken(findings).ifPresent(findings::add);
        findings.addAll(others);
        findings.addAll(roots.forged());
        findings.sort(Comparator.comparingLong(Finding::position).thenComparing(Finding::kind));
        return new Verdict(
                events,
                roots.proven(),
                roots.agreeing(),
                unsealed,
                findings.stream().limit(MOST_FINDINGS).toList());
    }
}
