package dev.litevps.events.seal;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Proofs that a leaf is in a tree (RFC 9162, section 2.1.3), and that a tree is the beginning of a larger one (section 2.1.4):
 * how they are made, and how they are verified by whoever has nothing but the roots.
 */
public final class MerkleProofs {

    private MerkleProofs() {}

    /** The root of the first {@code size} leaves. */
    public static byte[] root(long size, MerkleNodes nodes) {
        return MerkleFrontier.of(size, nodes).root();
    }

    /**
     * The hashes beside the way from a leaf up to the root, the lowest first.
     *
     * @throws IllegalArgumentException if there is no such leaf
     */
    public static List<byte[]> inclusion(long index, long size, MerkleNodes nodes) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("there is no leaf " + index + " in a tree of " + size);
        }
        List<byte[]> path = new ArrayList<>();
        addPath(index, 0, size, nodes, path);
        return path;
    }

    private static void addPath(long index, long from, long to, MerkleNodes nodes, List<byte[]> path) {
        if (to - from == 1) {
            return;
        }
        long middle = from + split(to - from);
        if (index < middle) {
            addPath(index, from, middle, nodes, path);
            path.add(subtree(middle, to, nodes));
        } else {
            addPath(index, middle, to, nodes, path);
            path.add(subtree(from, middle, nodes));
        }
    }

    /**
     * What it takes to work out both roots.
     *
     * @throws IllegalArgumentException if {@code first} is none of 1 to {@code second}
     */
    public static List<byte[]> consistency(long first, long second, MerkleNodes nodes) {
        if (first < 1 || first > second) {
            throw new IllegalArgumentException("no tree of " + first + " grows to one of " + second);
        }
        List<byte[]> proof = new ArrayList<>();
        if (first < second) {
            addSubproof(first, 0, second, true, nodes, proof);
        }
        return proof;
    }

    private static void addSubproof(
            long first, long from, long to, boolean whole, MerkleNodes nodes, List<byte[]> proof) {
        if (first == to) {
            if (!whole) {
                proof.add(subtree(from, to, nodes));
            }
            return;
        }
        long middle = from + split(to - from);
        if (first <= middle) {
            addSubproof(first, from, middle, whole, nodes, proof);
            proof.add(subtree(middle, to, nodes));
        } else {
            addSubproof(first, middle, to, false, nodes, proof);
            proof.add(subtree(from, middle, nodes));
        }
    }

    /** Whether the path leads from this leaf to this root. */
    public static boolean includes(byte[] leafHash, long index, long size, List<byte[]> path, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        byte[] hash = leafHash;
        for (byte[] beside : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = MerkleHash.node(beside, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = MerkleHash.node(hash, beside);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && MessageDigest.isEqual(hash, root);
    }

    /** Whether the tree of {@code second} leaves begins with the one of {@code first}. */
    public static boolean isConsistent(
            long first, byte[] firstRoot, long second, byte[] secondRoot, List<byte[]> proof) {
        if (first == second) {
            return proof.isEmpty() && MessageDigest.isEqual(firstRoot, secondRoot);
        }
        if (first == 0) {
            return proof.isEmpty() && MessageDigest.isEqual(firstRoot, MerkleHash.empty());
        }
        if (first < 0 || first > second || proof.isEmpty()) {
            return false;
        }
        boolean isFull = Long.bitCount(first) == 1;
        List<byte[]> rest = isFull ? proof : proof.subList(1, proof.size());
        byte[] begin = isFull ? firstRoot : proof.getFirst();
        return growsTo(first, firstRoot, second, secondRoot, begin, rest);
    }

    private static boolean growsTo(
            long first, byte[] firstRoot, long second, byte[] secondRoot, byte[] begin, List<byte[]> rest) {
        long node = first - 1;
        long last = second - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        byte[] small = begin;
        byte[] large = begin;
        for (byte[] hash : rest) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                small = MerkleHash.node(hash, small);
                large = MerkleHash.node(hash, large);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                large = MerkleHash.node(large, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && MessageDigest.isEqual(small, firstRoot) && MessageDigest.isEqual(large, secondRoot);
    }

    /** The hash over the leaves of a range that a proof has to do with: full subtrees, the larger ones first. */
    private static byte[] subtree(long from, long to, MerkleNodes nodes) {
        long count = to - from;
        if (Long.bitCount(count) == 1) {
            int level = Long.numberOfTrailingZeros(count);
            return nodes.node(level, from >> level);
        }
        long middle = from + split(count);
        return MerkleHash.node(subtree(from, middle, nodes), subtree(middle, to, nodes));
    }

    /** The largest power of two below the count. */
    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }
}
