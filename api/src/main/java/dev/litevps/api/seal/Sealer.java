package dev.litevps.api.seal;

import dev.litevps.api.eventstore.RecentEvents;
import dev.litevps.api.seal.SealTables.Sealed;
import dev.litevps.events.seal.Checkpoint;
import dev.litevps.events.seal.SealSigner;
import dev.litevps.events.seal.SignedNote;
import dev.litevps.events.seal.StoredEvent;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Seals what has come into the store since it was sealed last: in the order of positions, up to the first number that may yet
 * be used. The new hashes and the signed root are written in one transaction of their own; whoever appends events neither waits
 * for it nor reads anything for it. Of several nodes, one seals at a time. Not to be used by several threads.
 */
final class Sealer {

    /** Of no meaning but to be the same on every node. */
    static final long LOCK = 4_816_402_330L;

    private final DataSource dataSource;
    private final SealKeys keys;
    private final int batchSize;
    private final Clock clock;
    private final Witness witness;
    private final UnsealedEvents unsealed;
    private final Gaps gaps = new Gaps();
    private @Nullable GrowingTree tree;
    private boolean waitsForGap;

    Sealer(
            DataSource dataSource,
            SealKeys keys,
            SealProperties properties,
            Clock clock,
            Witness witness,
            RecentEvents recent) {
        this.dataSource = dataSource;
        this.keys = keys;
        this.batchSize = properties.batchSize();
        this.clock = clock;
        this.witness = witness;
        this.unsealed = new UnsealedEvents(recent);
    }

    /**
     * How a round ended.
     *
     * @param sealed how many events it has sealed
     * @param goOn whether there are more that can be sealed at once
     * @param caughtUp whether it has seen that everything in the store is sealed
     * @param size how many events are sealed altogether; -1 if another node has sealed meanwhile
     * @param unsealedSince when the first was stored of those that nobody has sealed; null if this node has sealed itself, or
     *     there are none
     */
    record Round(
            int sealed,
            boolean goOn,
            boolean caughtUp,
            long size,
            @Nullable Instant unsealedSince) {}

    /** Seals once; {@link SealException} if the seals in the database are not what was written there. Blocks. */
    Round seal() throws SQLException, IOException {
        IOException unreadable = prepareWitness();
        try (Connection connection = dataSource.getConnection()) {
            if (waitsForGap) {
                gaps.look(connection);
            }
            GrowingTree known = tree;
            Round round = known != null && !hasMore(connection, known)
                    ? new Round(0, false, true, known.size(), null)
                    : sealInTransaction(connection);
            if (unreadable != null) {
                throw unreadable;
            }
            witness.follow(connection);
            return round;
        }
    }

    /** Events are sealed although the witness cannot be read; what is wrong with it is said afterwards. */
    private @Nullable IOException prepareWitness() {
        try {
            witness.prepare();
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private static boolean hasMore(Connection connection, GrowingTree known) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select exists (select from domain_event_entry where global_index > ?)
                    or not exists (select from seal_checkpoint where size = ?)""")) {
            statement.setLong(1, known.lastPosition());
            statement.setLong(2, known.size());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private Round sealInTransaction(Connection connection) throws SQLException {
        boolean done = false;
        connection.setAutoCommit(false);
        try {
            Round round = lock(connection) ? sealLocked(connection) : leaveToAnother(connection);
            connection.commit();
            done = true;
            return round;
        } finally {
            if (!done) {
                tree = null;
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            statement.setLong(1, LOCK);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static Round leaveToAnother(Connection connection) throws SQLException {
        Instant since = SealTables.unsealedSince(connection).orElse(null);
        return new Round(0, false, since == null, -1, since);
    }

    private Round sealLocked(Connection connection) throws SQLException {
        GrowingTree current = current(connection);
        List<StoredEvent> waiting = unsealed.after(connection, current.lastPosition(), batchSize);
        int sealed = 0;
        for (StoredEvent event : waiting) {
            if (event.position() != current.lastPosition() + 1 && event.position() > gaps.settled()) {
                break;
            }
            current.append(event);
            sealed++;
        }
        waitsForGap = sealed < waiting.size();
        if (sealed > 0) {
            current.write(connection);
            checkpoint(connection, current);
        }
        return new Round(
                sealed,
                !waitsForGap && waiting.size() == batchSize,
                waiting.size() < batchSize && !waitsForGap,
                current.size(),
                null);
    }

    private GrowingTree current(Connection connection) throws SQLException {
        Optional<Sealed> last = SealTables.last(connection);
        witness.expect(connection);
        GrowingTree known = tree;
        if (known == null || last.isEmpty() || !known.isAt(last.get())) {
            known = last.isPresent() ? GrowingTree.load(connection, last.get()) : GrowingTree.empty();
            tree = known;
        }
        if (last.isEmpty()) {
            // That there was nothing is a fact as well.
            checkpoint(connection, known);
        }
        return known;
    }

    private void checkpoint(Connection connection, GrowingTree sealed) throws SQLException {
        SealSigner signer = keys.signing();
        Checkpoint checkpoint = new Checkpoint(
                signer.key().name(),
                sealed.size(),
                sealed.root(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                sealed.lastPosition());
        try (PreparedStatement statement = connection.prepareStatement("insert into seal_checkpoint"
                + " (size, root, last_position, at, key_id, note) values (?, ?, ?, ?, ?, ?)")) {
            statement.setLong(1, checkpoint.size());
            statement.setBytes(2, checkpoint.root());
            statement.setLong(3, checkpoint.lastPosition());
            statement.setObject(4, OffsetDateTime.ofInstant(checkpoint.at(), ZoneOffset.UTC));
            statement.setString(5, signer.key().id());
            statement.setString(6, SignedNote.sign(checkpoint.text(), signer).encoded());
            statement.executeUpdate();
        }
    }
}
