package dev.litevps.command.ledger;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.BOB;
import static dev.litevps.command.World.vps;
import static dev.litevps.command.ledger.MeteredWorld.LEDGER;
import static dev.litevps.command.ledger.MeteredWorld.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.DecisionFixture;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.World;
import dev.litevps.command.ledger.LedgerCommand.AdjustBalance;
import dev.litevps.command.ledger.LedgerCommand.CreditFunds;
import dev.litevps.command.ledger.LedgerCommand.EndGrace;
import dev.litevps.command.ledger.LedgerCommand.RefundFunds;
import dev.litevps.command.ledger.LedgerCommand.WarnOfGraceEnd;
import dev.litevps.command.vps.VpsCommand.ForfeitVps;
import dev.litevps.command.vps.VpsCommand.ReportProvisioned;
import dev.litevps.command.vps.VpsCommand.ReportStopped;
import dev.litevps.command.vps.VpsCommand.RestartVps;
import dev.litevps.command.vps.VpsCommand.StartVps;
import dev.litevps.command.vps.VpsCommand.SuspendVps;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.AdjustmentId;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerEvent.BalanceAdjusted;
import dev.litevps.events.ledger.LedgerEvent.BalanceExhausted;
import dev.litevps.events.ledger.LedgerEvent.BalanceRestored;
import dev.litevps.events.ledger.LedgerEvent.FundsCredited;
import dev.litevps.events.ledger.LedgerEvent.FundsRefunded;
import dev.litevps.events.ledger.LedgerEvent.GraceEnded;
import dev.litevps.events.ledger.LedgerEvent.GraceEnding;
import dev.litevps.events.ledger.LedgerEvent.LowBalanceOver;
import dev.litevps.events.ledger.LedgerEvent.LowBalanceReached;
import dev.litevps.events.ledger.LedgerEvent.SuspensionDue;
import dev.litevps.events.ledger.RefundId;
import dev.litevps.events.ledger.SuspensionCause;
import dev.litevps.events.vps.StopCause;
import dev.litevps.events.vps.VpsEvent.VpsDestroyRequested;
import dev.litevps.events.vps.VpsEvent.VpsStopRequested;
import dev.litevps.events.vps.VpsEvent.VpsStopped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to a balance, and what it leads to. Ann has 10 USD; her machines cost 0.60 USD an hour. */
class BalanceRulesTest {

    private final DecisionFixture fixture = new DecisionFixture();
    private final MeteredWorld world = new MeteredWorld(fixture);

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    private static AdjustBalance adjust(int number, String dollars, Instant at) {
        return new AdjustBalance(
                LEDGER, new AdjustmentId(new UUID(7, number)), null, Usd.of(dollars), "a mistake", BOB, at);
    }

    private static RefundFunds refund(int number, String dollars) {
        return new RefundFunds(
                LEDGER, new RefundId(new UUID(8, number)), null, Usd.of(dollars), "goodwill", BOB, at("10:00:00"));
    }

    private static CreditFunds topUp(int number, String dollars, Instant at) {
        return new CreditFunds(
                LEDGER, new CreditId(new UUID(6, number)), CreditKind.TOP_UP, Usd.of(dollars), "card", at);
    }

    // Credits, refunds and adjustments

    @Test
    void aCreditCountsOnce() {
        fixture.given(topUp(1, "5.00", at("10:00:00")));

        assertThat(fixture.when(topUp(1, "5.00", at("11:00:00")))).isEmpty();
        assertThat(world.balance()).isEqualTo(Usd.of("15.00"));
    }

    @Test
    void aRefundSaysWhyAndWhoAndCountsOnce() {
        world.reachable(1, "05:00:00").chargedThrough("09:59");

        assertThat(fixture.when(refund(1, "2.50"))).singleElement().satisfies(event -> {
            FundsRefunded refunded = (FundsRefunded) event;
            assertThat(refunded.reason()).isEqualTo("goodwill");
            assertThat(refunded.actor()).isEqualTo(BOB);
            assertThat(refunded.balanceAfter()).isEqualTo(Usd.of("9.50"));
        });
        assertThat(fixture.when(refund(1, "2.50"))).isEmpty();
    }

