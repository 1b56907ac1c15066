package dev.litevps.command.vps;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.NOW;
import static dev.litevps.command.World.PLAN;
import static dev.litevps.command.World.createVps;
import static dev.litevps.command.World.placeVps;
import static dev.litevps.command.World.provisioned;
import static dev.litevps.command.World.ready;
import static dev.litevps.command.World.vps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.DecisionFixture;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.TimeToLive;
import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.command.vps.VpsCommand.DestroyVps;
import dev.litevps.command.vps.VpsCommand.ExpireVps;
import dev.litevps.command.vps.VpsCommand.FailProvisioning;
import dev.litevps.command.vps.VpsCommand.UpdateVps;
import dev.litevps.command.vps.VpsCommand.UpdateVps.Expiry;
import dev.litevps.events.ledger.LedgerEvent.MeterClosed;
import dev.litevps.events.vps.DestroyCause;
import dev.litevps.events.vps.FailureReason;
import dev.litevps.events.vps.VpsEvent.VpsDestroyRequested;
import dev.litevps.events.vps.VpsEvent.VpsExpiryCleared;
import dev.litevps.events.vps.VpsEvent.VpsExpirySet;
import dev.litevps.events.vps.VpsEvent.VpsRenamed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A VPS that may live for an hour. */
class TimeToLiveRulesTest {

    private static final Instant END = NOW.plusSeconds(3_600);

    private final DecisionFixture fixture = new DecisionFixture();

    @BeforeEach
    void setUp() {
        fixture.given(ready());
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    private static CreateVps create(@Nullable Integer ttlMinutes) {
        return new CreateVps(vps(1), ANN, null, "web-1", PLAN, null, ttlMinutes, Map.of(), List.of(), NOW);
    }

    private static UpdateVps update(@Nullable String name, @Nullable Expiry expiry) {
        return new UpdateVps(vps(1), ANN, name, expiry, null, NOW);
    }

    private static ExpireVps expire(Instant at) {
        return new ExpireVps(vps(1), at);
    }

    @Test
    void theTimeRunsFromTheRequest() {
        assertThat(fixture.when(create(60))).contains(new VpsExpirySet(vps(1), ANN, END, NOW));
    }

    @Test
    void whoIsGivenNoTimeHasNoEnd() {
        assertThat(fixture.when(createVps(ANN, 1))).doesNotHaveAnyElementsOfTypes(VpsExpirySet.class);
        assertThat(fixture.when(expire(END.plusSeconds(1_000_000)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, TimeToLive.MAX_MINUTES + 1})
    void aTimeThatIsNoneIsRefused(int minutes) {
        assertThat(fixture.whenRefused(create(minutes)).code()).isEqualTo(RejectionCode.INVALID_VALUE);
        assertThat(fixture.whenRefused(new TryCreateVps(create(minutes))).code())
                .isEqualTo(RejectionCode.INVALID_VALUE);
    }

    @Test
    void atItsEndARunningVpsIsDestroyedAndCostsNothingMore() {
        fixture.given(create(60), placeVps(1), provisioned(1));

        assertThat(fixture.when(expire(END)))
                .hasAtLeastOneElementOfType(MeterClosed.class)
                .filteredOn(VpsDestroyRequested.class::isInstance)
                .singleElement()
                .satisfies(event ->
                        assertThat(((VpsDestroyRequested) event).cause()).isEqualTo(DestroyCause.EXPIRED));
        assertThat(fixture.when(expire(END))).isEmpty();
    }

    @Test
    void atItsEndAVpsThatIsStillCreatedIsDestroyed() {
        fixture.given(create(60), placeVps(1));

        assertThat(fixture.when(expire(END))).hasAtLeastOneElementOfType(VpsDestroyRequested.class);
    }

    @Test
    void atItsEndAVpsThatFailedIsDestroyed() {
        fixture.given(create(60), placeVps(1), new FailProvisioning(vps(1), FailureReason.TIMED_OUT, "late", NOW));

        assertThat(fixture.when(expire(END))).hasAtLeastOneElementOfType(VpsDestroyRequested.class);
    }

    @Test
    void aMomentBeforeItsEndNothingHappens() {
        fixture.given(create(60));

        assertThat(fixture.when(expire(END.minusNanos(1)))).isEmpty();
    }

    @Test
    void whatWasDestroyedBeforeIsNotDestroyedAgain() {
        fixture.given(create(60), new DestroyVps(vps(1), ANN, NOW));

        assertThat(fixture.when(expire(END))).isEmpty();
    }

    @Test
    void theTimeCanBeProlonged() {
        fixture.given(create(60));

        assertThat(fixture.when(update(null, new Expiry(120))))
                .containsExactly(new VpsExpirySet(vps(1), ANN, NOW.plusSeconds(7_200), NOW));
        assertThat(fixture.when(expire(END))).isEmpty();
    }

    @Test
    void theEndCanBeTakenBackOnce() {
        fixture.given(create(60));

        assertThat(fixture.when(update(null, new Expiry(null))))
                .containsExactly(new VpsExpiryCleared(vps(1), ANN, NOW));
        assertThat(fixture.when(update(null, new Expiry(null)))).isEmpty();
        assertThat(fixture.when(expire(END))).isEmpty();
    }

    @Test
    void aChangeIsMadeAsAWholeOrNotAtAll() {
        fixture.given(create(60));

        assertThat(fixture.whenRefused(update("db-1", new Expiry(0))).code()).isEqualTo(RejectionCode.INVALID_VALUE);
        assertThat(fixture.when(update("db-1", new Expiry(null))))
                .containsExactly(new VpsRenamed(vps(1), ANN, "db-1", NOW), new VpsExpiryCleared(vps(1), ANN, NOW));
    }
}
