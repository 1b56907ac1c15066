package dev.litevps.events.seal;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree that only grows, of which no more is kept than it takes to go on: the roots of the full subtrees that it consists of,
 * one for each bit of its size.
 */
public final class MerkleFrontier {

    private final List<byte[]> subtrees = new ArrayList<>();
    private long size;

    /** The tree without leaves. */
    public MerkleFrontier() {}

    /** The tree of the first {@code size} leaves of another. */
    public static MerkleFrontier of(long size, MerkleNodes nodes) {
        MerkleFrontier frontier = new MerkleFrontier();
        long covered = 0;
        for (int level = Long.SIZE - 2; level >= 0; level--) {
            if (((size >> level) & 1) == 1) {
                frontier.subtrees.add(nodes.node(level, covered >> level));
                covered += 1L << level;
            }
        }
        frontier.size = size;
        return frontier;
    }

    /** How many leaves there are. */
    public long size() {
        return size;
    }

    /** Adds a leaf, by its hash. */
    public void append(byte[] leafHash) {
        byte[] hash = leafHash;
        for (long full = size; (full & 1) == 1; full >>= 1) {
            hash = MerkleHash.node(subtrees.removeLast(), hash);
        }
        subtrees.add(hash);
        size++;
    }

    /** The hash of the whole tree, 32 bytes. */
    public byte[] root() {
        if (subtrees.isEmpty()) {
            return MerkleHash.empty();
        }
        byte[] root = subtrees.getLast();
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            root = MerkleHash.node(subtrees.get(i), root);
        }
        return root;
    }
}
