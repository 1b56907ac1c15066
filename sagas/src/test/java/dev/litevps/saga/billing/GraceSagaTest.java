package dev.litevps.saga.billing;

import static dev.litevps.saga.Happenings.ANN;
import static dev.litevps.saga.Happenings.NOW;

import dev.litevps.command.ledger.LedgerCommand.EndGrace;
import dev.litevps.command.ledger.LedgerCommand.WarnOfGraceEnd;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.LedgerEvent.BalanceExhausted;
import dev.litevps.events.ledger.LedgerEvent.BalanceRestored;
import dev.litevps.events.ledger.LedgerEvent.GraceEnded;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.saga.ProcessFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The grace time is three days; the last warning comes a day before its end. */
class GraceSagaTest {

    private static final LedgerId LEDGER = new LedgerId(ANN);
    private static final Duration GRACE = Duration.ofDays(3);
    private static final Duration UNTIL_WARNING = Duration.ofDays(2);
    private static final BalanceExhausted EXHAUSTED = new BalanceExhausted(LEDGER, ANN, Usd.ZERO, NOW.plus(GRACE), NOW);
    private static final BalanceRestored RESTORED = new BalanceRestored(LEDGER, ANN, Usd.of("5.00"), NOW);
    private static final GraceEnded ENDED = new GraceEnded(LEDGER, ANN, List.of(), NOW);

    private final ProcessFixture fixture = ProcessFixture.of(
            GraceSaga.class, (saga, services) -> saga.use(services, new GraceTimes(Duration.ofDays(1))));

    @Test
    void anExhaustedBalanceIsFollowedByAWarning() {
        fixture.when(EXHAUSTED).doesNothing().waitsFor("ledgerId", LEDGER, UNTIL_WARNING, GraceSaga.WARNING);
    }

    @Test
    void theLastWarningComesADayBeforeTheEnd() {
        fixture.given(EXHAUSTED)
                .whenNothingHappensFor(UNTIL_WARNING)
                .sends(new WarnOfGraceEnd(LEDGER, NOW.plus(UNTIL_WARNING)))
                .waitsFor("ledgerId", LEDGER, Duration.ofDays(1), GraceSaga.END);
    }

    @Test
    void theEndIsAskedForWhenItIsDue() {
        fixture.given(EXHAUSTED)
                .givenTimePassed(UNTIL_WARNING)
                .whenNothingHappensFor(Duration.ofDays(1))
                .sends(new EndGrace(LEDGER, NOW.plus(GRACE)))
                .waitsFor("ledgerId", LEDGER, GraceSaga.AGAIN, GraceSaga.END);
    }

    @Test
    void theEndIsAskedForUntilTheLedgerAgrees() {
        fixture.given(EXHAUSTED)
                .givenTimePassed(UNTIL_WARNING)
                .givenTimePassed(Duration.ofDays(1))
                .whenNothingHappensFor(GraceSaga.AGAIN)
                .sends(new EndGrace(LEDGER, NOW.plus(GRACE).plus(GraceSaga.AGAIN)));
    }

    @Test
    void aGraceTimeShorterThanTheWarningHasNone() {
        BalanceExhausted brief = new BalanceExhausted(LEDGER, ANN, Usd.ZERO, NOW.plusSeconds(3), NOW);

        fixture.when(brief).doesNothing().waitsFor("ledgerId", LEDGER, Duration.ofSeconds(3), GraceSaga.END);
    }

    @Test
    void aCreditEndsIt() {
        fixture.given(EXHAUSTED).when(RESTORED).doesNothing().ends();
    }

    @Test
    void itsEndEndsIt() {
        fixture.given(EXHAUSTED).when(ENDED).doesNothing().ends();
    }
}
