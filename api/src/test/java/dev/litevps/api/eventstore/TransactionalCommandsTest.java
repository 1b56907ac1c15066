package dev.litevps.api.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.litevps.query.AggregateVersion;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A command's events and what is written alongside are stored together or not at all. */
@TestInstance(Lifecycle.PER_CLASS)
class TransactionalCommandsTest {

    @SuppressWarnings("NullAway.Init")
    private TestNode node;

    @SuppressWarnings("NullAway.Init")
    private JdbcClient jdbc;

    @SuppressWarnings("NullAway.Init")
    private TransactionalCommands commands;

    @BeforeAll
    void startNode() {
        node = TestNode.start(TestDatabase.create());
        // In the transaction that is under way, as every component's is.
        jdbc = node.bean(JdbcClient.class);
        jdbc.sql("CREATE TABLE note (counter_id varchar PRIMARY KEY)").update();
        commands = new TransactionalCommands(node.bean(CommandBus.class), node.bean(TransactionManager.class));
    }

    @AfterAll
    void stopNode() {
        node.close();
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private Receipt send(Object command, Runnable alongside) {
        return commands.send(GenericCommandMessage.asCommandMessage(command), alongside);
    }

    private void note(String id) {
        jdbc.sql("INSERT INTO note (counter_id) VALUES (?)").param(id).update();
    }

    private boolean isNoted(String id) {
        return jdbc.sql("SELECT counter_id FROM note WHERE counter_id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .isPresent();
    }

    private List<Object> eventsOf(String id) {
        return node.bean(EventStore.class)
                .readEvents(id)
                .asStream()
                .<Object>map(event -> event.getPayload())
                .toList();
    }

    @Test
    void bothAreStored() {
        String id = newId();

        Receipt receipt = send(new Counter.Count(id, 2), () -> note(id));

        assertThat(receipt.changed()).containsExactly(new AggregateVersion("Counter", id, 1));
        assertThat(eventsOf(id)).hasSize(2);
        assertThat(isNoted(id)).isTrue();
    }

    @Test
    void followersAreToldOnceBothAreStored() {
        String id = newId();

        send(new Counter.Count(id, 1), () -> note(id));

        await().until(() -> node.bean(CounterConfiguration.FirstFollower.class).seenOf(id) == 1);
    }

    @Test
    void whatFailsAlongsideIsThrownAndLeavesNoEvent() {
        String id = newId();
        IllegalStateException failure = new IllegalStateException("not now");

        assertThatThrownBy(() -> send(new Counter.Count(id, 1), () -> {
                    note(id);
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(eventsOf(id)).isEmpty();
        assertThat(isNoted(id)).isFalse();
    }

    @Test
    void aRefusedCommandLeavesNothingAlongside() {
        String id = newId();
        node.send(new Counter.Count(id, 1));

        assertThatThrownBy(() -> send(new Counter.CountAndFail(id), () -> note(id)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("refused");

        assertThat(eventsOf(id)).hasSize(1);
        assertThat(isNoted(id)).isFalse();
        assertThat(node.send(new Counter.Count(id, 1)).changed())
                .containsExactly(new AggregateVersion("Counter", id, 1));
    }

    @Test
    void aConflictLeavesNothingAndCanBeTriedAgain() {
        String id = newId();
        node.send(new Counter.Count(id, 1));
        // Another node, of which this one has not heard yet.
        node.bean(EventStore.class)
                .publish(new GenericDomainEventMessage<>("Counter", id, 1, new Counter.Counted(id, 1, 2)));

        assertThatThrownBy(() -> send(new Counter.Count(id, 1), () -> note(id)))
                .isInstanceOf(ConcurrencyException.class);
        assertThat(isNoted(id)).isFalse();

        send(new Counter.Count(id, 1), () -> note(id));
        assertThat(eventsOf(id)).last().isEqualTo(new Counter.Counted(id, 1, 3));
        assertThat(isNoted(id)).isTrue();
    }

    @Test
    void nobodyDecidesOnWhatMayYetBeRolledBack() throws Exception {
        String id = newId();
        CountDownLatch decided = new CountDownLatch(1);
        CountDownLatch mayFail = new CountDownLatch(1);
        CompletableFuture<Receipt> doomed = CompletableFuture.supplyAsync(() ->
                send(new Counter.Count(id, 5), () -> CurrentUnitOfWork.get().onPrepareCommit(_ -> {
                    decided.countDown();
                    awaitLatch(mayFail);
                    throw new IllegalStateException("the database went away");
                })));
        decided.await();
        FutureTask<Receipt> later = new FutureTask<>(() -> node.send(new Counter.Count(id, 1)));
        Thread waiting = Thread.ofPlatform().start(later);
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING || !waiting.isAlive());
        mayFail.countDown();

        assertThat(doomed).failsWithin(Duration.ofMinutes(1));
        assertThat(later.get().changed()).containsExactly(new AggregateVersion("Counter", id, 0));
        assertThat(eventsOf(id)).containsExactly(new Counter.Counted(id, 1, 1));
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
