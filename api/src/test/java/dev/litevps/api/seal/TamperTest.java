package dev.litevps.api.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.events.seal.Checkpoint;
import dev.litevps.events.seal.Finding;
import dev.litevps.events.seal.Finding.Kind;
import dev.litevps.events.seal.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever somebody with a database shell does to the events, and to the seals, is found and named. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperTest {

    private static final long POSITION = 500;
    private static final long OTHER = 777;
    private static final String DELETE = "delete from domain_event_entry where global_index = ?";

    private final SealedStores stores = new SealedStores();

    @AfterAll
    void close() {
        stores.close();
    }

    private static void assertNamed(
            Verdict verdict, Kind kind, long position, @Nullable String event, @Nullable String aggregate) {
        assertThat(verdict.isIntact()).isFalse();
        Finding first = verdict.first().orElseThrow();
        assertThat(first.kind()).as(first.toString()).isEqualTo(kind);
        assertThat(first.position()).as(first.toString()).isEqualTo(position);
        assertThat(first.eventId()).as(first.toString()).isEqualTo(event);
        assertThat(first.aggregateId()).as(first.toString()).isEqualTo(aggregate);
    }

    @Test
    void whatNobodyTouchedIsIntact() {
        SealedStore store = stores.full();

        Verdict verdict = store.verifyWithWitness();

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.events()).isEqualTo(SealedStores.EVENTS);
        assertThat(verdict.proven()).extracting(Checkpoint::size).isEqualTo((long) SealedStores.EVENTS);
        // All of them, and all of them once more from the witness.
        assertThat(verdict.checkpoints())
                .isEqualTo(2 * (int) store.number("select count(*) from seal_checkpoint"))
                .isGreaterThan(2 * SealedStores.EVENTS / SealedStore.BATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload = set_byte(payload, 5, get_byte(payload, 5) # 1)",
                "meta_data = set_byte(meta_data, 5, get_byte(meta_data, 5) # 1)",
                "time_stamp = '2030-01-01T00:00:00.001Z'",
                "payload_type = 'dev.litevps.counted'",
                "payload_revision = null",
                "type = null"
            })
    void oneByteThatWasAlteredIsNamed(String change) {
        SealedStore store = stores.full();
        store.change("update domain_event_entry set " + change + " where global_index = ?", POSITION);

        assertThat(store.verify().findings()).hasSize(1);
        assertNamed(store.verify(), Kind.ALTERED, POSITION, store.idAt(POSITION), store.aggregateAt(POSITION));
    }

    @Test
    void aRowThatWasDroppedIsNamed() {
        SealedStore store = stores.full();
        String id = store.idAt(POSITION);
        String aggregate = store.aggregateAt(POSITION);
        store.change(DELETE, POSITION);

        assertThat(store.verify().findings()).hasSize(1);
        assertNamed(store.verify(), Kind.MISSING, POSITION, id, aggregate);
    }

    @Test
    void payloadsThatWereSwappedAreNamed() {
        SealedStore store = stores.full();
        store.change("""
                update domain_event_entry one set payload = other.payload from domain_event_entry other
                where one.global_index in (?, ?) and other.global_index in (?, ?)
                  and one.global_index <> other.global_index""", POSITION, OTHER, POSITION, OTHER);

        assertThat(store.verify().findings()).hasSize(2);
        assertNamed(store.verify(), Kind.REORDERED, POSITION, store.idAt(POSITION), store.aggregateAt(POSITION));
    }

    @Test
    void rowsThatWereSwappedAreNamed() {
        SealedStore store = stores.full();
        String id = store.idAt(POSITION);
        String aggregate = store.aggregateAt(POSITION);
        String move = "update domain_event_entry set global_index = ? where global_index = ?";
        store.change(move, -1, POSITION);
        store.change(move, POSITION, OTHER);
        store.change(move, OTHER, -1);

        assertThat(store.verify().findings()).hasSize(2);
        assertNamed(store.verify(), Kind.REORDERED, POSITION, id, aggregate);
    }

    @Test
    void aRowThatWasInsertedIsNamed() {
        SealedStore store = stores.full();
        long free = store.number("""
                select min(number) from generate_series(1, 1000) as number
                where not exists (select from domain_event_entry where global_index = number)""");
        store.append("aggregate-new");
        store.change(
                "update domain_event_entry set global_index = ? where aggregate_identifier = ?", free, "aggregate-new");

        assertThat(store.verify().findings()).hasSize(1);
        assertNamed(store.verify(), Kind.INSERTED, free, store.idAt(free), "aggregate-new");
    }

    @Test
    void anEndThatWasCutOffIsNamed() {
        SealedStore store = stores.full();
        long first = store.number("select global_index from domain_event_entry order by 1 desc limit 1 offset 2");
        String id = store.idAt(first);
        String aggregate = store.aggregateAt(first);
        store.change("delete from domain_event_entry where global_index >= ?", first);

        assertThat(store.verify().findings()).hasSize(3);
        assertNamed(store.verify(), Kind.MISSING, first, id, aggregate);
    }

    @Test
    void anEndThatWasCutOffWithItsSealsIsFoundByTheWitness() {
        SealedStore store = stores.full();
        int size = (int) store.number("select size from seal_checkpoint order by size desc limit 1 offset 1");
        long last = cutOffWithSeals(store, size);
        assertThat(store.verify().isIntact()).as("by itself").isTrue();

        assertNamed(store.verifyWithWitness(), Kind.MISSING, last + 1, null, null);
        assertThat(store.verifyWithWitness().first().orElseThrow().detail())
                .startsWith(SealedStores.EVENTS - size + " of the events");

        // Nothing is sealed on top of it before somebody puts the witness aside; what was lost stays lost.
        store.append(300, SealedStores.AGGREGATES);
        assertThatThrownBy(store::sealAll)
                .isInstanceOf(SealException.class)
                .hasMessageContaining("no longer has the seal");
        new SealedStore(store.dataSource(), stores.newFile()).sealAll();
        assertThat(store.verify().isIntact()).as("by itself").isTrue();
        assertThat(store.verifyWithWitness().isIntact()).isFalse();
        assertThat(store.verifyWithWitness().first().orElseThrow().position()).isEqualTo(last + 1);
    }

    /** Back to the checkpoint over so many events, in all tables; the position of the last that is left. */
    private static long cutOffWithSeals(SealedStore store, int size) {
        store.change("delete from seal_checkpoint where size > ?", size);
        long last = store.number("select max(last_position) from seal_checkpoint");
        store.change("delete from domain_event_entry where global_index > ?", last);
        int inLastTile = size - 3 * Tiles.WIDTH;
        store.change("""
                update seal_leaf_tile set hashes = substring(hashes from 1 for ?),
                    names = (select string_agg(line || E'\\n', '' order by number)
                        from regexp_split_to_table(names, E'\\n') with ordinality as lines (line, number) where number <= ?)
                where tile = 3""", inLastTile * 32, inLastTile);
        return last;
    }

    @Test
    void anEventThatWasAlteredWithItsHashIsFoundBetweenTwoCheckpoints() {
        SealedStore store = stores.full();
        store.change("update domain_event_entry set payload = '\\x7b7d' where global_index = ?", POSITION);
        forgeHash(store, POSITION);

        Finding first = store.verify().first().orElseThrow();
        assertThat(store.verify().findings()).hasSize(1);
        assertThat(first.kind()).isEqualTo(Kind.ALTERED);
        long before = store.number("select max(last_position) from seal_checkpoint where last_position < ?", POSITION);
        long behind = store.number("select min(last_position) from seal_checkpoint where last_position >= ?", POSITION);
        assertThat(first.position()).isEqualTo(before + 1);
        assertThat(first.detail()).contains("from position %d to %d:".formatted(before + 1, behind));
    }

    private static void forgeHash(SealedStore store, long position) {
        SealReads reads = new SealReads(store.jdbc());
        var event = reads.event(store.idAt(position)).orElseThrow();
        long index = reads.leavesFrom(0, Long.MAX_VALUE).isEmpty() ? -1 : indexOf(reads, position);
        store.change(
                "update seal_leaf_tile set hashes = overlay(hashes placing ? from ?) where tile = ?",
                event.leafHash(),
                (int) (index % Tiles.WIDTH) * 32 + 1,
                index / Tiles.WIDTH);
    }

    private static long indexOf(SealReads reads, long position) {
        for (long tile = 0; ; tile++) {
            for (var leaf : reads.leavesFrom(tile * Tiles.WIDTH, (tile + 1) * Tiles.WIDTH)) {
                if (leaf.position() == position) {
                    return leaf.index();
                }
            }
        }
    }

    @Test
    void whoRemovesAnEventAndAllSealsIsFoundByTheWitnessAndByTheNumbersOfTheAggregate() {
        SealedStore store = stores.full();
        String aggregate = store.aggregateAt(POSITION);
        long sequence = store.number("select sequence_number from domain_event_entry where global_index = ?", POSITION);
        store.change(DELETE, POSITION);
        for (String table : List.of("seal_leaf_tile", "seal_node_tile", "seal_checkpoint")) {
            store.change("delete from " + table);
        }
        new SealedStore(store.dataSource(), stores.newFile()).sealAll();

        Verdict verdict = store.verifyWithWitness();

        assertThat(verdict.findings()).anySatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.MISSING);
            assertThat(finding.aggregateId()).isEqualTo(aggregate);
            assertThat(finding.detail()).contains("event number " + sequence + " is not there");
        });
        assertThat(verdict.proven()).isNotNull();
        assertThat(verdict.proven().lastPosition()).isLessThan(POSITION);
        // The store by itself knows only by the numbers of the aggregate.
        assertThat(store.verify().proven()).extracting(Checkpoint::size).isEqualTo(SealedStores.EVENTS - 1L);
    }

    @Test
    void sealsThatWereRemovedAreMissed() {
        SealedStore store = stores.full();
        store.change("delete from seal_leaf_tile where tile = 1");

        Verdict verdict = store.verify();

        assertThat(verdict.findings()).hasSize(Tiles.WIDTH);
        assertThat(verdict.findings())
                .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(Kind.SEAL_BROKEN));
        assertThat(verdict.proven()).extracting(Checkpoint::size).isEqualTo((long) SealedStores.EVENTS);
    }

    @Test
    void aCheckpointThatWasAlteredIsNamed() {
        SealedStore store = stores.full();
        store.change("""
                update seal_checkpoint set note = replace(note, E'\\n' || size || E'\\n', E'\\n' || size + 1 || E'\\n')
                where size = (select max(size) from seal_checkpoint where size < 500)""");

        assertThat(store.verify().findings()).hasSize(1);
        assertThat(store.verify().first().orElseThrow().kind()).isEqualTo(Kind.SEAL_BROKEN);
        assertThat(store.verify().first().orElseThrow().detail()).contains("not signed by a known key");
    }
}
