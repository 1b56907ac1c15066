package dev.litevps.command.approval;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.BOB;
import static dev.litevps.command.World.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.DecisionFixture;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.World;
import dev.litevps.command.approval.MoneyCommand.ApproveMoney;
import dev.litevps.command.approval.MoneyCommand.MoveMoney;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.approval.AllowanceEvent.MoneyMovedAlone;
import dev.litevps.events.approval.AllowanceId;
import dev.litevps.events.approval.MoneyApprovalEvent.MoneyRequested;
import dev.litevps.events.approval.MoneyApprovalId;
import dev.litevps.events.approval.MoneyKind;
import dev.litevps.events.approval.MoneyMove;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one person may move alone within 24 hours: 20 USD for one customer, 50 USD for all. */
class AllowanceTest {

    private static final AccountId CAT = new AccountId(new UUID(1, 7));
    private static final AccountId SAM = new AccountId(new UUID(1, 8));
    private static final AccountId TESS = new AccountId(new UUID(1, 9));
    private static final Instant A_DAY_LATER = NOW.plus(Duration.ofHours(24));

    private final DecisionFixture fixture = new DecisionFixture();

    @BeforeEach
    void setUp() {
        fixture.given(World.account(ANN), World.account(BOB), World.account(CAT));
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    private static MoveMoney move(AccountId by, AccountId customer, String dollars, Instant at) {
        MoneyKind kind = dollars.startsWith("-") ? MoneyKind.CORRECTION : MoneyKind.CREDIT;
        MoneyMove move = new MoneyMove(customer, kind, Usd.of(dollars), "an outage", null);
        return new MoveMoney(new MoneyApprovalId(UUID.randomUUID()), move, null, by, at);
    }

    private void assertMoved(MoveMoney command) {
        assertThat(fixture.when(command))
                .hasSize(2)
                .first()
                .isEqualTo(new MoneyMovedAlone(
                        new AllowanceId(command.by()),
                        command.approvalId(),
                        command.move().accountId(),
                        ApprovalTerms.magnitude(command.move().amount()),
                        command.at()));
    }

    private void assertRequested(MoveMoney command) {
        assertThat(fixture.when(command)).singleElement().isInstanceOf(MoneyRequested.class);
    }

    @Test
    void whatOnePersonMovesForOneCustomerAddsUp() {
        assertMoved(move(SAM, ANN, "15.00", NOW));
        assertMoved(move(SAM, ANN, "5.00", NOW.plusSeconds(60)));

        assertRequested(move(SAM, ANN, "0.000001", NOW.plusSeconds(120)));

        assertThat(fixture.balanceOf(ANN)).isEqualTo(Usd.of("20.00"));
        assertMoved(move(TESS, ANN, "20.00", NOW.plusSeconds(180)));
    }

    @Test
    void whatOnePersonMovesForAllCustomersAddsUp() {
        assertMoved(move(SAM, ANN, "20.00", NOW));
        assertMoved(move(SAM, BOB, "20.00", NOW));
        assertMoved(move(SAM, CAT, "10.00", NOW));

        assertRequested(move(SAM, CAT, "1.00", NOW));
    }

    @Test
    void upAndDownAgainIsMuchMoneyMoved() {
        assertMoved(move(SAM, ANN, "12.00", NOW));

        assertRequested(move(SAM, ANN, "-12.00", NOW));
    }

    @Test
    void itIsFreeAgainAfter24Hours() {
        assertMoved(move(SAM, ANN, "15.00", NOW));
        assertMoved(move(SAM, ANN, "5.00", NOW.plusSeconds(60)));

        assertRequested(move(SAM, ANN, "15.00", A_DAY_LATER.minusNanos(1)));
        assertMoved(move(SAM, ANN, "15.00", A_DAY_LATER));
        assertRequested(move(SAM, ANN, "5.00", A_DAY_LATER));
        assertMoved(move(SAM, ANN, "5.00", A_DAY_LATER.plusSeconds(60)));
    }

    @Test
    void whatWaitsIsNotMovedAloneWhenItIsAskedForOnceMore() {
        assertMoved(move(SAM, ANN, "20.00", NOW));
        MoveMoney waiting = move(SAM, ANN, "5.00", NOW);
        assertRequested(waiting);

        assertThat(fixture.when(new MoveMoney(waiting.approvalId(), waiting.move(), null, SAM, A_DAY_LATER)))
                .isEmpty();

        assertThat(fixture.balanceOf(ANN)).isEqualTo(Usd.of("20.00"));
    }

    @Test
    void whatSomebodyApprovedDoesNotCount() {
        MoveMoney much = move(SAM, ANN, "50.00", NOW);
        fixture.given(much, new ApproveMoney(much.approvalId(), null, TESS, NOW));

        assertMoved(move(SAM, ANN, "20.00", NOW));
    }

    @Test
    void aRepeatedMoveCountsOnceAndARefusedOneNotAtAll() {
        MoveMoney once = move(SAM, ANN, "20.00", NOW);
        assertMoved(once);
        assertThat(fixture.when(once)).isEmpty();
        MoneyMove refund = new MoneyMove(BOB, MoneyKind.REFUND, Usd.of("15.00"), "an outage", null);
        assertThat(fixture.whenRefused(new MoveMoney(new MoneyApprovalId(UUID.randomUUID()), refund, null, SAM, NOW))
                        .code())
                .isEqualTo(RejectionCode.REFUND_EXCEEDS_CHARGES);

        assertMoved(move(SAM, BOB, "20.00", NOW));
    }
}
