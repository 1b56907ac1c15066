package dev.litevps.api.seal;

import dev.litevps.api.eventstore.RecentEvents;
import dev.litevps.events.seal.SealKey;
import dev.litevps.events.seal.SealSigner;
import dev.litevps.events.seal.SignedNote;
import dev.litevps.events.seal.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database with the tables of the event store, what is in it, and the file of its witness. */
final class SealedStore {

    static final int BATCH = 100;

    private static final SealKeys KEYS = keys(1);

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final Path witness;

    SealedStore(DataSource dataSource, Path witness) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
        this.witness = witness;
    }

    static SealKeys keys(int generation) {
        return SealKeys.of(IntStream.rangeClosed(1, generation)
                .mapToObj(number -> SealSigner.ofSeed("store", seed(number)))
                .toList());
    }

    private static byte[] seed(int number) {
        byte[] seed = new byte[32];
        seed[0] = (byte) number;
        return seed;
    }

    private static SealProperties properties(int generation) {
        return new SealProperties(Duration.ofMillis(10), BATCH, generation, null, null);
    }

    DataSource dataSource() {
        return dataSource;
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    Path witness() {
        return witness;
    }

    /** A sealer that knows nothing yet, as after a start. */
    Sealer sealer() {
        return sealer(1);
    }

    Sealer sealer(int keyGeneration) {
        return new Sealer(
                dataSource,
                keys(keyGeneration),
                properties(keyGeneration),
                Clock.systemUTC(),
                new Witness(witness),
                RecentEvents.none());
    }

    /** A node of its own, with a witness of its own. */
    Sealing node(Path itsWitness) {
        return new Sealing(dataSource, KEYS, properties(1), Clock.systemUTC(), itsWitness, RecentEvents.none());
    }

    void sealAll() {
        sealAll(sealer());
    }

    static void sealAll(Sealer sealer) {
        try {
            boolean caughtUp = false;
            for (int round = 0; !caughtUp && round < 1_000; round++) {
                caughtUp = sealer.seal().caughtUp();
            }
            if (!caughtUp) {
                throw new AssertionError("not everything could be sealed");
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Appends events of aggregates in turns, with a number that is lost after every tenth. */
    void append(int count, int aggregates) {
        for (int i = 0; i < count; i++) {
            if (i % 10 == 9) {
                jdbc.sql("select nextval(pg_get_serial_sequence('domain_event_entry', 'global_index'))")
                        .query(Long.class)
                        .single();
            }
            append("aggregate-" + i % aggregates);
        }
    }

    void append(String aggregate) {
        jdbc.sql("""
                insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                    payload_type, payload_revision, payload, meta_data)
                values (:id, :aggregate,
                    (select count(*) from domain_event_entry where aggregate_identifier = :aggregate),
                    'Counter', '2030-01-01T00:00:00.000Z', 'dev.litevps.Counted', '1',
                    convert_to('{"counted":"' || :id || '"}', 'UTF8'), convert_to('{"by":"' || :id || '"}', 'UTF8'))""")
                .param("id", UUID.randomUUID().toString())
                .param("aggregate", aggregate)
                .update();
    }

    int change(String sql, Object... parameters) {
        return jdbc.sql(sql).params(parameters).update();
    }

    String idAt(long position) {
        return text("select event_identifier from domain_event_entry where global_index = ?", position);
    }

    String aggregateAt(long position) {
        return text("select aggregate_identifier from domain_event_entry where global_index = ?", position);
    }

    String text(String sql, Object... parameters) {
        return jdbc.sql(sql).params(parameters).query(String.class).single();
    }

    long number(String sql, Object... parameters) {
        return jdbc.sql(sql).params(parameters).query(Long.class).single();
    }

    Verdict verify() {
        return verify(List.of());
    }

    Verdict verifyWithWitness() {
        return verify(witnessed());
    }

    List<SignedNote> witnessed() {
        try {
            return SignedNote.parseAll(Files.readString(witness));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Verdict verify(List<SignedNote> witnessed) {
        return verify(witnessed, KEYS.published());
    }

    Verdict verify(List<SignedNote> witnessed, List<SealKey> keys) {
        try {
            return StoreVerification.verify(dataSource, keys, witnessed);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
