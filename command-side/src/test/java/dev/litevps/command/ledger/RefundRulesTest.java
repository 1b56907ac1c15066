package dev.litevps.command.ledger;

import static dev.litevps.command.World.BOB;
import static dev.litevps.command.World.vps;
import static dev.litevps.command.ledger.MeteredWorld.LEDGER;
import static dev.litevps.command.ledger.MeteredWorld.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.command.Command;
import dev.litevps.command.DecisionFixture;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.ledger.LedgerCommand.AdjustBalance;
import dev.litevps.command.ledger.LedgerCommand.RefundFunds;
import dev.litevps.command.vps.VpsCommand.ReportFoundOff;
import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.AdjustmentId;
import dev.litevps.events.ledger.ChargeId;
import dev.litevps.events.ledger.LedgerEvent;
import dev.litevps.events.ledger.LedgerEvent.BalanceAdjusted;
import dev.litevps.events.ledger.LedgerEvent.FundsRefunded;
import dev.litevps.events.ledger.PaidFor;
import dev.litevps.events.ledger.RefundId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much can be given back. Two machines of Ann's ran for an hour each, at 0.60 USD. */
class RefundRulesTest {

    private static final ChargeId NINE = ChargeId.of(vps(1), ChargeId.Span.HOUR, Minute.of(at("09:00:00")));
    private static final ChargeId MINUTE = ChargeId.of(vps(1), ChargeId.Span.MINUTE, Minute.of(at("09:31:00")));
    private static final Claim FIRST = claim(null, new ChargedFor(Usd.of("0.60"), null, null));
    private static final Claim HOUR = claim(NINE.toString(), new ChargedFor(Usd.of("0.60"), Usd.of("0.60"), null));
    private static final Claim SINGLE =
            claim(MINUTE.toString(), new ChargedFor(Usd.of("0.60"), Usd.of("0.60"), Usd.of("0.01")));

    private final DecisionFixture fixture = new DecisionFixture();
    private final MeteredWorld world = new MeteredWorld(fixture);

