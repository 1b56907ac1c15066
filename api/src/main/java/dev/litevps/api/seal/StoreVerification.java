package dev.litevps.api.seal;

import dev.litevps.events.seal.SealKey;
import dev.litevps.events.seal.SealVerifier;
import dev.litevps.events.seal.SealedLeaf;
import dev.litevps.events.seal.SignedNote;
import dev.litevps.events.seal.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import javax.sql.DataSource;

/** Verifies a whole store where it is, in its database, as the client does it from afar. */
public final class StoreVerification {

    private static final int EVENTS_AT_ONCE = 2_000;
    private static final int TILES_AT_ONCE = 16;

    private StoreVerification() {}

    /**
     * What is found in the store as it is when this begins.
     *
     * @param keys what checkpoints may be signed with
     * @param witnessed checkpoints that were kept outside of the database
     */
    public static Verdict verify(DataSource dataSource, List<SealKey> keys, List<SignedNote> witnessed)
            throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            try {
                return verify(connection, keys, witnessed);
            } finally {
                connection.rollback();
                connection.setReadOnly(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(true);
            }
        }
    }

    private static Verdict verify(Connection connection, List<SealKey> keys, List<SignedNote> witnessed)
            throws SQLException {
        List<SignedNote> checkpoints = checkpoints(connection);
        try (PreparedStatement statement =
                connection.prepareStatement("select tile, hashes, names from seal_leaf_tile order by tile")) {
            statement.setFetchSize(TILES_AT_ONCE);
            try (ResultSet tiles = statement.executeQuery()) {
                SealVerifier verifier = new SealVerifier(checkpoints, witnessed, keys, new Leaves(tiles));
                SealTables.eachEvent(connection, EVENTS_AT_ONCE, verifier::accept);
                return verifier.finish();
            }
        }
    }

    private static List<SignedNote> checkpoints(Connection connection) throws SQLException {
        List<SignedNote> notes = new ArrayList<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("select note from seal_checkpoint order by size");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                notes.add(note(row.getString(1)));
            }
        }
        return notes;
    }

    /** What is no note has no signature, and is reported as such. */
    private static SignedNote note(String encoded) {
        try {
            return SignedNote.parse(encoded);
        } catch (IllegalArgumentException e) {
            return new SignedNote(encoded, List.of());
        }
    }

    private static final class Leaves implements Iterator<SealedLeaf> {

        private final ResultSet tiles;
        private Iterator<SealedLeaf> tile = List.<SealedLeaf>of().iterator();
        private boolean ended;

        private Leaves(ResultSet tiles) {
            this.tiles = tiles;
        }

        @Override
        public boolean hasNext() {
            while (!tile.hasNext() && !ended) {
                readTile();
            }
            return tile.hasNext();
        }

        private void readTile() {
            try {
                ended = !tiles.next();
                if (!ended) {
                    tile = LeafNames.leaves(tiles.getLong(1), tiles.getBytes(2), tiles.getString(3))
                            .iterator();
                }
            } catch (SQLException e) {
                throw new IllegalStateException("the sealed hashes could not be read", e);
            }
        }

        @Override
        public SealedLeaf next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return tile.next();
        }
    }
}
