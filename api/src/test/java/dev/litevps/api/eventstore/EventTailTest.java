package dev.litevps.api.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever follows the tail sees every event once, in whatever order transactions commit and whenever it joins. */
@TestInstance(Lifecycle.PER_CLASS)
class EventTailTest {

    private static final int RING = 16;

    private TestNode node;
    private PostgresEventStorageEngine engine;
    private DataSource dataSource;
    private EventTail tail;
    private final List<String> committed = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();

    @BeforeAll
    void startNode() {
        node = TestNode.start(TestDatabase.create());
        engine = node.bean(PostgresEventStorageEngine.class);
        dataSource = node.bean(DatabaseCoordinates.class).unpooled();
    }

    @AfterAll
    void stopNode() {
        node.close();
    }

    @BeforeEach
    void startTail() {
        node.jdbc().sql("delete from domain_event_entry").update();
        committed.clear();
        readers.clear();
        tail = new EventTail(engine, RING, Duration.ofHours(1));
        tail.start();
    }

    @AfterEach
    void stopTail() {
        readers.forEach(Reader::close);
        tail.close();
    }

    @Test
    void anEventThatIsCommittedLateIsSeenLate() throws Exception {
        Reader reader = new Reader(null);
        try (Transaction early = new Transaction();
                Transaction late = new Transaction()) {
            String first = late.insert();
            String second = early.insert();
            early.commit();
            reader.await(second);
            late.commit();
            reader.await(first);
        }
        assertThat(reader.seen).hasSize(2);
    }

    @Test
    void whatWasRolledBackIsNotWaitedFor() throws Exception {
        Reader reader = new Reader(null);
        try (Transaction failing = new Transaction();
                Transaction succeeding = new Transaction()) {
            failing.insert();
            failing.rollback();
            String event = succeeding.insert();
            succeeding.commit();
            reader.await(event);
        }
        assertThat(reader.seen).hasSize(1);
    }

    @Test
    void aStreamGoesOnWhereAnotherOneEnded() throws Exception {
        Reader first = new Reader(null);
        try (Transaction transaction = new Transaction()) {
            String before = transaction.insert();
            transaction.commit();
            first.await(before);
            Reader second = new Reader(first.position);
            String after = transaction.insert();
            transaction.commit();
            second.await(after);
            assertThat(second.seen).containsExactly(after);
        }
    }

    @Test
    void aStreamThatIsSlowReadsByItselfUntilItHasCaughtUp() throws Exception {
        Reader slow = new Reader(null);
        Reader fast = new Reader(null);
        slow.consume(1);
        for (int i = 0; i < 3 * RING; i++) {
            try (Transaction transaction = new Transaction()) {
                String event = transaction.insert();
                transaction.commit();
                fast.await(event);
            }
        }
        slow.await(committed.getLast());
        assertThat(slow.seen).containsExactlyElementsOf(committed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyStreamSeesEveryEventOnce(long seed) throws Exception {
        Random random = new Random(seed);
        List<Transaction> open = new ArrayList<>();
        readers.add(new Reader(null));
        for (int step = 0; step < 400; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> insertSomewhere(open, random);
                case 3 -> endOne(open, random);
                case 4 -> readers.get(random.nextInt(readers.size())).consume(random.nextInt(5));
                case 5 -> joinSomewhere(random);
                default -> tail.signal();
            }
        }
        while (!open.isEmpty()) {
            endOne(open, random);
        }
        try (Transaction last = new Transaction()) {
            String event = last.insert();
            last.commit();
            for (Reader reader : readers) {
                reader.await(event);
            }
        }
        for (Reader reader : readers) {
            List<String> expected = new ArrayList<>(committed);
            expected.removeAll(reader.seenBefore);
            assertThat(reader.seen).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private void insertSomewhere(List<Transaction> open, Random random) throws SQLException {
        if (open.size() < 4) {
            open.add(new Transaction());
        }
        open.get(random.nextInt(open.size())).insert();
    }

    private static void endOne(List<Transaction> open, Random random) throws SQLException {
        if (open.isEmpty()) {
            return;
        }
        try (Transaction transaction = open.remove(random.nextInt(open.size()))) {
            if (random.nextInt(4) == 0) {
                transaction.rollback();
            } else {
                transaction.commit();
            }
        }
    }

    private void joinSomewhere(Random random) {
        if (readers.size() < 6) {
            Reader other = readers.get(random.nextInt(readers.size()));
            Reader reader = new Reader(other.position);
            reader.seenBefore.addAll(other.seenBefore);
            reader.seenBefore.addAll(other.seen);
            readers.add(reader);
        }
    }

    /** Follows the tail and remembers what it saw. */
    private final class Reader {

        private final TailStream stream;
        private final List<String> seenBefore = new ArrayList<>();
        private final List<String> seen = new ArrayList<>();
        private @Nullable GapAwareTrackingToken position;

        private Reader(@Nullable GapAwareTrackingToken start) {
            stream = new TailStream(engine, tail, start);
            position = start;
        }

        void consume(int limit) throws InterruptedException {
            for (int i = 0; i < limit && stream.hasNextAvailable(1, TimeUnit.MILLISECONDS); i++) {
                TrackedEventMessage<?> event = stream.nextAvailable();
                seen.add(event.getIdentifier());
                position = (GapAwareTrackingToken) event.trackingToken();
            }
        }

        void await(String event) {
            Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> {
                consume(Integer.MAX_VALUE);
                return seen.contains(event);
            });
        }

        void close() {
            stream.close();
        }
    }

    /** A transaction at whose end the tail is told. */
    private final class Transaction implements AutoCloseable {

        private final Connection connection;
        private final List<String> inserted = new ArrayList<>();

        private Transaction() throws SQLException {
            connection = dataSource.getConnection();
            connection.setAutoCommit(false);
        }

        String insert() throws SQLException {
            String identifier = UUID.randomUUID().toString();
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type,
                        time_stamp, payload_type, payload_revision, payload, meta_data)
                    values (?, ?, 0, 'Counter', ?, ?, '1', '{"counterId":"a","by":1,"total":1}', '{}')""")) {
                insert.setString(1, identifier);
                insert.setString(2, identifier + "-aggregate");
                insert.setString(3, DateTimeUtils.formatInstant(Instant.now()));
                insert.setString(4, Counter.Counted.class.getName());
                insert.executeUpdate();
            }
            inserted.add(identifier);
            return identifier;
        }

        void commit() throws SQLException {
            connection.commit();
            committed.addAll(inserted);
            inserted.clear();
            tail.signal();
        }

        void rollback() throws SQLException {
            connection.rollback();
            inserted.clear();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
