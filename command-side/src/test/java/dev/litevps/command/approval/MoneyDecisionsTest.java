package dev.litevps.command.approval;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.DecisionFixture;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.World;
import dev.litevps.command.approval.MoneyCommand.ApproveMoney;
import dev.litevps.command.approval.MoneyCommand.MoveMoney;
import dev.litevps.command.approval.MoneyCommand.RejectMoney;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.approval.AllowanceEvent.MoneyMovedAlone;
import dev.litevps.events.approval.AllowanceId;
import dev.litevps.events.approval.MoneyApprovalEvent.MoneyApproved;
import dev.litevps.events.approval.MoneyApprovalEvent.MoneyRejected;
import dev.litevps.events.approval.MoneyApprovalEvent.MoneyRequested;
import dev.litevps.events.approval.MoneyApprovalId;
import dev.litevps.events.approval.MoneyKind;
import dev.litevps.events.approval.MoneyMove;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerEvent.BalanceAdjusted;
import dev.litevps.events.ledger.LedgerEvent.FundsCredited;
import dev.litevps.events.ledger.LedgerId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose word it takes to move money. Up to 20 USD one person's do. */
class MoneyDecisionsTest {

    private static final AccountId SAM = new AccountId(new UUID(1, 8));
    private static final AccountId TESS = new AccountId(new UUID(1, 9));
    private static final Instant LATER = NOW.plus(Duration.ofDays(6));

    private final DecisionFixture fixture = new DecisionFixture();
    private final MoneyApprovalId id = new MoneyApprovalId(UUID.randomUUID());

