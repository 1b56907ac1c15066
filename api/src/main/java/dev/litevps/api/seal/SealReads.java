package dev.litevps.api.seal;

import dev.litevps.events.seal.MerkleProofs;
import dev.litevps.events.seal.SealedLeaf;
import dev.litevps.events.seal.StoredEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads seals, and makes proofs of them. Blocks: to be used on {@link SealThreads}. */
@Component
class SealReads {

    private static final String CHECKPOINTS =
            "select size, root, last_position, at, key_id, note from seal_checkpoint ";
    private static final String EVENTS = "select " + SealTables.COLUMNS + " from domain_event_entry ";

    private final JdbcClient jdbc;

    SealReads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A checkpoint as it is stored. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody changes it.
    record StoredCheckpoint(long size, byte[] root, long lastPosition, Instant at, String keyId, String note) {}

    /**
     * Where an event is in the tree.
     *
     * @param path to the root of the first {@code size} leaves
     */
    record Proof(StoredEvent event, long index, List<byte[]> path, StoredCheckpoint checkpoint) {}

    /** The newest first, of those over fewer events than {@code below}. */
    List<StoredCheckpoint> checkpoints(long below, long offset, int limit) {
        return jdbc.sql(CHECKPOINTS + "where size < ? order by size desc limit ? offset ?")
                .params(below, limit, offset)
                .query((row, _) -> checkpoint(row))
                .list();
    }

    Optional<StoredCheckpoint> latest() {
        return checkpoints(Long.MAX_VALUE, 0, 1).stream().findFirst();
    }

    private static StoredCheckpoint checkpoint(ResultSet row) throws SQLException {
        return new StoredCheckpoint(
                row.getLong("size"),
                row.getBytes("root"),
                row.getLong("last_position"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("key_id"),
                row.getString("note"));
    }

    /** Some of the leaves from an index on, and before another; where tiles are missing, of the next that is there. */
    List<SealedLeaf> leavesFrom(long index, long end) {
        return jdbc.sql("select tile from seal_leaf_tile where tile >= ? order by tile limit 1")
                .param(index / Tiles.WIDTH)
                .query(Long.class)
                .optional()
                .map(tile -> leaves(tile).stream()
                        .filter(leaf -> leaf.index() >= index && leaf.index() < end)
                        .toList())
                .orElse(List.of());
    }

    private List<SealedLeaf> leaves(long tile) {
        return jdbc.sql("select hashes, names from seal_leaf_tile where tile = ?")
                .param(tile)
                .query((row, _) -> LeafNames.leaves(tile, row.getBytes("hashes"), row.getString("names")))
                .optional()
                .orElse(List.of());
    }

    /** The events behind a position, in their order. */
    List<StoredEvent> eventsAfter(long position, int limit) {
        return jdbc.sql(EVENTS + "where global_index > ? order by global_index limit ?")
                .params(position, limit)
                .query((row, _) -> SealTables.event(row))
                .list();
    }

    Optional<StoredEvent> event(String id) {
        return jdbc.sql(EVENTS + "where event_identifier = ?")
                .param(id)
                .query((row, _) -> SealTables.event(row))
                .optional();
    }

    /** That the event is in the tree of the last checkpoint; empty if it is not sealed yet. */
    Optional<Proof> proof(StoredEvent event) {
        Optional<StoredCheckpoint> latest = latest();
        Optional<SealedLeaf> leaf = leafAt(event.position());
        if (latest.isEmpty()
                || leaf.isEmpty()
                || leaf.get().index() >= latest.get().size()) {
            return Optional.empty();
        }
        long index = leaf.get().index();
        return Optional.of(new Proof(
                event, index, MerkleProofs.inclusion(index, latest.get().size(), nodes()), latest.get()));
    }

    private Optional<SealedLeaf> leafAt(long position) {
        return jdbc.sql(
                        "select tile from seal_leaf_tile where first_position <= ? order by first_position desc limit 1")
                .param(position)
                .query(Long.class)
                .optional()
                .flatMap(tile -> leaves(tile).stream()
                        .filter(leaf -> leaf.position() == position)
                        .findFirst());
    }

    /** That the tree of {@code from} leaves is the beginning of the one of {@code to}. */
    List<byte[]> consistency(long from, long to) {
        return from == 0 ? List.of() : MerkleProofs.consistency(from, to, nodes());
    }

    byte[] root(long size) {
        return MerkleProofs.root(size, nodes());
    }

    private Tiles nodes() {
        return new Tiles(this::hashes);
    }

    private byte[] hashes(int level, long tile) {
        return (level == 0
                        ? jdbc.sql("select hashes from seal_leaf_tile where tile = ?")
                                .params(tile)
                        : jdbc.sql("select hashes from seal_node_tile where level = ? and tile = ?")
                                .params(level, tile))
                .query(byte[].class)
                .optional()
                .orElseThrow(() -> GrowingTree.missing(level, tile));
    }
}
