package dev.litevps.api.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StaggeredSnapshotsTest {

    private static final int INTERVAL = 100;

    @Test
    void everyAggregateIsDueOnceInEveryInterval() {
        for (int number = 0; number < 1_000; number++) {
            String aggregate = new UUID(0, number).toString();
            assertThat(LongStream.range(0, INTERVAL)
                            .filter(sequence -> StaggeredSnapshots.isDue(aggregate, sequence, INTERVAL)))
                    .as(aggregate)
                    .hasSize(1);
        }
    }

    @Test
    void ofManyAggregatesThatAdvanceTogetherFewAreDueAtATime() {
        long due = IntStream.range(0, 10_000)
                .filter(number -> StaggeredSnapshots.isDue("ledger-" + new UUID(number, 1), 42, INTERVAL))
                .count();

        assertThat(due).as("one in a hundred").isBetween(50L, 200L);
    }
}
