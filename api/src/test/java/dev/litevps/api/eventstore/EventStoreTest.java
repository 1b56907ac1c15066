package dev.litevps.api.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.litevps.events.Provenance;
import dev.litevps.query.AggregateVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class EventStoreTest {

    private final DatabaseCoordinates database = TestDatabase.create();

    @SuppressWarnings("NullAway.Init")
    private TestNode node;

    @BeforeAll
    void startNode() {
        node = TestNode.start(database);
    }

    @AfterAll
    void stopNode() {
        node.close();
    }

    @Test
    void anEventIsReadBackAsItWasWritten() {
        String id = newId();
        node.send(new Counter.Count(id, 2));
        List<Object> events = new ArrayList<>();
        node.bean(EventStore.class).readEvents(id).forEachRemaining(event -> events.add(event.getPayload()));
        assertThat(events).containsExactly(new Counter.Counted(id, 1, 1), new Counter.Counted(id, 1, 2));
    }

    @Test
    void anEventOfNoAggregateIsNoDomainEventWhateverComesBeforeIt() {
        List<EventMessage<?>> published = List.of(
                GenericEventMessage.asEventMessage(new Counter.Counted(newId(), 1, 1)),
                GenericEventMessage.asEventMessage(new Counter.Counted(newId(), 1, 1)),
                GenericEventMessage.asEventMessage(new Counter.Counted(newId(), 1, 1)));
        node.bean(EventStore.class).publish(published);

        List<EventMessage<?>> read = new ArrayList<>();
        new StoredEvents(node.bean(PostgresEventStorageEngine.class)).all(events -> {
            events.forEach(placed -> read.add(placed.event()));
            return true;
        });

        assertThat(read)
                .filteredOn(event -> published.stream()
                        .anyMatch(other -> other.getIdentifier().equals(event.getIdentifier())))
                .hasSize(3)
                .noneMatch(DomainEventMessage.class::isInstance);
    }

    @Test
    void identifiersOfMessagesAscend() {
        String id = newId();
        node.send(new Counter.Count(id, 5));
        List<String> identifiers = new ArrayList<>();
        node.bean(EventStore.class).readEvents(id).forEachRemaining(event -> identifiers.add(event.getIdentifier()));
        assertThat(identifiers)
                .isSorted()
                .allMatch(identifier -> UUID.fromString(identifier).version() == 7);
    }

    @Test
    void theSameSequenceNumberTwiceIsAConflict() {
        String id = newId();
        node.send(new Counter.Count(id, 2));
        EventMessage<?> again = new GenericDomainEventMessage<>("Counter", id, 1, new Counter.Counted(id, 1, 2));
        assertThatThrownBy(() -> node.bean(EventStore.class).publish(again)).isInstanceOf(ConcurrencyException.class);
    }

    @Test
    void aRefusedCommandLeavesNothing() {
        String id = newId();
        node.send(new Counter.Count(id, 1));
        assertThatThrownBy(() -> node.send(new Counter.CountAndFail(id))).hasMessageContaining("refused");
        assertThat(eventsOf(id)).isEqualTo(1);
        assertThat(node.send(new Counter.Count(id, 1)).changed()).containsExactly(version(id, 1));
    }

    @Test
    void aReceiptNamesTheLastVersionOfWhatChanged() {
        String id = newId();
        assertThat(node.send(new Counter.Count(id, 3)).changed()).containsExactly(version(id, 2));
        assertThat(node.send(new Counter.Count(id, 0)).changed()).isEmpty();
    }

    @Test
    void followersAreWokenByTheCommit() {
        String id = newId();
        node.send(new Counter.Count(id, 3));
        await().until(() -> first().seenOf(id) == 3 && second().seenOf(id) == 3);
    }

    @Test
    void whatFailsIsTriedAgainSoonHoweverOftenItFails() {
        String id = newId();
        first().failNext(6);
        node.send(new Counter.Count(id, 1));
        // Left to itself it would wait 1 + 2 + 4 + 8 + 16 + 32 seconds.
        await().atMost(Duration.ofSeconds(50)).until(() -> first().seenOf(id) == 1);
        assertThat(first().stillFails()).isFalse();
    }

    @Test
    void manyCallersAtOnceLoseAndRepeatNothing() throws Exception {
        List<String> ids = List.of(newId(), newId(), newId(), newId());
        List<Future<Receipt>> sent = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 400; i++) {
                String id = ids.get(i % ids.size());
                sent.add(callers.submit(() -> node.send(new Counter.Count(id, 1))));
            }
        }
        for (Future<Receipt> receipt : sent) {
            assertThat(receipt.get().changed()).hasSize(1);
        }
        await().until(() -> ids.stream().allMatch(id -> first().seenOf(id) >= 100 && second().seenOf(id) >= 100));
        assertThat(ids).allSatisfy(id -> {
            assertThat(totalsSeen(first(), id)).isEqualTo(oneTo(100));
            assertThat(totalsSeen(second(), id)).isEqualTo(oneTo(100));
        });
    }

    @Test
    void anEventSaysWhereItCameFrom() {
        String id = newId();
        node.send(
                new Counter.Count(id, 1),
                Map.of(Provenance.ACCOUNT_ID, "account", Provenance.REQUEST_ID, "request", "other", "not inherited"));
        await().until(() -> first().seenOf(id) == 1);
        Map<String, Object> metaData = first().seen().stream()
                .filter(message -> message.getPayload().counterId().equals(id))
                .findFirst()
                .orElseThrow()
                .getMetaData();
        assertThat(metaData)
                .containsEntry(Provenance.ACCOUNT_ID, "account")
                .containsEntry(Provenance.REQUEST_ID, "request")
                .containsKeys(Provenance.CAUSATION_ID)
                .doesNotContainKey("other");
        assertThat(metaData.get(Provenance.CORRELATION_ID)).isEqualTo(metaData.get(Provenance.CAUSATION_ID));
    }

    @Test
    void anAggregateWhoseSnapshotCannotBeReadIsMadeOfItsEvents() {
        String id = newId();
        for (int i = 0; i < 3 * CounterConfiguration.SNAPSHOT_AFTER; i++) {
            node.send(new Counter.Count(id, 1));
            node.aggregates().removeAll();
        }
        await().until(() -> snapshotsOf(id) == 1);
        node.jdbc()
                .sql("update snapshot_event_entry set payload = 'no JSON' where aggregate_identifier = ?")
                .param(id)
                .update();
        node.aggregates().removeAll();

        node.send(new Counter.Count(id, 1));

        await().until(() -> totalsSeen(first(), id).contains(3 * CounterConfiguration.SNAPSHOT_AFTER + 1));
    }

    @Test
    void anAggregateIsRestoredFromItsSnapshot() {
        String id = newId();
        for (int i = 0; i < 3 * CounterConfiguration.SNAPSHOT_AFTER; i++) {
            node.send(new Counter.Count(id, 1));
            node.aggregates().removeAll();
        }
        await().until(() -> snapshotsOf(id) == 1);
        deleteEventsBelowTheSnapshot(id);
        node.aggregates().removeAll();
        node.send(new Counter.Count(id, 1));
        await().until(() -> totalsSeen(first(), id).contains(3 * CounterConfiguration.SNAPSHOT_AFTER + 1));
    }

    @Test
    void anotherNodeSeesEventsAndForgetsStaleAggregates() {
        String id = newId();
        try (TestNode other = TestNode.start(database, "litevps.event-store.segments=1")) {
            other.send(new Counter.Count(id, 1));
            await().until(() -> first().seenOf(id) == 1);
            node.send(new Counter.Count(id, 1));
            await().until(() -> !other.aggregates().containsKey(id));
            assertThat(other.send(new Counter.Count(id, 1)).changed()).containsExactly(version(id, 2));
        }
    }

    @Test
    void aUnitOfWorkDoesNotPutBackWhatAnotherNodeHasChanged() {
        String id = newId();
        try (TestNode other = TestNode.start(database, "litevps.event-store.segments=1")) {
            other.send(new Counter.Count(id, 1));
            UnitOfWork<?> idle = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>("idle"));
            try {
                other.bean(Configuration.class).repository(Counter.class).load(id);
                // On another thread, or it would become a part of the unit of work.
                CompletableFuture.runAsync(() -> node.send(new Counter.Count(id, 1)))
                        .join();
                await().until(() -> !other.aggregates().containsKey(id));
            } finally {
                idle.commit();
            }
            assertThat(other.aggregates().containsKey(id)).isFalse();
            assertThat(other.send(new Counter.Count(id, 1)).changed()).containsExactly(version(id, 2));
            assertThat(other.aggregates().containsKey(id)).isTrue();
            assertThat(other.send(new Counter.Count(id, 1)).changed()).containsExactly(version(id, 3));
        }
    }

    @Test
    void withoutSpringTransactionsItDoesNotStart() {
        assertThatThrownBy(() -> TransactionCheck.requireSpringTransactions(NoTransactionManager.instance()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Spring's transactions");
    }

    private CounterConfiguration.Follower first() {
        return node.bean(CounterConfiguration.FirstFollower.class);
    }

    private CounterConfiguration.Follower second() {
        return node.bean(CounterConfiguration.SecondFollower.class);
    }

    private long eventsOf(String id) {
        return node.jdbc()
                .sql("select count(*) from domain_event_entry where aggregate_identifier = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    private long snapshotsOf(String id) {
        return node.jdbc()
                .sql("select count(*) from snapshot_event_entry where aggregate_identifier = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    private void deleteEventsBelowTheSnapshot(String id) {
        node.jdbc().sql("""
                        delete from domain_event_entry event using snapshot_event_entry snapshot
                        where event.aggregate_identifier = ?
                          and snapshot.aggregate_identifier = event.aggregate_identifier
                          and event.sequence_number < snapshot.sequence_number
                        """).param(id).update();
    }

    private static List<Integer> totalsSeen(CounterConfiguration.Follower follower, String id) {
        return follower.seen().stream()
                .map(EventMessage::getPayload)
                .filter(event -> event.counterId().equals(id))
                .map(Counter.Counted::total)
                .toList();
    }

    private static List<Integer> oneTo(int last) {
        return java.util.stream.IntStream.rangeClosed(1, last).boxed().toList();
    }

    private static AggregateVersion version(String id, long sequenceNumber) {
        return new AggregateVersion("Counter", id, sequenceNumber);
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