    @Test
    void anAdjustmentMayGoEitherWayAndCountsOnce() {
        assertThat(fixture.when(adjust(1, "-3.00", at("10:00:00"))))
                .singleElement()
                .satisfies(event ->
                        assertThat(((BalanceAdjusted) event).balanceAfter()).isEqualTo(Usd.of("7.00")));
        assertThat(fixture.when(adjust(1, "-3.00", at("10:00:00")))).isEmpty();
        assertThat(fixture.when(adjust(2, "1.00", at("10:00:00")))).hasSize(1);
        assertThat(world.balance()).isEqualTo(Usd.of("8.00"));
    }

    @Test
    void supportCannotMoveMoneyWithoutAReason() {
        RefundFunds refund =
                new RefundFunds(LEDGER, new RefundId(new UUID(8, 1)), null, Usd.of("1.00"), " ", BOB, at("10:00:00"));
        AdjustBalance adjustment = new AdjustBalance(
                LEDGER, new AdjustmentId(new UUID(7, 1)), null, Usd.of("1.00"), "", BOB, at("10:00:00"));

        assertThat(fixture.whenRefused(refund).code()).isEqualTo(RejectionCode.INVALID_VALUE);
        assertThat(fixture.whenRefused(adjustment).code()).isEqualTo(RejectionCode.INVALID_VALUE);
    }

    @Test
    void amountsOfNothingAreRefused() {
        assertThat(fixture.whenRefused(topUp(1, "0.00", at("10:00:00"))).code()).isEqualTo(RejectionCode.INVALID_VALUE);
        assertThat(fixture.whenRefused(topUp(1, "-1.00", at("10:00:00"))).code())
                .isEqualTo(RejectionCode.INVALID_VALUE);
        assertThat(fixture.whenRefused(refund(1, "0.00")).code()).isEqualTo(RejectionCode.INVALID_VALUE);
        assertThat(fixture.whenRefused(adjust(1, "0.00", at("10:00:00"))).code())
                .isEqualTo(RejectionCode.INVALID_VALUE);
    }

    // A low balance

