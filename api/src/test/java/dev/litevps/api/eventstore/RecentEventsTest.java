package dev.litevps.api.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.litevps.api.seal.SealKeys;
import dev.litevps.api.seal.SealProperties;
import dev.litevps.api.seal.Sealing;
import dev.litevps.api.seal.StoreVerification;
import dev.litevps.api.secrets.MemoryTexts;
import dev.litevps.events.seal.Finding;
import dev.litevps.events.seal.SealSigner;
import dev.litevps.events.seal.StoredEvent;
import dev.litevps.events.seal.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node remembers of what it has stored, and that it is sealed as it was given to the database. */
class RecentEventsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final SealKeys KEYS = SealKeys.of(List.of(SealSigner.ofSeed("store", new byte[32])));

    private final Serializer serializer = EventSerialization.forEvents(new MemoryTexts());
    private final DatabaseCoordinates database = TestDatabase.create();

    private final TestNode node = TestNode.start(database);
    private final TestNode neighbour = TestNode.start(database);
    private final Path folder;

    RecentEventsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void stop() {
        node.close();
        neighbour.close();
    }

    @Test
    void whatIsRememberedIsWhatIsStored() {
        node.send(new Counter.Count(newId(), 3));
        node.bean(EventStore.class)
                .publish(GenericEventMessage.asEventMessage(new Counter.Counted("of no aggregate", 1, 1))
                        .andMetaData(Map.of("é", "\u0001\"ü")));
        List<StoredEvent> stored = stored();

        assertThat(stored).hasSize(4);
        assertThat(stored).allSatisfy(event -> assertThat(
                        remembered(event).at(event.position()).encoded())
                .isEqualTo(event.encoded()));
        assertThat(neighbour.bean(RecentEvents.class).of(ids(stored))).isEmpty();
    }

    @Test
    void whatTwoNodesStoreIsSealedInItsOrder() throws Exception {
        for (int i = 0; i < 20; i++) {
            (i % 3 == 0 ? neighbour : node).send(new Counter.Count(newId(), 1 + i % 2));
        }

        Verdict verdict = sealAndVerify();

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.events()).isEqualTo(30);
        assertThat(verdict.unsealed()).isZero();
    }

    @Test
    void whatWasAlteredBeforeItWasSealedIsNamed() throws Exception {
        node.send(new Counter.Count(newId(), 3));
        StoredEvent victim = stored().get(1);
        node.jdbc()
                .sql("update domain_event_entry set payload = set_byte(payload, 5, get_byte(payload, 5) # 1)"
                        + " where global_index = ?")
                .param(victim.position())
                .update();

        Verdict verdict = sealAndVerify();

        Finding first = verdict.first().orElseThrow();
        assertThat(first.kind()).isEqualTo(Finding.Kind.ALTERED);
        assertThat(first.position()).isEqualTo(victim.position());
        assertThat(first.eventId()).isEqualTo(victim.eventId());
    }

    @Test
    void whatWasDeletedBeforeItWasSealedIsNotSealed() throws Exception {
        node.send(new Counter.Count(newId(), 3));
        node.jdbc()
                .sql("delete from domain_event_entry where global_index = ?")
                .param(stored().get(1).position())
                .update();

        Verdict verdict = sealAndVerify();

        assertThat(verdict.first().orElseThrow().kind()).isEqualTo(Finding.Kind.MISSING);
        assertThat(verdict.unsealed()).isZero();
    }

    @Test
    void whatWasRefusedIsNotRemembered() throws SQLException {
        RecentEvents recent = new RecentEvents(1_000_000);
        GroupCommit groupCommit = new GroupCommit(node.bean(DataSource.class), recent);
        String id = newId();
        EventRow taken = row(id, 0);
        EventRow refused = row(id, 0);
        groupCommit.append(List.of(taken));

        assertThatThrownBy(() -> groupCommit.append(List.of(row(id, 1), refused)))
                .isInstanceOf(SQLException.class);

        assertThat(recent.of(List.of(taken.stored().eventId()))).hasSize(1);
        assertThat(recent.of(List.of(refused.stored().eventId()))).isEmpty();
    }

    @Test
    void onlySoMuchIsRemembered() {
        RecentEvents recent = new RecentEvents(5_000);
        List<EventRow> rows =
                IntStream.range(0, 100).mapToObj(i -> row(newId(), i)).toList();
        List<String> ids = rows.stream().map(row -> row.stored().eventId()).toList();

        recent.stored(rows);

        assertThat(recent.of(ids)).hasSizeBetween(1, 10).containsKey(ids.getLast());
    }

    private Verdict sealAndVerify() throws Exception {
        Sealing sealing = new Sealing(
                node.bean(DataSource.class),
                KEYS,
                new SealProperties(Duration.ofMillis(10), 7, 1, null, null),
                Clock.systemUTC(),
                folder.resolve("witness.txt"),
                node.bean(RecentEvents.class));
        sealing.start();
        try {
            await().atMost(PATIENCE).until(() -> sealing.status().size() == stored().size());
        } finally {
            sealing.stop();
        }
        return StoreVerification.verify(node.bean(DataSource.class), KEYS.published(), List.of());
    }

    private StoredEvent remembered(StoredEvent event) {
        return Objects.requireNonNull(
                node.bean(RecentEvents.class).of(List.of(event.eventId())).get(event.eventId()));
    }

    private List<StoredEvent> stored() {
        return node.jdbc()
                .sql("select * from domain_event_entry order by global_index")
                .query((row, _) -> new StoredEvent(
                        row.getLong("global_index"),
                        row.getString("event_identifier"),
                        row.getString("aggregate_identifier"),
                        row.getLong("sequence_number"),
                        row.getString("type"),
                        row.getString("time_stamp"),
                        row.getString("payload_type"),
                        row.getString("payload_revision"),
                        row.getBytes("payload"),
                        row.getBytes("meta_data")))
                .list();
    }

    private static List<String> ids(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::eventId).toList();
    }

    private EventRow row(String id, int sequenceNumber) {
        return EventRow.of(
                new GenericDomainEventMessage<>("Counter", id, sequenceNumber, new Counter.Counted(id, 1, 1)),
                serializer);
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
