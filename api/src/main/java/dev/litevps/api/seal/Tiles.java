package dev.litevps.api.seal;

import dev.litevps.events.seal.MerkleHash;
import dev.litevps.events.seal.MerkleNodes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The nodes of the tree, from the rows that hold them: 256 hashes each, of every eighth level. A proof takes two rows or so for
 * each of these levels, whatever the size of the tree.
 */
final class Tiles implements MerkleNodes {

    /** How many levels of the tree one level of tiles has. */
    static final int HEIGHT = 8;

    /** How many hashes a full tile has. */
    static final int WIDTH = 1 << HEIGHT;

    /** Reads the hashes of a tile, one behind the other. */
    @FunctionalInterface
    interface Source {

        /** {@link SealException} if it is not there. */
        byte[] hashes(int level, long tile);
    }

    private record Place(int level, long tile) {}

    private final Source source;
    private final Map<Place, byte[]> read = new HashMap<>();

    Tiles(Source source) {
        this.source = source;
    }

    @Override
    public byte[] node(int level, long index) {
        int tileLevel = level / HEIGHT;
        int above = level % HEIGHT;
        long first = index << above;
        byte[] hashes =
                read.computeIfAbsent(new Place(tileLevel, first >> HEIGHT), at -> source.hashes(at.level(), at.tile()));
        return node(hashes, (int) (first % WIDTH), 1 << above);
    }

    /** The node above some hashes of a tile. */
    static byte[] node(byte[] hashes, int from, int count) {
        if (count == 1) {
            if (hashes.length < (from + 1) * MerkleHash.BYTES) {
                throw new SealException("a row of sealed hashes is shorter than it was");
            }
            return Arrays.copyOfRange(hashes, from * MerkleHash.BYTES, (from + 1) * MerkleHash.BYTES);
        }
        int half = count / 2;
        return MerkleHash.node(node(hashes, from, half), node(hashes, from + half, half));
    }
}
