package dev.litevps.events.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tree against known answers, those that certificate-transparency programs are tested with, and against itself. */
class MerkleTest {

    private static final List<byte[]> LEAVES =
            hex("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    /** Of the first 0, 1, 2, … of these leaves. */
    private static final List<byte[]> ROOTS = hex(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static final int SIZES = 70;

    private final Tree tree = new Tree();

    private static List<byte[]> hex(String... texts) {
        return List.of(texts).stream().map(HexFormat.of()::parseHex).toList();
    }

    /** All nodes of a tree, kept. */
    private static final class Tree {

        private final List<byte[]> leaves = new ArrayList<>();

        private byte[] node(int level, long index) {
            assertThat((index + 1) << level).as("only full subtrees").isLessThanOrEqualTo(leaves.size());
            return level == 0
                    ? leaves.get((int) index)
                    : MerkleHash.node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
        }
    }

    @Test
    void theRootsAreTheKnownOnes() {
        MerkleFrontier frontier = new MerkleFrontier();
        assertThat(frontier.root()).isEqualTo(ROOTS.getFirst());
        for (int size = 1; size <= LEAVES.size(); size++) {
            byte[] leaf = MerkleHash.leaf(LEAVES.get(size - 1));
            frontier.append(leaf);
            tree.leaves.add(leaf);
            assertThat(frontier.root()).as("of %d", size).isEqualTo(ROOTS.get(size));
            assertThat(MerkleProofs.root(size, tree::node)).as("of %d", size).isEqualTo(ROOTS.get(size));
        }
    }

    @Test
    void theProofsAreTheKnownOnes() {
        LEAVES.forEach(leaf -> tree.leaves.add(MerkleHash.leaf(leaf)));

        assertThat(MerkleProofs.inclusion(0, 8, tree::node))
                .containsExactlyElementsOf(hex(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
        assertThat(MerkleProofs.consistency(1, 8, tree::node))
                .containsExactlyElementsOf(hex(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
        assertThat(MerkleProofs.consistency(6, 8, tree::node))
                .containsExactlyElementsOf(hex(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
    }

    @Test
    void aProofIsGoodForItsLeafItsPlaceAndItsTreeOnly() {
        for (int size = 1; size <= SIZES; size++) {
            tree.leaves.add(MerkleHash.leaf(new byte[] {(byte) size}));
            byte[] root = MerkleProofs.root(size, tree::node);
            for (int index = 0; index < size; index++) {
                List<byte[]> path = MerkleProofs.inclusion(index, size, tree::node);
                byte[] leaf = tree.leaves.get(index);
                assertThat(MerkleProofs.includes(leaf, index, size, path, root)).isTrue();
                assertThat(MerkleProofs.includes(root, index, size, path, root)).isEqualTo(size == 1);
                if (size > 1) {
                    assertThat(MerkleProofs.includes(leaf, (index + 1) % size, size, path, root))
                            .isFalse();
                    assertThat(MerkleProofs.includes(leaf, index, size, path.subList(1, path.size()), root))
                            .isFalse();
                    assertThat(MerkleProofs.includes(leaf, index, size, path, leaf))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void everyTreeIsTheBeginningOfEveryLargerOneAndOfNoOther() {
        List<byte[]> roots = new ArrayList<>(List.of(MerkleHash.empty()));
        for (int size = 1; size <= SIZES; size++) {
            tree.leaves.add(MerkleHash.leaf(new byte[] {(byte) size}));
            roots.add(MerkleProofs.root(size, tree::node));
            for (int first = 1; first <= size; first++) {
                List<byte[]> proof = MerkleProofs.consistency(first, size, tree::node);
                assertThat(MerkleProofs.isConsistent(first, roots.get(first), size, roots.get(size), proof))
                        .as("%d in %d", first, size)
                        .isTrue();
                assertThat(MerkleProofs.isConsistent(first, roots.get(first - 1), size, roots.get(size), proof))
                        .isFalse();
                assertThat(MerkleProofs.isConsistent(first, roots.get(first), size, roots.get(size - 1), proof))
                        .isFalse();
            }
        }
    }

    @Test
    void aFrontierGoesOnWhereAnotherEnded() {
        MerkleFrontier whole = new MerkleFrontier();
        for (int size = 1; size <= SIZES; size++) {
            byte[] leaf = MerkleHash.leaf(new byte[] {(byte) size});
            tree.leaves.add(leaf);
            whole.append(leaf);
            MerkleFrontier restored = MerkleFrontier.of(size, tree::node);
            assertThat(restored.root()).isEqualTo(whole.root());
            restored.append(leaf);
            assertThat(restored.size()).isEqualTo(size + 1);
        }
    }

    @Test
    void thereIsNoProofOfWhatIsNotThere() {
        assertThatThrownBy(() -> MerkleProofs.inclusion(3, 3, tree::node)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleProofs.consistency(4, 3, tree::node))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
