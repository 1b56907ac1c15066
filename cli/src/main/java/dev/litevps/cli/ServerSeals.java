package dev.litevps.cli;

import dev.litevps.events.seal.Checkpoint;
import dev.litevps.events.seal.SealKey;
import dev.litevps.events.seal.SignedNote;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;

/** The store of a running server. */
final class ServerSeals implements SealSource {

    private static final String CHECKPOINTS = "/api/audit/checkpoints";

    private final ApiClient client;
    private final List<SignedNote> checkpoints;
    private final long size;

    /**
     * {@link CommandFailure} if the server does not let the caller see it.
     *
     * @param client has shown who it is
     */
    ServerSeals(ApiClient client) {
        this.client = client;
        // Before anything else: whatever comes meanwhile is not sealed yet.
        this.checkpoints = client.list(CHECKPOINTS + "?limit=1000").stream()
                .map(row -> note(row.path("note").asString("")))
                .sorted(Comparator.comparingLong(ServerSeals::sizeOf))
                .toList();
        this.size = checkpoints.isEmpty() ? 0 : sizeOf(checkpoints.getLast());
    }

    /** What is no note has no signature, and is reported as such. */
    private static SignedNote note(String encoded) {
        try {
            return SignedNote.parse(encoded);
        } catch (IllegalArgumentException e) {
            return new SignedNote(encoded, List.of());
        }
    }

    private static long sizeOf(SignedNote note) {
        try {
            return Checkpoint.parse(note.text()).size();
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    @Override
    public List<SignedNote> checkpoints() {
        return checkpoints;
    }

    @Override
    public List<SealKey> keys() {
        return keys(client);
    }

    /** The keys that a server names. */
    static List<SealKey> keys(ApiClient client) {
        return client.list("/api/audit/seal/keys").stream()
                .map(row -> SealKey.ofVerifierKey(row.path("verifier_key").asString("")))
                .toList();
    }

    /** How many events the last checkpoint is over. */
    long size() {
        return Math.max(0, size);
    }

    @Override
    public InputStream leaves() {
        return size <= 0 ? InputStream.nullInputStream() : client.open("/api/audit/seal/leaves?limit=" + size);
    }

    @Override
    public InputStream events() {
        return client.open("/api/audit/seal/events");
    }

    @Override
    public void close() {
        client.close();
    }
}
