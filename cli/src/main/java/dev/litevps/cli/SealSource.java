package dev.litevps.cli;

import dev.litevps.events.seal.SealKey;
import dev.litevps.events.seal.SignedNote;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a store and its seals are read. */
interface SealSource extends AutoCloseable {

    /** The checkpoints that are known, by size. */
    List<SignedNote> checkpoints();

    /** The keys that the source says checkpoints are signed with; empty if it knows none. */
    List<SealKey> keys();

    /** The sealed hashes, a line each; null if it has none. */
    @Nullable
    InputStream leaves();

    /** The events, a line each. */
    InputStream events();

    @Override
    void close();
}
