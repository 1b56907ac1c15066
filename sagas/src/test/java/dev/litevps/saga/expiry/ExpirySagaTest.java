package dev.litevps.saga.expiry;

import static dev.litevps.saga.Happenings.ANN;
import static dev.litevps.saga.Happenings.NOW;
import static dev.litevps.saga.Happenings.VPS;
import static dev.litevps.saga.Happenings.destroyRequested;
import static dev.litevps.saga.Happenings.destroyed;
import static dev.litevps.saga.Happenings.provisioned;
import static dev.litevps.saga.Happenings.stopped;

import dev.litevps.command.vps.VpsCommand.ExpireVps;
import dev.litevps.events.vps.VpsEvent.VpsExpiryCleared;
import dev.litevps.events.vps.VpsEvent.VpsExpirySet;
import dev.litevps.saga.ProcessFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExpirySagaTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final VpsExpirySet SET = new VpsExpirySet(VPS, ANN, NOW.plus(HOUR), NOW);
    private static final VpsExpirySet PROLONGED = new VpsExpirySet(VPS, ANN, NOW.plus(HOUR.multipliedBy(3)), NOW);

    private final ProcessFixture fixture = new ProcessFixture(ExpirySaga.class);

    @Test
    void theEndOfATimeToLiveIsWaitedFor() {
        fixture.when(SET).doesNothing().waits(HOUR, ExpirySaga.DEADLINE);
    }

    @Test
    void theEndIsToldToTheVps() {
        fixture.given(SET)
                .whenNothingHappensFor(HOUR)
                .sends(new ExpireVps(VPS, NOW.plus(HOUR)))
                .waits(ExpirySaga.AGAIN, ExpirySaga.DEADLINE);
    }

    @Test
    void nothingIsToldBefore() {
        fixture.given(SET).whenNothingHappensFor(HOUR.minusSeconds(1)).doesNothing();
    }

    @Test
    void theEndIsToldUntilTheVpsAgrees() {
        fixture.given(SET)
                .givenTimePassed(HOUR)
                .whenNothingHappensFor(ExpirySaga.AGAIN)
                .sends(new ExpireVps(VPS, NOW.plus(HOUR).plus(ExpirySaga.AGAIN)));
    }

    @Test
    void anotherEndTakesThePlaceOfTheFirst() {
        fixture.given(SET).when(PROLONGED).doesNothing().waits(HOUR.multipliedBy(3), ExpirySaga.DEADLINE);
    }

    @Test
    void theFirstEndPassesWithoutAWordIfThereIsAnother() {
        fixture.given(SET, PROLONGED).whenNothingHappensFor(HOUR).doesNothing();
    }

    @Test
    void anEventThatIsSeenTwiceLeavesOneDeadline() {
        fixture.given(SET).when(SET).doesNothing().waits(HOUR, ExpirySaga.DEADLINE);
    }

    @Test
    void whatElseHappensToTheVpsMakesNoDifference() {
        fixture.given(SET, provisioned(), stopped())
                .whenNothingHappensFor(HOUR)
                .sends(new ExpireVps(VPS, NOW.plus(HOUR)));
    }

    @Test
    void whoIsToLiveForEverIsLetAlone() {
        fixture.given(SET)
                .when(new VpsExpiryCleared(VPS, ANN, NOW))
                .doesNothing()
                .ends();
    }

    @Test
    void whoIsDestroyedBeforeNeedsNoEnd() {
        fixture.given(SET).when(destroyRequested()).doesNothing().ends();
    }

    @Test
    void whoIsGoneAtOnceNeedsNoEnd() {
        fixture.given(SET).when(destroyed()).doesNothing().ends();
    }

    @Test
    void anEndThatIsPastComesAtOnce() {
        fixture.given(new VpsExpirySet(VPS, ANN, NOW.minus(HOUR), NOW))
                .whenNothingHappensFor(Duration.ofMillis(1))
                .sends(new ExpireVps(VPS, fixture.now()));
    }
}
