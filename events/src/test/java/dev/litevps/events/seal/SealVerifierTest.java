package dev.litevps.events.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.seal.Finding.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is found, and what it is called, in a store of twenty events of four aggregates with a checkpoint after every fifth. */
class SealVerifierTest {

    private static final int EVENTS = 20;
    private static final int AGGREGATES = 4;
    private static final int BETWEEN_CHECKPOINTS = 5;

    private final SealSigner signer = SealSigner.ofSeed("store", new byte[32]);
    private final List<StoredEvent> events = new ArrayList<>();
    private final List<SealedLeaf> leaves = new ArrayList<>();
    private final List<SignedNote> notes = new ArrayList<>();

    SealVerifierTest() {
        for (int i = 0; i < EVENTS; i++) {
            events.add(event(position(i), i % AGGREGATES, i / AGGREGATES, "content " + i));
        }
        seal(events);
    }

    /** Not every number is used: transactions were rolled back. */
    private static long position(int i) {
        return i + 1L + i / 7;
    }

    private static StoredEvent event(long position, int aggregate, long sequence, String payload) {
        return new StoredEvent(
                position,
                "event-" + position,
                "aggregate-" + aggregate,
                sequence,
                "Counter",
                "2030-01-01T00:00:00Z",
                "Counted",
                "1",
                payload.getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8));
    }

    private void seal(List<StoredEvent> stored) {
        leaves.clear();
        notes.clear();
        MerkleFrontier tree = new MerkleFrontier();
        note(tree, 0);
        for (StoredEvent event : stored) {
            leaves.add(new SealedLeaf(
                    tree.size(), event.position(), event.leafHash(), event.eventId(), event.aggregateId()));
            tree.append(event.leafHash());
            if (tree.size() % BETWEEN_CHECKPOINTS == 0 || tree.size() == stored.size()) {
                note(tree, event.position());
            }
        }
    }

    private void note(MerkleFrontier tree, long lastPosition) {
        notes.add(SignedNote.sign(
                new Checkpoint("store", tree.size(), tree.root(), Instant.EPOCH, lastPosition).text(), signer));
    }

    private Verdict verify() {
        return verify(leaves, List.of());
    }

    private Verdict verify(@Nullable List<SealedLeaf> noted, List<SignedNote> witnessed) {
        SealVerifier verifier =
                new SealVerifier(notes, witnessed, List.of(signer.key()), noted == null ? null : noted.iterator());
        events.forEach(verifier::accept);
        return verifier.finish();
    }

    private static Consumer<Finding> is(Kind kind, long position, @Nullable String event, @Nullable String aggregate) {
        return finding -> {
            assertThat(finding.kind()).as(finding.toString()).isEqualTo(kind);
            assertThat(finding.position()).as(finding.toString()).isEqualTo(position);
            assertThat(finding.eventId()).as(finding.toString()).isEqualTo(event);
            assertThat(finding.aggregateId()).as(finding.toString()).isEqualTo(aggregate);
        };
    }

    @Test
    void whatIsAsItWasSealedIsIntact() {
        Verdict verdict = verify();

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.events()).isEqualTo(EVENTS);
        assertThat(verdict.checkpoints()).isEqualTo(5);
        assertThat(verdict.proven()).extracting(Checkpoint::size).isEqualTo(20L);
        assertThat(verify(null, List.of()).isIntact()).isTrue();
    }

    @Test
    void whatCameLaterIsNotSealedYet() {
        events.add(event(99, 0, 5, "new"));

        assertThat(verify().isIntact()).isTrue();
        assertThat(verify().unsealed()).isEqualTo(1);
        assertThat(verify(null, List.of()).unsealed()).isEqualTo(1);
    }

    @Test
    void anAlteredEventIsNamed() {
        events.set(8, event(position(8), 0, 2, "content eight"));

        assertThat(verify().findings()).satisfiesExactly(is(Kind.ALTERED, 10, "event-10", "aggregate-0"));
    }

    @Test
    void aRemovedEventIsNamed() {
        events.remove(8);

        assertThat(verify().findings()).satisfiesExactly(is(Kind.MISSING, 10, "event-10", "aggregate-0"));
    }

    @Test
    void anAddedEventIsNamed() {
        events.add(7, event(8, 0, 2, "added"));

        assertThat(verify().first()).hasValueSatisfying(is(Kind.INSERTED, 8, "event-8", "aggregate-0"));
    }

    @Test
    void eventsThatChangedPlacesAreNamed() {
        StoredEvent third = events.get(2);
        StoredEvent sixth = events.get(5);
        events.set(2, sixth.at(third.position()));
        events.set(5, third.at(sixth.position()));

        assertThat(verify().findings())
                .satisfiesExactly(
                        is(Kind.REORDERED, 3, "event-3", "aggregate-2"),
                        is(Kind.REORDERED, 6, "event-6", "aggregate-1"));
    }

    @Test
    void eventsWhoseContentsChangedPlacesAreNamed() {
        StoredEvent third = events.get(2);
        StoredEvent sixth = events.get(5);
        events.set(2, third.with(sixth.payload(), third.metaData()));
        events.set(5, sixth.with(third.payload(), sixth.metaData()));

        assertThat(verify().findings())
                .satisfiesExactly(
                        is(Kind.REORDERED, 3, "event-3", "aggregate-2"),
                        is(Kind.REORDERED, 6, "event-6", "aggregate-1"));
    }

    @Test
    void anEventThatWasMovedToAFreeNumberIsNamed() {
        StoredEvent moved = events.remove(8).at(8);
        events.add(7, moved);

        assertThat(verify().findings()).satisfiesExactly(is(Kind.REORDERED, 10, "event-10", "aggregate-0"));
    }

    @Test
    void aRemovedEndIsNamed() {
        events.subList(18, 20).clear();

        assertThat(verify().findings())
                .satisfiesExactly(
                        is(Kind.MISSING, 21, "event-21", "aggregate-2"),
                        is(Kind.MISSING, 22, "event-22", "aggregate-3"));
    }

    @Test
    void anEventThatWasAlteredWithItsHashIsFoundToTheCheckpoint() {
        StoredEvent altered = event(position(8), 0, 2, "content eight");
        events.set(8, altered);
        leaves.set(8, new SealedLeaf(8, altered.position(), altered.leafHash(), altered.eventId(), "aggregate-0"));

        assertThat(verify().findings()).satisfiesExactly(is(Kind.ALTERED, 6, null, null));
        assertThat(verify().findings().getFirst().detail()).contains("from position 6 to 11");
        assertThat(verify().proven()).extracting(Checkpoint::size).isEqualTo(5L);
    }

    @Test
    void withoutHashesTheCheckpointsAndTheNumbersOfTheAggregatesSayWhere() {
        events.set(8, event(position(8), 0, 2, "content eight"));
        assertThat(verify(null, List.of()).findings()).satisfiesExactly(is(Kind.ALTERED, 6, null, null));

        events.remove(8);
        assertThat(verify(null, List.of()).findings())
                .satisfiesExactly(is(Kind.MISSING, 6, null, null), is(Kind.MISSING, 14, null, "aggregate-0"));
    }

    @Test
    void aStoreThatWasSealedAnewIsFoundByTheWitness() {
        List<SignedNote> witnessed = List.copyOf(notes);
        events.remove(19);
        seal(events);
        assertThat(verify().isIntact()).as("by itself").isTrue();

        assertThat(verify(leaves, witnessed).findings()).satisfiesExactly(is(Kind.MISSING, 22, null, null));

        events.add(event(23, 3, 4, "instead"));
        seal(events);
        assertThat(verify(leaves, witnessed).findings()).satisfiesExactly(is(Kind.MISSING, 18, null, null));
    }

    @Test
    void hashesThatWereRemovedAreMissedAndTheEventsProvenAllTheSame() {
        leaves.subList(3, 7).clear();

        Verdict verdict = verify();

        assertThat(verdict.findings()).hasSize(4).first().satisfies(is(Kind.SEAL_BROKEN, 4, "event-4", "aggregate-3"));
        assertThat(verdict.proven()).extracting(Checkpoint::size).isEqualTo(20L);
    }

    @Test
    void checkpointsThatWereRemovedAreMissed() {
        notes.removeLast();
        assertThat(verify().first()).hasValueSatisfying(is(Kind.SEAL_BROKEN, 18, "event-18", "aggregate-3"));

        notes.clear();
        leaves.clear();
        assertThat(verify().findings()).satisfiesExactly(is(Kind.SEAL_BROKEN, 1, null, null));
    }

    @Test
    void aCheckpointThatSomebodyElseSignedIsNamed() {
        SealSigner stranger =
                SealSigner.ofSeed("store", "another key, of 32 bytes as well".getBytes(StandardCharsets.UTF_8));
        notes.add(SignedNote.sign(notes.getLast().text(), stranger));

        assertThat(verify().findings()).satisfiesExactly(is(Kind.SEAL_BROKEN, 22, null, null));
    }

    @Test
    void nothingIsIntact() {
        events.clear();
        seal(events);

        assertThat(verify().isIntact()).isTrue();
        assertThat(verify().proven()).extracting(Checkpoint::size).isEqualTo(0L);
    }
}
