package dev.litevps.command.ledger;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.vps;
import static dev.litevps.command.ledger.MeteredWorld.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.litevps.command.DecisionFixture;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.World;
import dev.litevps.command.token.AccessTokenCommand.CreateAccessToken;
import dev.litevps.command.vps.TryCreateVps;
import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.command.vps.VpsCommand.DestroyVps;
import dev.litevps.command.vps.VpsCommand.ReportLost;
import dev.litevps.command.vps.VpsCommand.ReportProvisioned;
import dev.litevps.command.vps.VpsCommand.ReportStarted;
import dev.litevps.command.vps.VpsCommand.ReportStopped;
import dev.litevps.command.vps.VpsCommand.StartVps;
import dev.litevps.command.vps.VpsCommand.SuspendVps;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.ledger.LedgerEvent.SpendLimitReached;
import dev.litevps.events.ledger.LedgerEvent.SuspensionDue;
import dev.litevps.events.ledger.SuspensionCause;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.events.vps.StopCause;
import dev.litevps.events.vps.VpsEvent.VpsStopRequested;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an access token with a limit may spend. The token may spend 0.05 USD; a minute of a machine costs 0.01 USD. */
class SpendLimitRulesTest {

    private static final AccessTokenId TOKEN = new AccessTokenId(new UUID(10, 1));
    private static final AccessTokenId OTHER_TOKEN = new AccessTokenId(new UUID(10, 2));

    private final DecisionFixture fixture = new DecisionFixture();
    private final MeteredWorld world = new MeteredWorld(fixture);

    @BeforeEach
    void setUp() {
        fixture.given(
                new CreateAccessToken(TOKEN, ANN, "limited", Usd.of("0.05"), at("08:00:00")),
                new CreateAccessToken(OTHER_TOKEN, ANN, "unlimited", null, at("08:00:00")));
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    private static CreateVps create(int number, AccessTokenId token) {
        return new CreateVps(vps(number), ANN, token, "web", World.PLAN, List.of(), at("11:00:00"));
    }

    @Test
    void whatTheMachinesOfATokenCostCountsAsSpentByIt() {
        world.reachable(1, ANN, TOKEN, "10:00:00").reachable(2, ANN, null, "10:00:00");

        assertThat(world.eventsOfCharging("10:03"))
                .as("four cents of five")
                .doesNotHaveAnyElementsOfTypes(SpendLimitReached.class);
        assertThat(world.eventsOfCharging("10:04"))
                .filteredOn(SpendLimitReached.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    assertThat(((SpendLimitReached) event).spent()).isEqualTo(Usd.of("0.05"));
                    assertThat(((SpendLimitReached) event).limit()).isEqualTo(Usd.of("0.05"));
                });
    }

