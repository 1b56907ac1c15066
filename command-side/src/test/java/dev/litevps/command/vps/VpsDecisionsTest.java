package dev.litevps.command.vps;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.BOB;
import static dev.litevps.command.World.HOST;
import static dev.litevps.command.World.NOW;
import static dev.litevps.command.World.PLAN;
import static dev.litevps.command.World.POOL;
import static dev.litevps.command.World.createVps;
import static dev.litevps.command.World.credit;
import static dev.litevps.command.World.placeVps;
import static dev.litevps.command.World.provisioned;
import static dev.litevps.command.World.ready;
import static dev.litevps.command.World.vps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.Command;
import dev.litevps.command.CommandRejected;
import dev.litevps.command.DecisionFixture;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.World;
import dev.litevps.command.ledger.InsufficientBalance;
import dev.litevps.command.plan.PlanCommand.RetirePlan;
import dev.litevps.command.vps.VpsCommand.CompleteTeardown;
import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.command.vps.VpsCommand.DestroyVps;
import dev.litevps.command.vps.VpsCommand.FailPowerChange;
import dev.litevps.command.vps.VpsCommand.FailProvisioning;
import dev.litevps.command.vps.VpsCommand.ReportFoundOff;
import dev.litevps.command.vps.VpsCommand.ReportLost;
import dev.litevps.command.vps.VpsCommand.ReportRestarted;
import dev.litevps.command.vps.VpsCommand.ReportStarted;
import dev.litevps.command.vps.VpsCommand.ReportStopped;
import dev.litevps.command.vps.VpsCommand.RestartVps;
import dev.litevps.command.vps.VpsCommand.StartVps;
import dev.litevps.command.vps.VpsCommand.StopVps;
import dev.litevps.command.vps.VpsCommand.UpdateVps;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.address.AddressPoolEvent.AddressAllocated;
import dev.litevps.events.address.AddressPoolEvent.AddressReleased;
import dev.litevps.events.host.HostEvent.CapacityReleased;
import dev.litevps.events.host.HostEvent.CapacityReserved;
import dev.litevps.events.ledger.LedgerEvent.FundsHeld;
import dev.litevps.events.ledger.LedgerEvent.HoldReleased;
import dev.litevps.events.ledger.LedgerEvent.MeterClosed;
import dev.litevps.events.ledger.LedgerEvent.MeterOpened;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.vps.FailureReason;
import dev.litevps.events.vps.StopCause;
import dev.litevps.events.vps.VpsEvent.VpsDestroyRequested;
import dev.litevps.events.vps.VpsEvent.VpsDestroyed;
import dev.litevps.events.vps.VpsEvent.VpsLost;
import dev.litevps.events.vps.VpsEvent.VpsPlaced;
import dev.litevps.events.vps.VpsEvent.VpsPowerChangeFailed;
import dev.litevps.events.vps.VpsEvent.VpsProvisioned;
import dev.litevps.events.vps.VpsEvent.VpsProvisioningFailed;
import dev.litevps.events.vps.VpsEvent.VpsReclaimed;
import dev.litevps.events.vps.VpsEvent.VpsRenamed;
import dev.litevps.events.vps.VpsEvent.VpsRequested;
import dev.litevps.events.vps.VpsEvent.VpsRestartRequested;
import dev.litevps.events.vps.VpsEvent.VpsStartRequested;
import dev.litevps.events.vps.VpsEvent.VpsStarted;
import dev.litevps.events.vps.VpsEvent.VpsStopRequested;
import dev.litevps.events.vps.VpsEvent.VpsStopped;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VpsDecisionsTest {

    private final DecisionFixture fixture = new DecisionFixture();

    @BeforeEach
    void setUp() {
        fixture.given(ready());
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    private void givenRunning() {
        fixture.given(createVps(ANN, 1), placeVps(1), provisioned(1));
    }

    private void givenStopped() {
        givenRunning();
        fixture.given(new StopVps(vps(1), ANN, NOW), new ReportStopped(vps(1), NOW));
    }

    @Test
    void aRequestHoldsOneHourOfThePrice() {
        List<Object> events = fixture.when(createVps(ANN, 1));

        assertThat(events).hasSize(2);
        assertThat(events)
                .filteredOn(FundsHeld.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    FundsHeld held = (FundsHeld) event;
                    assertThat(held.amount()).isEqualTo(World.HOUR);
                    assertThat(held.vpsId()).isEqualTo(vps(1));
                });
        assertThat(events).hasAtLeastOneElementOfType(VpsRequested.class);
    }

    @Test
    void aRepeatedRequestChangesNothing() {
        fixture.given(createVps(ANN, 1));

        assertThat(fixture.when(createVps(ANN, 1))).isEmpty();
    }

    @Test
    void aRequestThatTheBalanceDoesNotCoverIsRefusedWithBothFigures() {
        fixture.given(credit(BOB, "0.59"));

        CommandRejected refusal = fixture.whenRefused(createVps(BOB, 1));

        assertThat(refusal).isInstanceOf(InsufficientBalance.class);
        assertThat(((InsufficientBalance) refusal).available()).isEqualTo(Usd.of("0.59"));
        assertThat(((InsufficientBalance) refusal).required()).isEqualTo(World.HOUR);
        assertThat(fixture.eventsOf(vps(1))).isEmpty();
    }

    @Test
    void fiftyParallelRequestsOnABalanceForOneYieldOne() throws Exception {
        fixture.given(credit(BOB, "0.60"));
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newFixedThreadPool(16)) {
            List<Future<Boolean>> outcomes = IntStream.rangeClosed(1, 50)
                    .mapToObj(number -> callers.submit(() -> {
                        start.await();
                        return isAccepted(createVps(BOB, number));
                    }))
                    .toList();
            start.countDown();
            int accepted = 0;
            for (Future<Boolean> outcome : outcomes) {
                accepted += outcome.get() ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(1);
        }
        assertThat(fixture.eventsOf(new LedgerId(BOB)))
                .filteredOn(FundsHeld.class::isInstance)
                .hasSize(1);
    }

    private boolean isAccepted(Command command) {
        try {
            fixture.send(command);
            return true;
        } catch (InsufficientBalance e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-web", "web-", "a b", "web_1", "web.example", "ümlaut", "a;reboot"})
    void aNameThatIsNoHostnameIsRefused(String name) {
        CreateVps command = new CreateVps(vps(1), ANN, null, name, PLAN, List.of(), NOW);

        assertThat(fixture.whenRefused(command).code()).isEqualTo(RejectionCode.INVALID_VALUE);
    }

    @Test
    void aNameMayHave63CharactersAndNotOneMore() {
        assertThat(fixture.when(new CreateVps(vps(1), ANN, null, "a".repeat(63), PLAN, List.of(), NOW)))
                .isNotEmpty();
        assertThat(fixture.whenRefused(new CreateVps(vps(2), ANN, null, "a".repeat(64), PLAN, List.of(), NOW))
                        .code())
                .isEqualTo(RejectionCode.INVALID_VALUE);
    }

    @Test
    void aPlanThatIsUnknownOrRetiredCannotBeOrdered() {
        PlanId unknown = new PlanId(new UUID(9, 9));
        assertThat(fixture.whenRefused(new CreateVps(vps(1), ANN, null, "web", unknown, List.of(), NOW))
                        .code())
                .isEqualTo(RejectionCode.UNKNOWN_PLAN);
        fixture.given(new RetirePlan(PLAN, NOW));
        assertThat(fixture.whenRefused(createVps(ANN, 1)).code()).isEqualTo(RejectionCode.UNKNOWN_PLAN);
    }

    @Test
    void placingTakesCapacityAndAddressTogether() {
        fixture.given(createVps(ANN, 1));

        List<Object> events = fixture.when(placeVps(1));

        assertThat(events).hasSize(3);
        assertThat(events).hasAtLeastOneElementOfType(CapacityReserved.class);
        assertThat(events).hasAtLeastOneElementOfType(AddressAllocated.class);
        assertThat(events)
                .filteredOn(VpsPlaced.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    VpsPlaced placed = (VpsPlaced) event;
                    assertThat(placed.placement().hostId()).isEqualTo(HOST);
                    assertThat(placed.placement().addressPoolId()).isEqualTo(POOL);
                    assertThat(placed.placement().address()).startsWith("127.0.2.");
                });
        assertThat(fixture.when(placeVps(1))).as("a second time").isEmpty();
    }

    @Test
    void withoutRoomOnAnyHostTheRequestFailsAndTheHoldIsGivenBack() {
        fixture.given(World.host(HOST, new Resources(1, 512, 5)), createVps(ANN, 1));

        List<Object> events = fixture.when(placeVps(1));

        assertThat(events).hasSize(2);
        assertThat(events).hasAtLeastOneElementOfType(HoldReleased.class);
        assertThat(events)
                .filteredOn(VpsProvisioningFailed.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    VpsProvisioningFailed failed = (VpsProvisioningFailed) event;
                    assertThat(failed.reason()).isEqualTo(FailureReason.NO_CAPACITY);
                    assertThat(failed.placement()).isNull();
                });
    }

    @Test
    void aPlacedVpsThatCanBeReachedRunsAndItsHoldIsGivenBack() {
        fixture.given(createVps(ANN, 1), placeVps(1));

        List<Object> events = fixture.when(provisioned(1));

        assertThat(events).hasSize(3);
        assertThat(events).hasAtLeastOneElementOfType(HoldReleased.class);
        assertThat(events).hasAtLeastOneElementOfType(MeterOpened.class);
        assertThat(events).hasAtLeastOneElementOfType(VpsProvisioned.class);
        assertThat(fixture.when(provisioned(1))).as("a second time").isEmpty();
    }

    @Test
    void whatComesTooLateForAFailedVpsIsIgnored() {
        fixture.given(
                createVps(ANN, 1), placeVps(1), new FailProvisioning(vps(1), FailureReason.TIMED_OUT, "late", NOW));

        assertThat(fixture.when(provisioned(1))).isEmpty();
        assertThat(fixture.when(placeVps(1))).isEmpty();
        assertThat(fixture.when(new FailProvisioning(vps(1), FailureReason.TIMED_OUT, "late", NOW)))
                .isEmpty();
    }

    @Test
    void aFailedVpsGivesEverythingBackOnceItsHostHasNothingLeft() {
        fixture.given(
                createVps(ANN, 1), placeVps(1), new FailProvisioning(vps(1), FailureReason.TIMED_OUT, "late", NOW));

        List<Object> events = fixture.when(new CompleteTeardown(vps(1), NOW));

        assertThat(events).hasSize(3);
        assertThat(events).hasAtLeastOneElementOfType(CapacityReleased.class);
        assertThat(events).hasAtLeastOneElementOfType(AddressReleased.class);
        assertThat(events).hasAtLeastOneElementOfType(VpsReclaimed.class);
        assertThat(fixture.when(new CompleteTeardown(vps(1), NOW)))
                .as("a second time")
                .isEmpty();
    }

    @Test
    void aReclaimedVpsIsDestroyedAtOnce() {
        fixture.given(
                createVps(ANN, 1),
                placeVps(1),
                new FailProvisioning(vps(1), FailureReason.TIMED_OUT, "late", NOW),
                new CompleteTeardown(vps(1), NOW));

        assertThat(fixture.when(new DestroyVps(vps(1), ANN, NOW)))
                .singleElement()
                .isInstanceOf(VpsDestroyed.class);
    }

    @Test
    void aTeardownOfARunningVpsIsIgnored() {
        givenRunning();

        assertThat(fixture.when(new CompleteTeardown(vps(1), NOW))).isEmpty();
    }

    @Test
    void stopAndStartGoThroughTheirSteps() {
        givenRunning();

        assertThat(fixture.when(new StopVps(vps(1), ANN, NOW)))
                .hasSize(2)
                .hasAtLeastOneElementOfType(MeterClosed.class)
                .hasAtLeastOneElementOfType(VpsStopRequested.class);
        assertThat(fixture.when(new StopVps(vps(1), ANN, NOW)))
                .as("a second time")
                .isEmpty();
        assertThat(fixture.when(new ReportStopped(vps(1), NOW)))
                .singleElement()
                .satisfies(event -> assertThat(((VpsStopped) event).cause()).isEqualTo(StopCause.REQUESTED));
        assertThat(fixture.when(new StartVps(vps(1), ANN, null, NOW)))
                .hasSize(2)
                .hasAtLeastOneElementOfType(FundsHeld.class)
                .hasAtLeastOneElementOfType(VpsStartRequested.class);
        assertThat(fixture.when(new StartVps(vps(1), ANN, null, NOW)))
                .as("a second time")
                .isEmpty();
        assertThat(fixture.when(new ReportStarted(vps(1), NOW)))
                .hasSize(3)
                .hasAtLeastOneElementOfType(HoldReleased.class)
                .hasAtLeastOneElementOfType(MeterOpened.class)
                .hasAtLeastOneElementOfType(VpsStarted.class);
    }

    @Test
    void startingNeedsTheMoneyForAnHour() {
        fixture.given(credit(BOB, "0.60"), createVps(BOB, 1), placeVps(1), provisioned(1));
        fixture.given(new StopVps(vps(1), BOB, NOW), new ReportStopped(vps(1), NOW), createVps(BOB, 2));

        assertThat(fixture.whenRefused(new StartVps(vps(1), BOB, null, NOW))).isInstanceOf(InsufficientBalance.class);
    }

    @Test
    void aFailedStartLeavesTheDiskAndGivesTheHoldBack() {
        givenStopped();
        fixture.given(new StartVps(vps(1), ANN, null, NOW));

        assertThat(fixture.when(new FailPowerChange(vps(1), FailureReason.HOST_UNREACHABLE, "no answer", NOW)))
                .hasSize(2)
                .hasAtLeastOneElementOfType(HoldReleased.class)
                .hasAtLeastOneElementOfType(VpsPowerChangeFailed.class);
        assertThat(fixture.when(new StartVps(vps(1), ANN, null, NOW)))
                .as("it may be tried again")
                .hasAtLeastOneElementOfType(VpsStartRequested.class);
    }

    @Test
    void onlyARunningVpsRestartsOrStops() {
        givenStopped();

        assertThat(fixture.whenRefused(new RestartVps(vps(1), ANN, NOW)).code()).isEqualTo(RejectionCode.WRONG_STATE);
        assertThat(fixture.whenRefused(new StopVps(vps(1), ANN, NOW)).code()).isEqualTo(RejectionCode.WRONG_STATE);
    }

    @Test
    void aRestartThatIsReportedTwiceHappenedOnce() {
        givenRunning();
        assertThat(fixture.when(new RestartVps(vps(1), ANN, NOW)))
                .singleElement()
                .isInstanceOf(VpsRestartRequested.class);
        fixture.given(new ReportRestarted(vps(1), NOW));

        assertThat(fixture.when(new ReportRestarted(vps(1), NOW))).isEmpty();
    }

    @Test
    void aMachineFoundOffStopsItsVps() {
        givenRunning();

        assertThat(fixture.when(new ReportFoundOff(vps(1), NOW, NOW)))
                .filteredOn(VpsStopped.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(((VpsStopped) event).cause()).isEqualTo(StopCause.FOUND_OFF));
        assertThat(fixture.when(new ReportFoundOff(vps(1), NOW, NOW))).isEmpty();
    }

    @Test
    void aLostMachinePutsItsVpsInErrorUntilItIsStartedOrDestroyed() {
        givenRunning();

        assertThat(fixture.when(new ReportLost(vps(1), "gone", NOW.minusSeconds(60), NOW)))
                .hasSize(2)
                .hasAtLeastOneElementOfType(MeterClosed.class)
                .hasAtLeastOneElementOfType(VpsLost.class);
        assertThat(fixture.when(new StartVps(vps(1), ANN, null, NOW)))
                .hasAtLeastOneElementOfType(VpsStartRequested.class);
    }

    @Test
    void aVpsInTheMakingIsNotLost() {
        fixture.given(createVps(ANN, 1), placeVps(1));

        assertThat(fixture.when(new ReportLost(vps(1), "gone", NOW, NOW))).isEmpty();
    }

    @Test
    void destroyIsAcceptedWhileCreatingAndGivesTheHoldBackAtOnce() {
        fixture.given(createVps(ANN, 1));

        assertThat(fixture.when(new DestroyVps(vps(1), ANN, NOW)))
                .hasSize(2)
                .hasAtLeastOneElementOfType(HoldReleased.class)
                .hasAtLeastOneElementOfType(VpsDestroyRequested.class);
        assertThat(fixture.when(placeVps(1)))
                .as("the saga's command that comes too late")
                .isEmpty();
        assertThat(fixture.when(new DestroyVps(vps(1), ANN, NOW)))
                .as("a second time")
                .isEmpty();
        assertThat(fixture.when(new CompleteTeardown(vps(1), NOW)))
                .singleElement()
                .isInstanceOf(VpsDestroyed.class);
        assertThat(fixture.when(new DestroyVps(vps(1), ANN, NOW)))
                .as("a third time")
                .isEmpty();
    }

    @Test
    void destroyIsAcceptedInEveryStateThatHasAMachine() {
        givenStopped();

        assertThat(fixture.when(new DestroyVps(vps(1), ANN, NOW)))
                .hasAtLeastOneElementOfType(VpsDestroyRequested.class);
        assertThat(fixture.when(new CompleteTeardown(vps(1), NOW)))
                .hasSize(3)
                .hasAtLeastOneElementOfType(CapacityReleased.class)
                .hasAtLeastOneElementOfType(AddressReleased.class)
                .hasAtLeastOneElementOfType(VpsDestroyed.class);
    }

    @Test
    void somebodyElsesVpsDoesNotExist() {
        givenRunning();

        for (Command command : List.of(
                new StopVps(vps(1), BOB, NOW),
                new StartVps(vps(1), BOB, null, NOW),
                new RestartVps(vps(1), BOB, NOW),
                new UpdateVps(vps(1), BOB, "mine", null, null, NOW),
                new DestroyVps(vps(1), BOB, NOW))) {
            assertThat(fixture.whenRefused(command).code()).isEqualTo(RejectionCode.UNKNOWN_VPS);
        }
    }

    @Test
    void aNewNameIsNotedOnce() {
        givenRunning();

        assertThat(fixture.when(rename("db-1"))).singleElement().isInstanceOf(VpsRenamed.class);
        assertThat(fixture.when(rename("db-1"))).isEmpty();
    }

    private static UpdateVps rename(String name) {
        return new UpdateVps(vps(1), ANN, name, null, null, NOW);
    }

    @Test
    void aHostNeverPromisesMoreThanItHas() {
        for (int number = 1; number <= 5; number++) {
            fixture.given(createVps(ANN, number), placeVps(number));
        }

        assertThat(fixture.eventsOf(HOST))
                .filteredOn(CapacityReserved.class::isInstance)
                .hasSize(4);
        assertThat(fixture.eventsOf(vps(5))).hasAtLeastOneElementOfType(VpsProvisioningFailed.class);
    }
}
