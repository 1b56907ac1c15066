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

    /** The projection, writing to this database. */
    protected abstract Object projection(ViewDatabase on);

    /** Every event that it handles at least once, in the order of a life. */
    protected abstract List<DomainEventMessage<?>> life();

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
    }

    @BeforeEach
    final void clearViews() {
        database.clear();
    }

    @Test
    final void replayingTwiceGivesTheSameRows() {
        handle(life());
        Map<String, List<Map<String, Object>>> once = database.rows();
        handle(life());
        assertThat(database.rows()).isEqualTo(once);
    }

    @Test
    final void oneByOneGivesTheSameRowsAsInOneBatch() {
        handle(life());
        Map<String, List<Map<String, Object>>> inOneBatch = database.rows();
        database.clear();
        life().forEach(event -> handle(List.of(event)));
        assertThat(database.rows()).isEqualTo(inOneBatch);
    }

    @Test
    final void everyEventIsShownAtItsVersion() {
        for (DomainEventMessage<?> event : life()) {
            handle(List.of(event));
            assertThat(database.rows().values().stream().flatMap(List::stream))
                    .as("after %s", event.getPayloadType().getSimpleName())
                    .singleElement()
                    .extracting(row -> row.get("version"))
                    .isEqualTo(event.getSequenceNumber());
        }
    }
}
