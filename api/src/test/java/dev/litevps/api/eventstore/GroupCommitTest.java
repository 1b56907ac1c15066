package dev.litevps.api.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.api.secrets.MemoryTexts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class GroupCommitTest {

    private static final int CALLERS = 32;

    private final Serializer serializer = EventSerialization.forEvents(new MemoryTexts());
    private TestNode node;
    private GroupCommit groupCommit;

    @BeforeAll
    void startNode() {
        node = TestNode.start(TestDatabase.create());
        groupCommit = new GroupCommit(node.bean(DataSource.class), RecentEvents.none());
    }

    @AfterAll
    void stopNode() {
        node.close();
    }

    @Test
    void whoAppendsTheSameEventIsRefusedAndNobodyElse() throws Exception {
        String contested = UUID.randomUUID().toString();
        List<String> others = new ArrayList<>();
        List<Future<?>> contenders = new ArrayList<>();
        List<Future<?>> unharmed = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            for (int i = 0; i < CALLERS / 2; i++) {
                contenders.add(callers.submit(() -> append(contested, 0)));
                String other = UUID.randomUUID().toString();
                others.add(other);
                unharmed.add(callers.submit(() -> append(other, 0, 1)));
            }
        }
        assertThat(unharmed).allSatisfy(append -> assertThat(append.get()).isNull());
        assertThat(contenders.stream().filter(GroupCommitTest::failed)).hasSize(CALLERS / 2 - 1);
        assertThat(eventsOf(contested)).isEqualTo(1);
        assertThat(others).allSatisfy(other -> assertThat(eventsOf(other)).isEqualTo(2));
    }

    @Test
    void ofARefusedAppendNothingIsStored() throws SQLException {
        String id = UUID.randomUUID().toString();
        append(id, 1);
        assertThatThrownBy(() -> append(id, 0, 1)).isInstanceOf(SQLException.class);
        assertThat(eventsOf(id)).isEqualTo(1);
    }

    private @Nullable Void append(String id, int... sequenceNumbers) throws SQLException {
        List<EventRow> rows = new ArrayList<>();
        for (int sequenceNumber : sequenceNumbers) {
            rows.add(EventRow.of(
                    new GenericDomainEventMessage<>("Counter", id, sequenceNumber, new Counter.Counted(id, 1, 1)),
                    serializer));
        }
        groupCommit.append(rows);
        return null;
    }

    private long eventsOf(String id) {
        return node.jdbc()
                .sql("select count(*) from domain_event_entry where aggregate_identifier = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    private static boolean failed(Future<?> future) {
        try {
            future.get();
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
