package dev.litevps.events.seal;

import java.util.List;

/**
 * That an event, word for word, is in a store whose checkpoint was signed.
 *
 * @param event as it is stored
 * @param index its place in the tree
 * @param path the hashes beside the way up to the root
 * @param checkpoint signed
 */
public record InclusionProof(StoredEvent event, long index, List<byte[]> path, SignedNote checkpoint) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    /**
     * The checkpoint that the event is proven to be in.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong with the proof
     */
    public Checkpoint verify(List<SealKey> keys) {
        if (!checkpoint.isSignedBy(keys)) {
            throw new IllegalArgumentException("the checkpoint is not signed by a known key");
        }
        Checkpoint signed = Checkpoint.parse(checkpoint.text());
        if (!MerkleProofs.includes(event.leafHash(), index, signed.size(), path, signed.root())) {
            throw new IllegalArgumentException("the event is not what was sealed: its hash does not lead to the root");
        }
        return signed;
    }
}