    @Test
    void atTheLimitTheMachinesOfTheTokenAreStoppedAndNoOthers() {
        world.reachable(1, ANN, TOKEN, "10:00:00").reachable(2, ANN, null, "10:00:00");

        assertThat(world.eventsOfCharging("10:10"))
                .filteredOn(SuspensionDue.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    assertThat(((SuspensionDue) event).vpsIds()).containsExactly(vps(1));
                    assertThat(((SuspensionDue) event).cause()).isEqualTo(SuspensionCause.SPEND_LIMIT_REACHED);
                });
        assertThat(fixture.when(new SuspendVps(vps(1), at("10:11:00"))))
                .filteredOn(VpsStopRequested.class::isInstance)
                .singleElement()
                .satisfies(event ->
                        assertThat(((VpsStopRequested) event).cause()).isEqualTo(StopCause.SPEND_LIMIT_REACHED));
        assertThat(fixture.when(new SuspendVps(vps(2), at("10:11:00")))).isEmpty();
    }

    @Test
    void theLimitIsReportedOnce() {
        world.reachable(1, ANN, TOKEN, "10:00:00").chargedThrough("10:10");

        assertThat(world.eventsOfCharging("10:11")).doesNotHaveAnyElementsOfTypes(SpendLimitReached.class);
    }

    @Test
    void atTheLimitTheTokenCannotCreate() {
        world.reachable(1, ANN, TOKEN, "10:00:00").chargedThrough("10:10");

        SpendLimitExhausted refused = (SpendLimitExhausted) fixture.whenRefused(create(2, TOKEN));

        assertThat(refused.code()).isEqualTo(RejectionCode.SPEND_LIMIT_REACHED);
        assertThat(refused.spent()).isEqualTo(Usd.of("0.11"));
        assertThat(refused.limit()).isEqualTo(Usd.of("0.05"));
    }

    @Test
    void otherTokensAndSessionsAreNotLimited() {
        world.reachable(1, ANN, TOKEN, "10:00:00").chargedThrough("10:10");

        assertThat(fixture.when(create(2, OTHER_TOKEN))).isNotEmpty();
        assertThat(fixture.when(World.createVps(ANN, 3))).isNotEmpty();
    }

    @Test
    void atTheLimitTheTokenCannotStartItsMachineAgainButOthersCanAndSpendWhatItCostsThen() {
        world.reachable(1, ANN, TOKEN, "10:00:00").chargedThrough("10:10");
        fixture.given(new SuspendVps(vps(1), at("10:11:10")), new ReportStopped(vps(1), at("10:11:20")));

        assertThat(fixture.whenRefused(new StartVps(vps(1), ANN, TOKEN, at("10:12:00")))
                        .code())
                .isEqualTo(RejectionCode.SPEND_LIMIT_REACHED);

        world.started(1, "10:20:00");
        assertThat(world.lines("10:21"))
                .extracting(ChargeLine::firstMinute, ChargeLine::tokenId)
                .containsExactly(tuple(MeteredWorld.minute("10:11"), TOKEN), tuple(MeteredWorld.minute("10:20"), null));
        assertThat(fixture.when(new SuspendVps(vps(1), at("10:22:00"))))
                .as("it is paid for")
                .isEmpty();
    }

    @Test
    void whoStartsAMachineSpendsWhatItCosts() {
        world.reachable(1, "10:00:00").stopped(1, "10:00:30");
        fixture.given(new StartVps(vps(1), ANN, TOKEN, at("10:05:00")), new ReportStarted(vps(1), at("10:05:10")));

        assertThat(world.eventsOfCharging("10:20")).hasAtLeastOneElementOfType(SpendLimitReached.class);
    }

    @Test
    void aHigherLimitFreesTheToken() {
        world.reachable(1, ANN, TOKEN, "10:00:00").chargedThrough("10:10");
        fixture.limitSpending(ANN, TOKEN, Usd.of("1.00"), at("10:11:30"));

        assertThat(fixture.when(create(2, TOKEN))).isNotEmpty();
    }

    @Test
    void theLimitOfARevokedTokenCountsAsLongAsItsMachinesAreLeft() {
        world.reachable(1, ANN, TOKEN, "10:00:00");
        assertThat(fixture.endSpendLimit(ANN, TOKEN, at("10:00:30"))).hasSize(1);
        assertThat(fixture.endSpendLimit(ANN, TOKEN, at("10:00:40")))
                .as("a second time")
                .isEmpty();

        assertThat(world.eventsOfCharging("10:04")).hasAtLeastOneElementOfType(SpendLimitReached.class);
    }

    @Test
    void theLimitOfARevokedTokenCountsForAMachineThatIsStillBeingMade() {
        fixture.given(create(1, TOKEN), World.placeVps(1));
        fixture.endSpendLimit(ANN, TOKEN, at("10:00:00"));
        fixture.given(new ReportProvisioned(vps(1), World.HOST_KEY, at("10:00:10")));

        assertThat(world.eventsOfCharging("10:10")).hasAtLeastOneElementOfType(SpendLimitReached.class);
    }

    @Test
    void aRevokedTokenWithoutMachinesIsForgotten() {
        world.reachable(1, ANN, TOKEN, "10:00:00");
        fixture.endSpendLimit(ANN, TOKEN, at("10:00:30"));
        fixture.given(new DestroyVps(vps(1), ANN, at("10:01:30")), MeteredWorld.charge("10:05"));

        assertThat(fixture.endSpendLimit(ANN, TOKEN, at("10:06:00"))).isEmpty();
        assertThat(fixture.when(create(2, TOKEN))).as("not limited any more").isNotEmpty();
    }

    @Test
    void whatIsGivenBackWasNotSpent() {
        world.reachable(1, ANN, TOKEN, "10:00:00").chargedThrough("10:10");
        fixture.given(new ReportLost(vps(1), "gone", at("10:00:30"), at("10:11:10")));

        assertThat(fixture.when(create(2, TOKEN))).as("one cent spent").isNotEmpty();
    }

    @Test
    void aLimitThatIsReachedAgainAfterMoneyWasGivenBackStopsTheMachinesAgain() {
        world.reachable(1, ANN, TOKEN, "10:00:00")
                .reachable(2, ANN, TOKEN, "10:00:00")
                .chargedThrough("10:02");
        fixture.given(new ReportLost(vps(1), "gone", at("10:00:30"), at("10:03:10")));

        assertThat(world.eventsOfCharging("10:03"))
                .as("four cents were left as spent, and one is added")
                .filteredOn(SuspensionDue.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(((SuspensionDue) event).vpsIds()).containsExactly(vps(2)));
    }

    @Test
    void chargesNameTheTokenThatHadTheMachineRun() {
        world.reachable(1, ANN, TOKEN, "10:00:00");

        assertThat(world.lines("10:01"))
                .allSatisfy(line -> assertThat(line.tokenId()).isEqualTo(TOKEN));
    }

    @Test
    void aTrialWithATokenAtItsLimitIsRefusedAsTheRequestWouldBe() {
        world.reachable(1, ANN, TOKEN, "10:00:00").chargedThrough("10:10");

        assertThat(fixture.whenRefused(new TryCreateVps(create(2, TOKEN))).code())
                .isEqualTo(RejectionCode.SPEND_LIMIT_REACHED);
        assertThat(fixture.when(new TryCreateVps(create(2, OTHER_TOKEN)))).isEmpty();
    }
}
