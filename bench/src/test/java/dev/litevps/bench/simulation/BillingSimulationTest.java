package dev.litevps.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BillingSimulationTest {

    private static final int SEEDS = 300;

    @Test
    void everySeedIsChargedToTheMicroDollar() {
        BillingSimulator.Total total = BillingSimulator.run(1, SEEDS, Duration.ofDays(30), 1, _ -> {});

        assertThat(total.seeds()).isEqualTo(SEEDS);
        assertThat(total.comparisons()).isGreaterThan(SEEDS * 10L);
    }
}