    @BeforeEach
    void runTwoMachines() {
        world.reachable(1, "09:00:00").reachable(2, "09:00:00").chargedThrough("09:59");
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    private static Claim claim(@Nullable String chargeId, ChargedFor charged) {
        return new Claim(new PaidFor(vps(1), chargeId, Usd.of("0.60")), charged);
    }

    private static RefundFunds refund(int number, @Nullable Claim claim, String dollars) {
        return new RefundFunds(
                LEDGER, new RefundId(new UUID(8, number)), claim, Usd.of(dollars), "slow", BOB, at("11:00:00"));
    }

    private static AdjustBalance correct(int number, Claim claim, String dollars) {
        return new AdjustBalance(
                LEDGER, new AdjustmentId(new UUID(7, number)), claim, Usd.of(dollars), "wrong", BOB, at("11:00:00"));
    }

    private void assertTooMuch(Command command) {
        assertThat(fixture.whenRefused(command).code()).isEqualTo(RejectionCode.REFUND_EXCEEDS_CHARGES);
    }

    @Test
    void noMoreIsRefundedThanWasChargedAllInAll() {
        assertTooMuch(refund(1, null, "1.200001"));
        fixture.given(refund(1, null, "0.70"), refund(2, null, "0.50"));
        assertTooMuch(refund(3, null, "0.000001"));
    }

    @Test
    void noMoreIsRefundedForAVpsThanItCost() {
        assertTooMuch(refund(1, FIRST, "0.600001"));
        fixture.given(refund(1, FIRST, "0.40"));
        assertTooMuch(refund(2, FIRST, "0.200001"));
        assertThat(fixture.when(refund(2, FIRST, "0.20"))).hasSize(1);
    }

    @Test
    void noMoreIsRefundedForAChargeThanItCost() {
        assertTooMuch(refund(1, HOUR, "0.600001"));
        assertTooMuch(refund(1, SINGLE, "0.010001"));
        assertThat(fixture.when(refund(1, HOUR, "0.30"))).singleElement().satisfies(event -> {
            FundsRefunded refunded = (FundsRefunded) event;
            assertThat(refunded.chargeId()).isEqualTo(NINE.toString());
            assertThat(refunded.vpsId()).isEqualTo(vps(1));
        });
        assertTooMuch(refund(2, HOUR, "0.300001"));
    }

    @Test
    void noCentIsRefundedUnderTwoNames() {
        fixture.given(refund(1, FIRST, "0.60"));
        assertTooMuch(refund(2, HOUR, "0.000001"));
        assertTooMuch(refund(2, SINGLE, "0.000001"));
    }

    @Test
    void whatIsRefundedForAMinuteCountsForItsHourAndItsVps() {
        fixture.given(refund(1, SINGLE, "0.01"));
        assertTooMuch(refund(2, SINGLE, "0.000001"));
        assertTooMuch(refund(2, HOUR, "0.590001"));
        assertTooMuch(refund(2, FIRST, "0.590001"));
        fixture.given(refund(2, HOUR, "0.59"));
        assertTooMuch(refund(3, FIRST, "0.000001"));
    }

    @Test
    void whatIsRefundedForOneHourLeavesTheOthers() {
        world.chargedThrough("10:59");
        Usd two = Usd.of("1.20");
        Claim ten = claim(
                ChargeId.of(vps(1), ChargeId.Span.HOUR, Minute.of(at("10:00:00")))
                        .toString(),
                new ChargedFor(two, Usd.of("0.60"), null));
        fixture.given(refund(1, HOUR, "0.60"));
        assertThat(fixture.when(refund(2, ten, "0.60"))).hasSize(1);
        assertTooMuch(refund(3, claim(null, new ChargedFor(two, null, null)), "0.000001"));
    }

    @Test
    void aCorrectionNamesTheChargeAndGivesBackNoMoreThanItCost() {
        assertTooMuch(correct(1, SINGLE, "0.010001"));
        assertThat(fixture.when(correct(1, HOUR, "0.10"))).singleElement().satisfies(event -> {
            BalanceAdjusted adjusted = (BalanceAdjusted) event;
            assertThat(adjusted.chargeId()).isEqualTo(NINE.toString());
            assertThat(adjusted.vpsId()).isEqualTo(vps(1));
        });
        assertTooMuch(refund(1, HOUR, "0.500001"));
    }

    @Test
    void aChargeThatWasTooLowIsCorrectedToo() {
        assertThat(fixture.when(correct(1, SINGLE, "-0.10"))).hasSize(1);
        assertThat(fixture.when(refund(1, SINGLE, "0.11")))
                .as("with what was taken later")
                .hasSize(1);
    }

    @Test
    void whatWasReversedSinceItWasLookedUpIsNotRefundedToo() {
        fixture.given(new ReportFoundOff(vps(1), at("09:30:00"), at("10:05:00")));

        assertTooMuch(refund(1, FIRST, "0.300001"));
        assertTooMuch(refund(1, HOUR, "0.300001"));
        assertTooMuch(refund(1, SINGLE, "0.000001"));
        assertThat(fixture.when(refund(1, HOUR, "0.30"))).hasSize(1);
    }

    @Test
    void whatWasGivenBackBecauseTheMachineDidNotRunIsNotRefundedAgain() {
        fixture.given(new ReportFoundOff(vps(1), at("09:30:00"), at("10:05:00")));

        assertTooMuch(refund(1, null, "0.900001"));
        assertThat(fixture.when(refund(1, null, "0.90"))).hasSize(1);
    }

    /** The first machine turns out to have been off since half past nine: 0.35 USD were charged since, until 10:04. */
    private Usd givenBackWhenFoundOff() {
        world.chargedThrough("10:04");
        Usd before = world.balance();
        fixture.given(new ReportFoundOff(vps(1), at("09:30:00"), at("10:05:00")));
        return world.balance().minus(before);
    }

    @Test
    void withoutARefundAllIsReversedThatWasNotEarned() {
        assertThat(givenBackWhenFoundOff()).isEqualTo(Usd.of("0.35"));
    }

    @Test
    void whatWasRefundedForAnHourIsNotReversedToo() {
        fixture.given(refund(1, HOUR, "0.60"));

        // Of nine o'clock, half an hour was earned and is a gift of support's; the other half was given back already.
        assertThat(givenBackWhenFoundOff()).isEqualTo(Usd.of("0.05"));
        assertTooMuch(refund(2, HOUR, "0.000001"));
    }

    @Test
    void whatWasRefundedForAMinuteIsNotReversedToo() {
        fixture.given(refund(1, SINGLE, "0.01"));

        assertThat(givenBackWhenFoundOff()).isEqualTo(Usd.of("0.34"));
    }

    @Test
    void whatWasRefundedForTheEarnedPartIsNoReasonToKeepTheRest() {
        fixture.given(refund(1, HOUR, "0.30"));

        assertThat(givenBackWhenFoundOff()).isEqualTo(Usd.of("0.35"));
    }

    @Test
    void whatWasRefundedForTheVpsIsNotReversedToo() {
        fixture.given(refund(1, FIRST, "0.60"));

        assertThat(givenBackWhenFoundOff()).isEqualTo(Usd.of("0.05"));
        assertThat(fixture.eventsOf(LEDGER).getLast()).isInstanceOfSatisfying(BalanceAdjusted.class, adjusted -> {
            assertThat(adjusted.amount()).isEqualTo(Usd.of("-0.30"));
            assertThat(adjusted.reason()).contains("refunded before");
        });
    }

    @Test
    void whatWasTakenOffAnHourCanBeRefundedAgainIfItIsEarnedLater() {
        fixture.given(refund(1, HOUR, "0.60"));
        givenBackWhenFoundOff();

        // Half of the hour is what the refund stands for now.
        assertTooMuch(refund(2, HOUR, "0.000001"));
        assertThat(fixture.when(correct(2, HOUR, "-0.30"))).hasSize(1);
        assertThat(fixture.when(refund(3, HOUR, "0.25"))).hasSize(1);
    }

    @Test
    void whatWasEarnedBeforeARestartIsNotForgotten() {
        world.reachable(3, "10:00:00").chargedThrough("10:19");
        world.stopped(3, "10:20:00").started(3, "10:25:00").chargedThrough("10:59");
        Claim hour = new Claim(
                new PaidFor(
                        vps(3),
                        ChargeId.of(vps(3), ChargeId.Span.HOUR, Minute.of(at("10:00:00")))
                                .toString(),
                        Usd.of("0.55")),
                new ChargedFor(Usd.of("0.55"), Usd.of("0.55"), null));
        fixture.given(refund(1, hour, "0.20"));
        Usd before = world.balance();

        fixture.given(new ReportFoundOff(vps(3), at("10:40:00"), at("11:00:30")));

        assertThat(world.balance().minus(before))
                .as("0.35 were earned, and no more than 0.20 are refunded")
                .isEqualTo(Usd.of("0.20"));
    }

    @Test
    void whatIsTakenAwayNeedsNoRoom() {
        fixture.given(refund(1, FIRST, "0.60"));

        assertThat(fixture.when(correct(1, HOUR, "-0.10"))).hasSize(1);
    }

    @Test
    void thisIsStillKnownOfALedgerThatIsReadFromItsEvents() {
        fixture.given(refund(1, FIRST, "0.60"));
        LedgerState state = new LedgerState();
        fixture.eventsOf(LEDGER).forEach(event -> state.on((LedgerEvent) event));

        assertThatThrownBy(() -> state.refunds().require(Usd.of("0.000001"), FIRST))
                .hasMessageContaining("the VPS cost no more");
        state.refunds().require(Usd.of("0.60"), null);
    }
}
