package dev.litevps.events.seal;

import org.jspecify.annotations.Nullable;

/**
 * What the sealer noted of an event.
 *
 * @param index its place in the tree, from 0
 * @param position where in the store it was
 * @param hash of its leaf, which is what the tree is made of
 * @param eventId which event that was; null if nobody knows. No proof, only a name for what may have vanished
 * @param aggregateId what it happened to; null if nobody knows
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody changes them, and copies of a million would cost.
public record SealedLeaf(
        long index,
        long position,
        byte[] hash,
        @Nullable String eventId,
        @Nullable String aggregateId) {}