    @Test
    void aBalanceThatDoesNotLastADayIsReportedLowOnce() {
        world.reachable(1, "10:00:00");

        List<Object> events = world.eventsOfCharging("10:00");

        assertThat(events)
                .filteredOn(LowBalanceReached.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    LowBalanceReached low = (LowBalanceReached) event;
                    assertThat(low.burnPerHour()).isEqualTo(Usd.of("0.60"));
                    assertThat(low.threshold()).as("a day").isEqualTo(Usd.of("14.40"));
                });
        assertThat(world.eventsOfCharging("10:01")).doesNotHaveAnyElementsOfTypes(LowBalanceReached.class);
    }

    @Test
    void aBalanceThatLastsIsNotLow() {
        fixture.given(topUp(1, "50.00", at("09:00:00")));
        world.reachable(1, "10:00:00");

        assertThat(world.eventsOfCharging("10:00")).doesNotHaveAnyElementsOfTypes(LowBalanceReached.class);
    }

    @Test
    void aTopUpThatLiftsTheBalanceAboveTheThresholdArmsTheAlertAgain() {
        world.reachable(1, "10:00:00").chargedThrough("10:00");
        fixture.given(topUp(1, "50.00", at("10:00:30")), adjust(1, "-50.00", at("10:00:40")));

        assertThat(world.eventsOfCharging("10:01")).hasAtLeastOneElementOfType(LowBalanceReached.class);
    }

    @Test
    void aTopUpThatIsEnoughForLessMachinesArmsTheAlertAgainToo() {
        world.reachable(1, "10:00:00").chargedThrough("10:00").stopped(1, "10:00:30");
        fixture.given(adjust(1, "-9.50", at("10:01:00")), topUp(1, "5.00", at("10:01:30")));
        world.repriced("0.01", "10:02:00").started(1, "10:05:00");

        assertThat(world.eventsOfCharging("10:05")).hasAtLeastOneElementOfType(LowBalanceOver.class);
        fixture.given(adjust(2, "-4.80", at("10:06:00")));
        assertThat(world.eventsOfCharging("10:06")).hasAtLeastOneElementOfType(LowBalanceReached.class);
    }

    @Test
    void lessMachinesAloneAreNoReasonForAnotherAlert() {
        world.reachable(1, "10:00:00")
                .reachable(2, "10:00:00")
                .chargedThrough("10:00")
                .stopped(1, "10:00:30");

        assertThat(world.eventsOfCharging("10:05"))
                .doesNotHaveAnyElementsOfTypes(LowBalanceOver.class, LowBalanceReached.class);
    }

    @Test
    void aTopUpThatLeavesTheBalanceLowIsNoReasonForAnotherAlert() {
        world.reachable(1, "10:00:00").chargedThrough("10:00");
        fixture.given(topUp(1, "1.00", at("10:00:30")));

        assertThat(world.eventsOfCharging("10:01")).doesNotHaveAnyElementsOfTypes(LowBalanceReached.class);
    }

    // An exhausted balance

    /** Ann's machine has run, and the balance is used up at 10:00. */
    private void givenExhausted() {
        world.reachable(1, "09:00:00").chargedThrough("09:59");
        fixture.given(adjust(1, "-9.40", at("10:00:00")));
    }

    @Test
    void aBalanceThatIsUsedUpBeginsTheGraceTimeAndHasTheMachinesStopped() {
        world.reachable(1, "09:00:00").reachable(2, "09:00:00").stopped(2, "09:00:30");
        fixture.given(adjust(1, "-9.39", at("09:00:30")));
        assertThat(world.balance()).isEqualTo(Usd.of("0.61"));

        List<Object> events = world.eventsOfCharging("09:59");

        assertThat(events).hasAtLeastOneElementOfType(BalanceExhausted.class);
        assertThat(events)
                .filteredOn(BalanceExhausted.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(((BalanceExhausted) event).graceEndsAt())
                        .isEqualTo(at("10:00:00").plus(World.TERMS.grace())));
        assertThat(events)
                .filteredOn(SuspensionDue.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    assertThat(((SuspensionDue) event).vpsIds()).containsExactly(vps(1));
                    assertThat(((SuspensionDue) event).cause()).isEqualTo(SuspensionCause.BALANCE_EXHAUSTED);
                });
        assertThat(world.balance()).isEqualTo(Usd.ZERO);
    }

    @Test
    void theGraceTimeBeginsOnceHoweverLongTheMachinesTakeToStop() {
        givenExhausted();

        assertThat(world.eventsOfCharging("10:01"))
                .doesNotHaveAnyElementsOfTypes(BalanceExhausted.class, SuspensionDue.class, LowBalanceReached.class);
    }

    @Test
    void anAccountWithoutMachinesHasNoGraceTime() {
        assertThat(fixture.when(adjust(1, "-10.00", at("10:00:00"))))
                .doesNotHaveAnyElementsOfTypes(BalanceExhausted.class);
    }

    @Test
    void anUnpaidMachineIsStoppedAndItsMeterClosed() {
        givenExhausted();

        List<Object> events = fixture.when(new SuspendVps(vps(1), at("10:00:10")));

        assertThat(events)
                .filteredOn(VpsStopRequested.class::isInstance)
                .singleElement()
                .satisfies(
                        event -> assertThat(((VpsStopRequested) event).cause()).isEqualTo(StopCause.BALANCE_EXHAUSTED));
        assertThat(fixture.when(new ReportStopped(vps(1), at("10:00:20"))))
                .singleElement()
                .satisfies(event -> assertThat(((VpsStopped) event).cause()).isEqualTo(StopCause.BALANCE_EXHAUSTED));
        assertThat(world.minutes("10:10")).as("10:00").isEqualTo(1);
    }

    @Test
    void anUnpaidMachineIsStoppedAlsoWhileItRestarts() {
        givenExhausted();
        fixture.given(new RestartVps(vps(1), ANN, at("10:00:05")));

        assertThat(fixture.when(new SuspendVps(vps(1), at("10:00:10"))))
                .hasAtLeastOneElementOfType(VpsStopRequested.class);
    }

    @Test
    void aMachineThatIsPaidForIsNotStopped() {
        world.reachable(1, "10:00:00");

        assertThat(fixture.when(new SuspendVps(vps(1), at("10:00:10")))).isEmpty();
    }

    @Test
    void aTopUpThatComesBeforeTheStopSavesTheMachine() {
        givenExhausted();
        fixture.given(topUp(1, "5.00", at("10:00:05")));

        assertThat(fixture.when(new SuspendVps(vps(1), at("10:00:10")))).isEmpty();
    }

    @Test
    void aMachineThatBecomesReachableOnAnExhaustedBalanceIsDueForSuspensionAtOnce() {
        world.reachable(1, "09:00:00");
        fixture.given(World.createVps(ANN, 2), World.placeVps(2), adjust(1, "-10.00", at("10:00:00")));

        assertThat(fixture.when(new ReportProvisioned(vps(2), World.HOST_KEY, at("10:00:30"))))
                .filteredOn(SuspensionDue.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(((SuspensionDue) event).vpsIds()).containsExactly(vps(2)));
    }

    @Test
    void aMachineCannotStartOnAnExhaustedBalance() {
        givenExhausted();
        fixture.given(new SuspendVps(vps(1), at("10:00:10")), new ReportStopped(vps(1), at("10:00:20")));

        assertThat(fixture.whenRefused(new StartVps(vps(1), ANN, null, at("10:05:00")))
                        .code())
                .isEqualTo(RejectionCode.INSUFFICIENT_BALANCE);
    }

    @Test
    void aTopUpEndsTheGraceTime() {
        givenExhausted();

        assertThat(fixture.when(topUp(1, "5.00", at("12:00:00"))))
                .hasAtLeastOneElementOfType(FundsCredited.class)
                .hasAtLeastOneElementOfType(BalanceRestored.class);
        assertThat(fixture.when(new EndGrace(LEDGER, at("10:00:00").plus(World.TERMS.grace()))))
                .isEmpty();
    }

    @Test
    void theGraceTimeEndsWhenItIsDueAndNotBefore() {
        givenExhausted();
        Instant end = at("10:00:00").plus(World.TERMS.grace());

        assertThat(fixture.when(new EndGrace(LEDGER, end.minusSeconds(1)))).isEmpty();
        assertThat(fixture.when(new EndGrace(LEDGER, end)))
                .singleElement()
                .satisfies(event -> assertThat(((GraceEnded) event).vpsIds()).containsExactly(vps(1)));
        assertThat(fixture.when(new EndGrace(LEDGER, end.plusSeconds(60)))).isEmpty();
    }

    @Test
    void theLastWarningNamesTheEnd() {
        givenExhausted();

        assertThat(fixture.when(new WarnOfGraceEnd(LEDGER, at("11:00:00"))))
                .singleElement()
                .satisfies(event -> assertThat(((GraceEnding) event).endsAt())
                        .isEqualTo(at("10:00:00").plus(World.TERMS.grace())));
    }

    @Test
    void aDiskIsDestroyedOnlyAfterTheGraceTimeAndNotIfMoneyCameMeanwhile() {
        givenExhausted();
        Instant end = at("10:00:00").plus(World.TERMS.grace());
        assertThat(fixture.when(new ForfeitVps(vps(1), end))).as("not ended").isEmpty();
        fixture.given(new EndGrace(LEDGER, end), topUp(1, "5.00", end.plusSeconds(1)));

        assertThat(fixture.when(new ForfeitVps(vps(1), end.plusSeconds(2))))
                .as("money came")
                .isEmpty();
    }

    @Test
    void aDiskIsDestroyedWhenTheGraceTimeIsOver() {
        givenExhausted();
        Instant end = at("10:00:00").plus(World.TERMS.grace());
        fixture.given(new EndGrace(LEDGER, end));

        assertThat(fixture.when(new ForfeitVps(vps(1), end))).hasAtLeastOneElementOfType(VpsDestroyRequested.class);
    }
}
