package dev.litevps.events.seal;

/** The nodes of a tree whose subtrees are full. */
@FunctionalInterface
public interface MerkleNodes {

    /**
     * The hash of a node.
     *
     * @param level how far above the leaves, which are at 0
     * @param index which one of its level: it covers the leaves from {@code index << level} on, {@code 1 << level} of them
     */
    byte[] node(int level, long index);
}
