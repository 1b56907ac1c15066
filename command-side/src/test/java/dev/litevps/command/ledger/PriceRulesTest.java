package dev.litevps.command.ledger;

import static dev.litevps.command.ledger.MeteredWorld.at;
import static dev.litevps.command.ledger.MeteredWorld.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.litevps.command.DecisionFixture;
import dev.litevps.command.World;
import dev.litevps.command.plan.PlanCommand.RepricePlan;
import dev.litevps.command.vps.VpsCommand.ReportLost;
import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.plan.PlanEvent.PlanRepriced;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a minute costs. */
class PriceRulesTest {

    private static final VpsId VPS = new VpsId(new UUID(5, 1));

    private final DecisionFixture fixture = new DecisionFixture();
    private final MeteredWorld world = new MeteredWorld(fixture);

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    private static long cost(long price, long firstNumber, int minutes) {
        return ChargeLine.of(VPS, null, 1, new Usd(price), new Minute(0), minutes, firstNumber)
                .amount()
                .micros();
    }

    @Test
    void sixtyMinutesInARowCostExactlyTheHourlyPrice() {
        for (long price : new long[] {1, 59, 60, 61, 4_199, 4_200, 4_201, 999_999_999}) {
            for (int firstNumber = 1; firstNumber <= 61; firstNumber++) {
                assertThat(cost(price, firstNumber, 60))
                        .as("%d µ$ from minute %d on", price, firstNumber)
                        .isEqualTo(price);
            }
        }
    }

    @Test
    void roundingNeverDriftsHoweverManyMinutes() {
        long sum = 0;
        for (int number = 1; number <= 525_600; number++) {
            sum += cost(4_201, number, 1);
        }
        assertThat(sum).as("a year by the minute").isEqualTo(4_201L * 24 * 365);
    }

    @Test
    void aMinuteIsNeverMoreThanAMicroDollarFromASixtiethOfThePrice() {
        for (int number = 1; number <= 60; number++) {
            assertThat(cost(4_201, number, 1)).isBetween(70L, 71L);
        }
    }

    @Test
    void manyMinutesAtOnceCostWhatTheyCostOneByOne() {
        long oneByOne = 0;
        for (int number = 17; number < 17 + 100; number++) {
            oneByOne += cost(7_777, number, 1);
        }
        assertThat(cost(7_777, 17, 100)).isEqualTo(oneByOne);
    }

    @Test
    void thePartsOfALineAddUpToIt() {
        ChargeLine line = ChargeLine.of(VPS, null, 1, new Usd(7_777), new Minute(1_000), 100, 17);

        ChargeLine head = line.part(new Minute(1_000), new Minute(1_032));
        ChargeLine tail = line.part(new Minute(1_033), new Minute(1_099));

        assertThat(head.amount().plus(tail.amount())).isEqualTo(line.amount());
        assertThat(tail.firstNumber()).isEqualTo(17 + 33);
    }

    @Test
    void theCountOfMinutesGoesOnWhenAMachineStopsAndStarts() {
        world.reachable(1, "10:00:00").stopped(1, "10:10:00").started(1, "11:00:00");

        assertThat(world.lines("11:09"))
                .extracting(ChargeLine::firstNumber, ChargeLine::minutes)
                .containsExactly(tuple(1L, 10), tuple(11L, 10));
    }

    @Test
    void aNewPriceCountsForTheMinutesAfterItsDecisionOnly() {
        world.reachable(1, "10:00:00").repriced("1.20", "10:02:59");

        assertThat(world.lines("10:05"))
                .extracting(
                        ChargeLine::priceVersion, ChargeLine::firstMinute, ChargeLine::minutes, line -> line.amount()
                                .micros())
                .containsExactly(tuple(1, minute("10:00"), 3, 30_000L), tuple(2, minute("10:03"), 3, 60_000L));
    }

    @Test
    void aNewPriceDoesNotChangeWhatWasCharged() {
        world.reachable(1, "10:00:00").chargedThrough("10:02").repriced("1.20", "10:03:30");

        assertThat(world.micros("10:05"))
                .as("10:03 at the old price, two minutes at the new one")
                .isEqualTo(50_000);
    }

    @Test
    void ofTwoPricesForTheSameMinuteTheLaterDecisionCounts() {
        world.reachable(1, "10:00:00").repriced("1.20", "10:00:10").repriced("6.00", "10:00:20");

        assertThat(world.lines("10:01")).extracting(ChargeLine::priceVersion).containsExactly(1, 3);
    }

    private Minute effectiveFrom(RepricePlan command) {
        return fixture.when(command).stream()
                .map(event -> ((PlanRepriced) event).effectiveFrom())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPriceCannotChangeForAMinuteThatHasBegunWhenItIsDecided() {
        Instant longAgo = World.NOW.minusSeconds(3_600);

        assertThat(effectiveFrom(new RepricePlan(World.PLAN, Usd.of("1.20"), longAgo)))
                .isGreaterThan(Minute.of(World.NOW));
    }

    @Test
    void aPriceCannotChangeForAMinuteThatWasChargedByAClockThatWasAhead() {
        assertThat(effectiveFrom(new RepricePlan(World.PLAN, Usd.of("1.20"), World.NOW)))
                .isEqualTo(World.CHARGED_THROUGH.plus(1));
    }

    @Test
    void aChangeThatWasAskedBeforeTheLastOneComesTooLate() {
        world.repriced("1.20", "12:00:00");

        assertThat(fixture.when(new RepricePlan(World.PLAN, Usd.of("2.40"), at("11:59:59"))))
                .isEmpty();
    }

    @Test
    void whatIsGivenBackForALostMachineIsWhatItWasChargedAtEachPrice() {
        world.reachable(1, "10:00:00").repriced("1.20", "10:04:30").chargedThrough("10:09");
        assertThat(world.balance()).isEqualTo(Usd.of("9.85"));

        fixture.given(new ReportLost(World.vps(1), "gone", at("10:02:30"), at("10:10:10")));

        assertThat(world.balance()).as("three minutes at the old price").isEqualTo(Usd.of("9.97"));
    }
}
