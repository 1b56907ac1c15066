package dev.litevps.api.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.litevps.events.seal.Checkpoint;
import dev.litevps.events.seal.MerkleProofs;
import dev.litevps.events.seal.SignedNote;
import dev.litevps.events.seal.Verdict;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the sealer seals, when, and in which order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SealerTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SealedStores stores = new SealedStores();

    @AfterAll
    void close() {
        stores.close();
    }

    @Test
    void thatThereIsNothingIsSealedToo() {
        SealedStore store = stores.empty();
        store.sealAll();

        Verdict verdict = store.verifyWithWitness();

        assertThat(verdict.isIntact()).isTrue();
        assertThat(verdict.proven()).extracting(Checkpoint::size).isEqualTo(0L);
        assertThat(store.witnessed()).hasSize(1);
    }

    @Test
    void anEmptyStoreWithoutCheckpointsIsIntact() {
        assertThat(stores.empty().verify().isIntact()).isTrue();
    }

    @Test
    void aSealerGoesOnWhereAnotherEnded() {
        SealedStore store = stores.full();
        for (int start = 1; start <= 3; start++) {
            store.append(170, 5 + start);
            store.sealAll();
        }

        Verdict verdict = store.verifyWithWitness();

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.proven()).extracting(Checkpoint::size).isEqualTo(SealedStores.EVENTS + 510L);
        assertThat(verdict.unsealed()).isZero();
    }

    @Test
    void withNothingNewThereIsNoNewCheckpoint() {
        SealedStore store = stores.full();
        long before = store.number("select count(*) from seal_checkpoint");
        store.sealAll();
        store.sealAll();

        assertThat(store.number("select count(*) from seal_checkpoint")).isEqualTo(before);
    }

    @Test
    void whatIsNotCommittedYetIsWaitedForAndComesInItsPlace() throws Exception {
        SealedStore store = stores.full();
        Sealer sealer = store.sealer();
        try (Connection slow = store.dataSource().getConnection();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute(insert("slow"));
            store.append("fast");
            store.append("fast");

            assertThat(sealer.seal().sealed()).isZero();
            assertThat(sealer.seal().sealed()).isZero();
            slow.commit();
        }
        SealedStore.sealAll(sealer);

        assertThat(store.verifyWithWitness().findings()).isEmpty();
        assertThat(store.text("select names from seal_leaf_tile order by tile desc limit 1"))
                .containsSubsequence("slow\n", "fast\n", "fast\n");
    }

    @Test
    void aNumberThatWasGivenBackIsNotWaitedFor() throws Exception {
        SealedStore store = stores.full();
        Sealer sealer = store.sealer();
        try (Connection slow = store.dataSource().getConnection();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute(insert("slow"));
            store.append("fast");
            assertThat(sealer.seal().sealed()).isZero();
            slow.rollback();
        }
        SealedStore.sealAll(sealer);

        assertThat(store.verify().proven()).extracting(Checkpoint::size).isEqualTo(SealedStores.EVENTS + 1L);
    }

    private static String insert(String aggregate) {
        return """
                insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                    payload_type, payload_revision, payload, meta_data)
                values (gen_random_uuid(), '%s', 0, 'Counter', '2030-01-01T00:00:00Z', 'Counted', '1', '{}', '{}')""".formatted(aggregate);
    }

    @Test
    void ofManyWritersAndTwoNodesNothingIsSealedTwiceOrOutOfOrder() throws Exception {
        SealedStore store = stores.empty();
        SealedStore second = new SealedStore(store.dataSource(), stores.newFile());
        Sealing first = store.node(store.witness());
        Sealing other = store.node(second.witness());
        first.start();
        other.start();
        try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
            for (int writer = 0; writer < 8; writer++) {
                String aggregate = "aggregate-" + writer;
                writers.execute(() -> {
                    for (int i = 0; i < 100; i++) {
                        store.append(aggregate);
                    }
                });
            }
        }
        await().atMost(PATIENCE).until(() -> store.number("select max(size) from seal_checkpoint") == 800);
        await().atMost(PATIENCE)
                .until(() -> store.witnessed().size() == second.witnessed().size());
        first.stop();
        other.stop();

        assertThat(store.verifyWithWitness().findings()).isEmpty();
        assertThat(second.verifyWithWitness().findings()).isEmpty();
        assertThat(store.verify().unsealed()).isZero();
        assertThat(store.witnessed()).hasSameSizeAs(second.witnessed());
    }

    @Test
    void anotherKeySignsFromItsGenerationOnAndTheFirstStillVerifies() {
        SealedStore store = stores.full();
        store.append(5, 5);
        SealedStore.sealAll(store.sealer(2));

        assertThat(SealedStore.keys(2).published()).hasSize(2);
        assertThat(store.verify(List.of(), SealedStore.keys(2).published()).findings())
                .isEmpty();
        assertThat(store.verify(List.of(), SealedStore.keys(1).published()).isIntact())
                .as("by the first key alone")
                .isFalse();
    }

    @Test
    void everyCheckpointIsTheBeginningOfTheLast() {
        SealedStore store = stores.full();
        SealReads reads = new SealReads(store.jdbc());
        SealReads.StoredCheckpoint last = reads.latest().orElseThrow();

        assertThat(reads.checkpoints(Long.MAX_VALUE, 0, 1_000))
                .hasSizeGreaterThan(10)
                .allSatisfy(checkpoint -> assertThat(MerkleProofs.isConsistent(
                                checkpoint.size(),
                                checkpoint.root(),
                                last.size(),
                                last.root(),
                                reads.consistency(checkpoint.size(), last.size())))
                        .as("of %d", checkpoint.size())
                        .isTrue());
    }

    @Test
    void sealsThatAreNotWhatWasWrittenAreNotBuiltOn() {
        SealedStore store = stores.full();
        store.append("new");
        store.change("update seal_node_tile set hashes = set_byte(hashes, 0, 255 - get_byte(hashes, 0))");

        assertThatThrownBy(() -> store.sealer().seal()).isInstanceOf(SealException.class);
    }

    @Test
    void theWitnessHasEveryCheckpointOnceAlsoAfterACrash() throws Exception {
        SealedStore store = stores.full();
        List<SignedNote> before = store.witnessed();
        String whole = Files.readString(store.witness());
        Files.writeString(store.witness(), whole.substring(0, whole.length() - 40));

        store.sealAll();
        assertThat(Files.readString(store.witness())).isEqualTo(whole);

        Files.writeString(store.witness(), "litevps/torn\n10", StandardOpenOption.APPEND);
        store.append("new");
        store.sealAll();
        assertThat(store.witnessed()).hasSize(before.size() + 1);

        Files.delete(store.witness());
        store.sealAll();
        assertThat(store.witnessed()).hasSize(before.size() + 1);
    }

    @Test
    void theNodeSaysHowFarItIsAndThatSomethingIsMissing() {
        SealedStore store = stores.full();
        Sealing node = store.node(store.witness());
        node.start();
        await().atMost(PATIENCE).until(() -> node.status().size() == SealedStores.EVENTS);
        assertThat(node.status().trouble()).isNull();
        store.append("new");
        await().atMost(PATIENCE).until(() -> node.status().size() == SealedStores.EVENTS + 1);

        store.change("delete from seal_checkpoint where size > ?", SealedStores.EVENTS);
        await().atMost(PATIENCE).until(() -> node.status().trouble() != null);
        node.stop();
        assertThat(node.isRunning()).isFalse();
    }

    @Test
    void aNodeThatLeavesItToAnotherSaysThatTheOtherIsBehind() throws Exception {
        SealedStore store = stores.full();
        try (Connection other = store.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(" + Sealer.LOCK + ")");
            Sealing node = store.node(store.witness());
            node.start();
            store.change(
                    "insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type,"
                            + " time_stamp, payload_type, payload_revision, payload, meta_data) values (gen_random_uuid(), 'late', 0,"
                            + " 'Counter', '2020-01-01T00:00:00Z', 'Counted', '1', '{}', '{}')");

            await().atMost(PATIENCE).until(() -> node.status().behind().toDays() > 365);
            other.rollback();
            await("it seals itself")
                    .atMost(PATIENCE)
                    .until(() -> node.status().behind().toSeconds() < 60);
            node.stop();
        }
    }

    @Test
    void aFileThatIsNoWitnessIsLeftAlone() throws Exception {
        SealedStore store = stores.empty();
        Files.writeString(store.witness(), "something else");
        store.append("new");

        assertThatThrownBy(() -> store.sealer().seal()).hasMessageContaining("there is no checkpoint");
        assertThat(Files.readString(store.witness())).isEqualTo("something else");
        assertThat(store.number("select max(size) from seal_checkpoint")).isEqualTo(1);
    }
}
