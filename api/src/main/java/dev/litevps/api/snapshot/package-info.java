/** {@code /api/vps/{id}/snapshots}: states of a VPS's disk that its owner keeps, and can go back to. */
@NullMarked
package dev.litevps.api.snapshot;

import org.jspecify.annotations.NullMarked;
