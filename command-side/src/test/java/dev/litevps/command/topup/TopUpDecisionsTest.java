package dev.litevps.command.topup;

import static dev.litevps.command.World.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.DecisionFixture;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.World;
import dev.litevps.command.account.AccountCommand.LogIn;
import dev.litevps.command.topup.TopUpCommand.ConfirmTopUp;
import dev.litevps.command.topup.TopUpCommand.ExpireTopUp;
import dev.litevps.command.topup.TopUpCommand.RequestTopUp;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerEvent.FundsCredited;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.topup.TopUpEvent.TopUpExpired;
import dev.litevps.events.topup.TopUpEvent.TopUpPaid;
import dev.litevps.events.topup.TopUpEvent.TopUpRequested;
import dev.litevps.events.topup.TopUpId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be paid, and what a payment does. */
class TopUpDecisionsTest {

    private static final DecisionFixture FIXTURE = new DecisionFixture();
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final String PAYMENT = "pi_1";

    /** Everybody's own, since all tests share one store. */
    private final AccountId account = new AccountId(UUID.randomUUID());

    private final TopUpId id = new TopUpId(UUID.randomUUID());
    private final DecisionFixture fixture = FIXTURE.given(World.account(account));

    @AfterAll
    static void tearDown() {
        FIXTURE.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.00", "5.01", "10.00", "49.99", "50.00"})
    void aTopUpIsOneOfFiveToFiftyDollars(String dollars) {
        assertThat(fixture.when(request(dollars)))
                .containsExactly(new TopUpRequested(id, account, Usd.of(dollars), NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5.00", "0.00", "4.99", "4.999999", "50.000001", "50.01", "9000000000000.00"})
    void lessThanFiveOrMoreThanFiftyDollarsIsRefused(String dollars) {
        assertThat(fixture.whenRefused(request(dollars)).code()).isEqualTo(RejectionCode.INVALID_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.001", "5.000001"})
    void partsOfACentAreRefused(String dollars) {
        assertThat(fixture.whenRefused(request(dollars)).code()).isEqualTo(RejectionCode.INVALID_VALUE);
    }

    @Test
    void aRepeatedRequestChangesNothing() {
        fixture.given(request("10.00"));

        assertThat(fixture.when(request("10.00"))).isEmpty();
    }

    @Test
    void aPaymentCreditsTheLedgerInTheSameUnitOfWork() {
        fixture.given(request("10.00"));

        assertThat(fixture.when(confirm("10.00"))).containsExactly(paid(), credited());
    }

    @Test
    void aPaymentCountsOnce() {
        fixture.given(request("10.00"), confirm("10.00"));

        assertThat(fixture.when(confirm("10.00"))).isEmpty();
        assertThat(fixture.when(new ConfirmTopUp(id, Usd.of("10.00"), "pi_2", LATER)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.00", "9.99", "10.01", "10.000001", "1000.00"})
    void aPaymentOfAnotherAmountIsRefused(String dollars) {
        fixture.given(request("10.00"));

        assertThat(fixture.whenRefused(confirm(dollars)).code()).isEqualTo(RejectionCode.INVALID_VALUE);
        assertThat(fixture.when(confirm("10.00")))
                .as("the right one still counts")
                .hasSize(2);
    }

    @Test
    void aPaymentOfAnotherAmountIsRefusedAlsoAfterTheRightOne() {
        fixture.given(request("10.00"), confirm("10.00"));

        assertThat(fixture.whenRefused(confirm("50.00")).code()).isEqualTo(RejectionCode.INVALID_VALUE);
    }

    @Test
    void aPaymentThatNobodyAskedForIsRefused() {
        assertThat(fixture.whenRefused(confirm("10.00")).code()).isEqualTo(RejectionCode.UNKNOWN_TOP_UP);
    }

    @Test
    void thePaymentOfSomethingElseThatHasThisIdIsRefused() {
        TopUpId idOfAnAccount = new TopUpId(account.value());
        ConfirmTopUp confirmation = new ConfirmTopUp(idOfAnAccount, Usd.of("10.00"), PAYMENT, LATER);

        assertThat(fixture.whenRefused(confirmation).code()).isEqualTo(RejectionCode.UNKNOWN_TOP_UP);
        assertThat(fixture.when(new LogIn(account, LATER)))
                .as("the account is as before")
                .hasSize(1);
        assertThat(fixture.whenRefused(confirmation).code()).isEqualTo(RejectionCode.UNKNOWN_TOP_UP);
    }

    @Test
    void aCheckoutExpiresOnce() {
        fixture.given(request("10.00"));

        assertThat(fixture.when(new ExpireTopUp(id, LATER))).containsExactly(new TopUpExpired(id, account, LATER));
        assertThat(fixture.when(new ExpireTopUp(id, LATER.plusSeconds(1)))).isEmpty();
    }

    @Test
    void aPaymentAfterTheCheckoutExpiredIsMoneyAllTheSame() {
        fixture.given(request("10.00"), new ExpireTopUp(id, NOW));

        assertThat(fixture.when(confirm("10.00"))).containsExactly(paid(), credited());
    }

    @Test
    void anExpiryAfterThePaymentChangesNothing() {
        fixture.given(request("10.00"), confirm("10.00"));

        assertThat(fixture.when(new ExpireTopUp(id, LATER))).isEmpty();
    }

    @Test
    void anExpiryOfWhatNobodyAskedForIsRefused() {
        assertThat(fixture.whenRefused(new ExpireTopUp(id, LATER)).code()).isEqualTo(RejectionCode.UNKNOWN_TOP_UP);
    }

    @Test
    void ofAHundredConfirmationsAtOnceOneCredits() throws Exception {
        fixture.given(request("10.00"));
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Future<?>> confirmations = new ArrayList<>();
            for (int number = 0; number < 100; number++) {
                confirmations.add(threads.submit(() -> {
                    start.await();
                    fixture.send(confirm("10.00"));
                    return true;
                }));
            }
            start.countDown();
            for (Future<?> confirmation : confirmations) {
                confirmation.get();
            }
        }
        assertThat(fixture.eventsOf(new LedgerId(account)))
                .filteredOn(FundsCredited.class::isInstance)
                .containsExactly(credited());
    }

    private RequestTopUp request(String dollars) {
        return new RequestTopUp(id, account, Usd.of(dollars), NOW);
    }

    private ConfirmTopUp confirm(String dollars) {
        return new ConfirmTopUp(id, Usd.of(dollars), PAYMENT, LATER);
    }

    private TopUpPaid paid() {
        return new TopUpPaid(id, account, Usd.of("10.00"), PAYMENT, LATER);
    }

    private FundsCredited credited() {
        return new FundsCredited(
                new LedgerId(account),
                account,
                new CreditId(id.value()),
                CreditKind.TOP_UP,
                Usd.of("10.00"),
                "paid at checkout",
                Usd.of("10.00"),
                LATER);
    }
}
