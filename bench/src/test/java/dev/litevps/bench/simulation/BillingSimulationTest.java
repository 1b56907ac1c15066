package dev.litevps.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.events.plan.PlanId;
import dev.litevps.events.vps.VpsId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Money in virtual time. A failing seed tells its number and how to run it again. */
class BillingSimulationTest {

    private static final int SEEDS = 300;
    private static final Duration MONTH = Duration.ofDays(30);

    @Test
    void everyAccountOfEverySeedIsChargedToTheMicroDollar() {
        BillingSimulator.Total total = BillingSimulator.run(1, SEEDS, MONTH, 1, _ -> {});

        assertThat(total.seeds()).isEqualTo(SEEDS);
        assertThat(total.comparisons()).isGreaterThan(SEEDS * 10L);
        assertThat(total.happened())
                .as("all that can go wrong did")
                .containsKeys(
                        "BEFORE_APPEND",
                        "AFTER_APPEND",
                        "ChargesReversed",
                        "PlanRepriced",
                        "BalanceExhausted",
                        "BalanceRestored",
                        "GraceEnded",
                        "SpendLimitReached",
                        "VpsLost",
                        "VpsPowerChangeFailed",
                        "INSUFFICIENT_BALANCE");
    }

    @Test
    void aSeedIsTheSameHoweverOftenItRuns() {
        assertThat(stepsOf(7)).isEqualTo(stepsOf(7)).isNotEqualTo(stepsOf(8));
    }

    private static List<String> stepsOf(long seed) {
        List<String> steps = new ArrayList<>();
        try (CommandSide platform = new CommandSide()) {
            BillingSimulation.run(seed, Duration.ofDays(3), platform, steps::add);
        }
        return steps;
    }

    @Test
    void theOracleCountsEveryMinuteThatIsTouchedOnce() {
        Instant ten = Instant.parse("2026-10-25T10:00:00Z");
        Oracle oracle = new Oracle(ten);
        VpsId vps = new VpsId(new UUID(1, 1));
        PlanId plan = new PlanId(new UUID(2, 1));
        oracle.priced(plan, 100, ten);

        oracle.reachable(vps, plan, ten.plusSeconds(59));
        oracle.stopped(vps, ten.plusSeconds(60));
        oracle.reachable(vps, plan, ten.plusSeconds(59));
        oracle.stopped(vps, ten.plusSeconds(121));

        Oracle.Bill bill = oracle.bill(vps, 60);
        assertThat(bill.minutes().cardinality()).isEqualTo(3);
        assertThat(bill.micros()).isEqualTo(100 * 3 / 60);
        assertThat(oracle.bill(vps, 1).micros()).isEqualTo(100 * 2 / 60);
    }

    @Test
    void aMachineThatIsReachableTwiceAtOnceIsNoticed() {
        Instant ten = Instant.parse("2026-10-25T10:00:00Z");
        Oracle oracle = new Oracle(ten);
        VpsId vps = new VpsId(new UUID(1, 1));
        oracle.reachable(vps, new PlanId(new UUID(2, 1)), ten);

        assertThatThrownBy(() -> oracle.reachable(vps, new PlanId(new UUID(2, 1)), ten))
                .isInstanceOf(SimulationFailure.class);
    }
}