    @BeforeEach
    void setUp() {
        fixture.given(World.account(ANN));
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    private static MoneyMove move(MoneyKind kind, String dollars) {
        return new MoneyMove(ANN, kind, Usd.of(dollars), "an outage", null);
    }

    private MoveMoney credit(String dollars) {
        return new MoveMoney(id, move(MoneyKind.CREDIT, dollars), null, SAM, NOW);
    }

    private MoneyMovedAlone alone(String dollars) {
        return new MoneyMovedAlone(new AllowanceId(SAM), id, ANN, Usd.of(dollars), NOW);
    }

    private FundsCredited credited(String dollars, Instant at) {
        return new FundsCredited(
                new LedgerId(ANN),
                ANN,
                new CreditId(id.value()),
                CreditKind.GRANT,
                Usd.of(dollars),
                "an outage",
                Usd.of(dollars),
                at);
    }

    @Test
    void aLittleIsMovedAtOnceAndOnce() {
        assertThat(fixture.when(credit("20.00"))).containsExactly(alone("20.00"), credited("20.00", NOW));
        assertThat(fixture.when(credit("20.00"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CREDIT, 20.000001", "CORRECTION, -20.000001", "CORRECTION, 20.000001"})
    void muchIsNotMovedBeforeASecondPersonHasApproved(MoneyKind kind, String dollars) {
        MoneyMove move = move(kind, dollars);

        assertThat(fixture.when(new MoveMoney(id, move, null, SAM, NOW)))
                .containsExactly(new MoneyRequested(id, move, SAM, NOW.plus(Duration.ofDays(7)), NOW));
        assertThat(fixture.balanceOf(ANN)).isEqualTo(Usd.ZERO);
        assertThat(fixture.when(new MoveMoney(id, move, null, SAM, NOW))).isEmpty();
    }

    @Test
    void anApprovalMovesTheMoneyInTheSameUnitOfWorkAndOnce() {
        fixture.given(credit("50.00"));

        assertThat(fixture.when(new ApproveMoney(id, null, TESS, LATER)))
                .containsExactly(new MoneyApproved(id, ANN, TESS, LATER), credited("50.00", LATER));
        assertThat(fixture.when(new ApproveMoney(id, null, TESS, LATER))).isEmpty();
        assertThat(fixture.whenRefused(new RejectMoney(id, TESS, "too late", LATER))
                        .code())
                .isEqualTo(RejectionCode.WRONG_STATE);
    }

    @Test
    void aCorrectionMayTakeAway() {
        fixture.given(new MoveMoney(id, move(MoneyKind.CORRECTION, "-30.00"), null, SAM, NOW));

        assertThat(fixture.when(new ApproveMoney(id, null, TESS, LATER)))
                .element(1)
                .satisfies(event -> {
                    BalanceAdjusted adjusted = (BalanceAdjusted) event;
                    assertThat(adjusted.amount()).isEqualTo(Usd.of("-30.00"));
                    assertThat(adjusted.actor()).as("who asked for it").isEqualTo(SAM);
                });
    }

    @Test
    void whoAskedForItCannotApproveIt() {
        fixture.given(credit("50.00"));

        assertThat(fixture.whenRefused(new ApproveMoney(id, null, SAM, LATER)).code())
                .isEqualTo(RejectionCode.SAME_PERSON);
    }

    @Test
    void nobodyMovesTheMoneyOfTheirOwnAccount() {
        MoveMoney own = new MoveMoney(id, move(MoneyKind.CREDIT, "1.00"), null, ANN, NOW);
        assertThat(fixture.whenRefused(own).code()).isEqualTo(RejectionCode.OWN_ACCOUNT);

        fixture.given(credit("50.00"));
        assertThat(fixture.whenRefused(new ApproveMoney(id, null, ANN, LATER)).code())
                .isEqualTo(RejectionCode.OWN_ACCOUNT);
    }

    @Test
    void whatNobodyApprovedInAWeekCanNoLongerBeApproved() {
        fixture.given(credit("50.00"));
        Instant expiry = NOW.plus(Duration.ofDays(7));

        assertThat(fixture.whenRefused(new ApproveMoney(id, null, TESS, expiry)).code())
                .isEqualTo(RejectionCode.WRONG_STATE);
        assertThat(fixture.when(new ApproveMoney(id, null, TESS, expiry.minusNanos(1))))
                .hasSize(2);
    }

    @Test
    void whatWasRejectedIsNotMoved() {
        fixture.given(credit("50.00"));

        assertThat(fixture.when(new RejectMoney(id, TESS, "too much", LATER)))
                .containsExactly(new MoneyRejected(id, ANN, TESS, "too much", LATER));
        assertThat(fixture.when(new RejectMoney(id, TESS, "too much", LATER))).isEmpty();
        assertThat(fixture.whenRefused(new ApproveMoney(id, null, TESS, LATER)).code())
                .isEqualTo(RejectionCode.WRONG_STATE);
        assertThat(fixture.balanceOf(ANN)).isEqualTo(Usd.ZERO);
    }

    @Test
    void whoAskedForItMayTakeItBack() {
        fixture.given(credit("50.00"));

        assertThat(fixture.when(new RejectMoney(id, SAM, "a mistake", LATER))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "CREDIT, 0.00",
        "CREDIT, -1.00",
        "CREDIT, 10000.000001",
        "REFUND, -1.00",
        "REFUND, 0.00",
        "CORRECTION, 0.00",
        "CORRECTION, -10000.000001"
    })
    void amountsThatMakeNoSenseAreRefused(MoneyKind kind, String dollars) {
        assertThat(fixture.whenRefused(new MoveMoney(id, move(kind, dollars), null, SAM, NOW))
                        .code())
                .isEqualTo(RejectionCode.INVALID_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"1.00", "50.00"})
    void noMoreIsRefundedThanWasCharged(String dollars) {
        assertThat(fixture.whenRefused(new MoveMoney(id, move(MoneyKind.REFUND, dollars), null, SAM, NOW))
                        .code())
                .isEqualTo(RejectionCode.REFUND_EXCEEDS_CHARGES);
    }

    @Test
    void whatIsNoRequestCannotBeDecidedAbout() {
        MoneyApprovalId anAccount = new MoneyApprovalId(ANN.value());

        assertThat(fixture.whenRefused(new ApproveMoney(id, null, TESS, LATER)).code())
                .isEqualTo(RejectionCode.UNKNOWN_APPROVAL);
        assertThat(fixture.whenRefused(new RejectMoney(anAccount, TESS, "why", LATER))
                        .code())
                .isEqualTo(RejectionCode.UNKNOWN_APPROVAL);
    }
}
