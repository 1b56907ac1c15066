/**
 * Seals events: follows the store beside everything else, adds what is settled to a Merkle tree, signs its root, and shows
 * auditors all that it takes to verify it.
 */
@NullMarked
package dev.litevps.api.seal;

import org.jspecify.annotations.NullMarked;
