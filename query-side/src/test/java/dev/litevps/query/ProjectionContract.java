package dev.litevps.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What holds for every projection, whatever it shows. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class ProjectionContract {

    /** How long a query may take. */
    protected static final Duration PATIENCE = Duration.ofSeconds(10);

    @SuppressWarnings("NullAway.Init")
    private ViewDatabase database;

    @SuppressWarnings("NullAway.Init")
    private Object projection;

    private List<DomainEventMessage<?>> events = List.of();

    /** The projection, writing to this database. */
    protected abstract Object projection(ViewDatabase on);

    /** Every event that it handles at least once, in the order of the life of one aggregate. */
    protected abstract List<DomainEventMessage<?>> life();

    /** Up to which event of its aggregate the view shows, after this one; by default as those see it who wait for it. */
    protected long shownVersion(DomainEventMessage<?> event) {
        return database.shownVersion(event.getType(), event.getAggregateIdentifier());
    }

    protected final ViewDatabase database() {
        return database;
    }

    protected final void handle(List<DomainEventMessage<?>> events) {
        database.handle(events, projection);
    }

    @BeforeAll
    final void createDatabase() {
        database = new ViewDatabase();
        projection = projection(database);
        events = life();
    }

    @BeforeEach
    final void clearViews() {
        database.clear();
    }

    @Test
    final void replayingTwiceGivesTheSameRows() {
        handle(events);
        Map<String, List<Map<String, Object>>> once = database.rows();
        handle(events);
        assertThat(database.rows()).isEqualTo(once);
    }

    @Test
    final void oneByOneGivesTheSameRowsAsInOneBatch() {
        handle(events);
        Map<String, List<Map<String, Object>>> inOneBatch = database.rows();
        database.clear();
        events.forEach(event -> handle(List.of(event)));
        assertThat(database.rows()).isEqualTo(inOneBatch);
    }

    @Test
    final void everyEventIsShownAtItsVersion() {
        for (DomainEventMessage<?> event : events) {
            handle(List.of(event));
            assertThat(shownVersion(event))
                    .as("after %s", event.getPayloadType().getSimpleName())
                    .isEqualTo(event.getSequenceNumber());
        }
    }
}
