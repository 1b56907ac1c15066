/**
 * How it is shown that no event was altered, removed, moved or added: each event as it is stored is a leaf of a Merkle tree
 * (RFC 9162), whose root is signed from time to time. Plain Java, so that whoever verifies needs nothing of the server.
 */
@NullMarked
package dev.litevps.events.seal;

import org.jspecify.annotations.NullMarked;
