package dev.litevps.command.token;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.BOB;
import static dev.litevps.command.World.NOW;
import static dev.litevps.command.World.account;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.DecisionFixture;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.World;
import dev.litevps.command.token.AccessTokenCommand.CreateAccessToken;
import dev.litevps.command.token.AccessTokenCommand.RevokeAccessToken;
import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.LedgerEvent.SpendLimitEnded;
import dev.litevps.events.ledger.LedgerEvent.SpendLimitSet;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.token.AccessTokenEvent.AccessTokenCreated;
import dev.litevps.events.token.AccessTokenEvent.AccessTokenRevoked;
import dev.litevps.events.token.AccessTokenId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenDecisionsTest {

    private static final AccessTokenId TOKEN = new AccessTokenId(new UUID(6, 1));

    private final DecisionFixture fixture = new DecisionFixture();

    @BeforeEach
    void setUp() {
        fixture.given(account(ANN), account(BOB));
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    private static CreateAccessToken create(String name, @Nullable Usd spendLimit) {
        return new CreateAccessToken(TOKEN, ANN, name, spendLimit, NOW);
    }

    @Test
    void aTokenIsCreatedWithItsName() {
        assertThat(fixture.when(create("ci-deploy", null)))
                .containsExactly(new AccessTokenCreated(TOKEN, ANN, "ci-deploy", null, NOW));
    }

    @Test
    void aTokenAndItsLimitInTheLedgerBeginTogether() {
        Usd limit = Usd.of("2.50");

        assertThat(fixture.when(create("agent", limit)))
                .containsExactlyInAnyOrder(
                        new AccessTokenCreated(TOKEN, ANN, "agent", limit, NOW),
                        new SpendLimitSet(new LedgerId(ANN), ANN, TOKEN, limit, NOW));
    }

    @Test
    void aRepeatedCreationChangesNothing() {
        fixture.given(create("ci-deploy", Usd.of("2.50")));

        assertThat(fixture.when(create("another name", Usd.of("5.00")))).isEmpty();
    }

    @Test
    void aRefusedCreationLimitsNothing() {
        fixture.whenRefused(create("", Usd.of("2.50")));

        assertThat(fixture.eventsOf(new LedgerId(ANN))).noneMatch(SpendLimitSet.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\u0000b", "a\nb", "a\u007fb", "\ud800"})
    void aNameThatCannotBeShownIsRefused(String name) {
        assertThat(fixture.whenRefused(create(name, null)).code()).isEqualTo(RejectionCode.INVALID_VALUE);
    }

    @Test
    void aNameHas64CharactersAtMost() {
        assertThat(fixture.whenRefused(create("é".repeat(65), null)).code()).isEqualTo(RejectionCode.INVALID_VALUE);
        assertThat(fixture.when(create("\ud83d\ude80".repeat(64), null))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1_000_000_000_001L, Long.MIN_VALUE, Long.MAX_VALUE})
    void aLimitThatLimitsNothingOrEverythingIsRefused(long micros) {
        assertThat(fixture.whenRefused(create("ci-deploy", new Usd(micros))).code())
                .isEqualTo(RejectionCode.INVALID_VALUE);
    }

    @Test
    void aTokenIsRevokedOnce() {
        fixture.given(create("ci-deploy", null));

        assertThat(fixture.when(new RevokeAccessToken(TOKEN, ANN, NOW)))
                .containsExactly(new AccessTokenRevoked(TOKEN, ANN, NOW));
        assertThat(fixture.when(new RevokeAccessToken(TOKEN, ANN, NOW))).isEmpty();
    }

    @Test
    void theLimitInTheLedgerEndsWithItsToken() {
        fixture.given(create("agent", Usd.of("2.50")));

        assertThat(fixture.when(new RevokeAccessToken(TOKEN, ANN, NOW)))
                .containsExactlyInAnyOrder(
                        new AccessTokenRevoked(TOKEN, ANN, NOW),
                        new SpendLimitEnded(new LedgerId(ANN), ANN, TOKEN, NOW));
        assertThat(fixture.when(new RevokeAccessToken(TOKEN, ANN, NOW))).isEmpty();
    }

    @Test
    void aRevokedTokenIsNotCreatedAgain() {
        fixture.given(create("ci-deploy", null), new RevokeAccessToken(TOKEN, ANN, NOW));

        assertThat(fixture.when(create("ci-deploy", null))).isEmpty();
    }

    @Test
    void somebodyElsesTokenIsAsUnknownAsOneThatNeverWas() {
        CommandRejected neverWas = fixture.whenRefused(new RevokeAccessToken(TOKEN, BOB, NOW));
        fixture.given(create("ci-deploy", null));
        CommandRejected somebodyElses = fixture.whenRefused(new RevokeAccessToken(TOKEN, BOB, NOW));

        assertThat(neverWas.code()).isEqualTo(RejectionCode.UNKNOWN_ACCESS_TOKEN);
        assertThat(somebodyElses.code()).isEqualTo(neverWas.code());
        assertThat(somebodyElses).hasMessage(neverWas.getMessage());
    }

    @Test
    void whatARevokedTokenWasShownForIsRefusedAlsoIfItWasOnItsWay() {
        fixture.given(World.ready());
        fixture.given(create("ci-deploy", null));
        CreateVps first = new CreateVps(World.vps(1), ANN, TOKEN, "web-1", World.PLAN, List.of(), NOW);
        CreateVps second = new CreateVps(World.vps(2), ANN, TOKEN, "web-2", World.PLAN, List.of(), NOW);
        assertThat(fixture.when(first)).isNotEmpty();

        fixture.given(new RevokeAccessToken(TOKEN, ANN, NOW));

        assertThat(fixture.whenRefused(second).code()).isEqualTo(RejectionCode.ACCESS_TOKEN_REVOKED);
    }
}
