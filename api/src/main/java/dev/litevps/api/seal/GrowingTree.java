package dev.litevps.api.seal;

import dev.litevps.api.seal.SealTables.LeafTile;
import dev.litevps.api.seal.SealTables.Sealed;
import dev.litevps.events.seal.MerkleFrontier;
import dev.litevps.events.seal.MerkleHash;
import dev.litevps.events.seal.StoredEvent;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tree as the sealer has it in memory: its root, and those tiles that are not full. What it has grown by is written with
 * {@link #write}, in the transaction of the checkpoint that says so; if that fails, this is to be thrown away.
 */
final class GrowingTree {

    /** A tile that is being filled; {@code names} stays empty above the leaves. */
    private static final class Tile {

        private final ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        private final StringBuilder names = new StringBuilder();
        private final long number;
        private long firstPosition;
        private boolean changed;

        private Tile(long number) {
            this.number = number;
        }

        private boolean isFull() {
            return hashes.size() == Tiles.WIDTH * MerkleHash.BYTES;
        }
    }

    private record Full(int level, Tile tile) {}

    private final MerkleFrontier frontier;
    private final List<Tile> growing = new ArrayList<>();
    private final List<Full> full = new ArrayList<>();
    private long lastPosition;

    private GrowingTree(MerkleFrontier frontier, long lastPosition) {
        this.frontier = frontier;
        this.lastPosition = lastPosition;
    }

    static GrowingTree empty() {
        return new GrowingTree(new MerkleFrontier(), 0);
    }

    /** The tree as it was sealed last; {@link SealException} if what is stored is not that. */
    static GrowingTree load(Connection connection, Sealed last) throws SQLException {
        long size = last.size();
        Tiles tiles = new Tiles((level, tile) -> hashes(connection, level, tile));
        GrowingTree tree = new GrowingTree(MerkleFrontier.of(size, tiles), last.lastPosition());
        if (!Arrays.equals(tree.frontier.root(), last.root())) {
            throw new SealException("the sealed hashes do not lead to the root of the last checkpoint");
        }
        for (int level = 0; (size >> (level * Tiles.HEIGHT)) > 0; level++) {
            long nodes = size >> (level * Tiles.HEIGHT);
            Tile tile = new Tile(nodes / Tiles.WIDTH);
            int present = (int) (nodes % Tiles.WIDTH) * MerkleHash.BYTES;
            if (present > 0) {
                tile.hashes.write(hashes(connection, level, tile.number), 0, present);
            }
            if (level == 0 && present > 0) {
                tile.names.append(leaves(connection, tile.number).names());
            }
            tree.growing.add(tile);
        }
        return tree;
    }

    private static byte[] hashes(Connection connection, int level, long tile) {
        try {
            return level == 0
                    ? leaves(connection, tile).hashes()
                    : SealTables.nodeTile(connection, level, tile).orElseThrow(() -> missing(level, tile));
        } catch (SQLException e) {
            throw new IllegalStateException("the sealed hashes could not be read", e);
        }
    }

    private static LeafTile leaves(Connection connection, long tile) throws SQLException {
        return SealTables.leafTile(connection, tile).orElseThrow(() -> missing(0, tile));
    }

    static SealException missing(int level, long tile) {
        return new SealException("of the sealed hashes, row %d of level %d is not there".formatted(tile, level));
    }

    /** Whether it is the tree that this checkpoint is over. */
    boolean isAt(Sealed last) {
        return frontier.size() == last.size()
                && lastPosition == last.lastPosition()
                && Arrays.equals(frontier.root(), last.root());
    }

    long size() {
        return frontier.size();
    }

    long lastPosition() {
        return lastPosition;
    }

    byte[] root() {
        return frontier.root();
    }

    void append(StoredEvent event) {
        byte[] hash = event.leafHash();
        frontier.append(hash);
        lastPosition = event.position();
        Tile tile = tile(0);
        if (tile.hashes.size() == 0) {
            tile.firstPosition = event.position();
        }
        tile.names.append(LeafNames.line(event));
        add(0, hash);
    }

    private Tile tile(int level) {
        if (level == growing.size()) {
            growing.add(new Tile(0));
        }
        return growing.get(level);
    }

    private void add(int level, byte[] hash) {
        Tile tile = tile(level);
        tile.hashes.writeBytes(hash);
        tile.changed = true;
        if (tile.isFull()) {
            full.add(new Full(level, tile));
            growing.set(level, new Tile(tile.number + 1));
            add(level + 1, Tiles.node(tile.hashes.toByteArray(), 0, Tiles.WIDTH));
        }
    }

    /** Writes what it has grown by since it was written last. */
    void write(Connection connection) throws SQLException {
        for (Full one : full) {
            write(connection, one.level(), one.tile());
        }
        full.clear();
        for (int level = 0; level < growing.size(); level++) {
            if (growing.get(level).changed) {
                write(connection, level, growing.get(level));
            }
        }
    }

    private static void write(Connection connection, int level, Tile tile) throws SQLException {
        byte[] hashes = tile.hashes.toByteArray();
        if (level == 0) {
            LeafTile leaves = new LeafTile(tile.number, hashes, tile.names.toString());
            SealTables.writeLeafTile(connection, leaves, tile.firstPosition);
        } else {
            SealTables.writeNodeTile(connection, level, tile.number, hashes);
        }
        tile.changed = false;
    }
}
