package dev.litevps.command.ledger;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.vps;
import static dev.litevps.command.ledger.MeteredWorld.at;
import static dev.litevps.command.ledger.MeteredWorld.charge;
import static dev.litevps.command.ledger.MeteredWorld.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.litevps.command.DecisionFixture;
import dev.litevps.command.World;
import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.command.vps.VpsCommand.DestroyVps;
import dev.litevps.command.vps.VpsCommand.FailPowerChange;
import dev.litevps.command.vps.VpsCommand.PlaceVps;
import dev.litevps.command.vps.VpsCommand.ReportFoundOff;
import dev.litevps.command.vps.VpsCommand.ReportLost;
import dev.litevps.command.vps.VpsCommand.RestartVps;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.ledger.LedgerEvent.ChargesReversed;
import dev.litevps.events.ledger.LedgerEvent.MinuteCharged;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.vps.FailureReason;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which minutes are charged. The machines cost 0.60 USD an hour: 10,000 µ$ a minute. */
class MinuteRulesTest {

    private final DecisionFixture fixture = new DecisionFixture();
    private final MeteredWorld world = new MeteredWorld(fixture);

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void aMinuteThatIsNotOverCannotBeCharged() {
        assertThatThrownBy(() -> new ChargeMinute(List.of(MeteredWorld.LEDGER), minute("10:00"), at("10:00:59")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theMinuteInWhichAMachineCanFirstBeReachedIsTheFirstThatIsCharged() {
        world.reachable(1, "10:00:59");

        assertThat(world.lines("10:00")).singleElement().satisfies(line -> {
            assertThat(line.vpsId()).isEqualTo(vps(1));
            assertThat(line.firstMinute()).isEqualTo(minute("10:00"));
            assertThat(line.minutes()).isEqualTo(1);
            assertThat(line.firstNumber()).isEqualTo(1);
            assertThat(line.amount()).isEqualTo(new Usd(10_000));
        });
    }

    @Test
    void aMachineThatNeverBecameReachableCostsNothing() {
        fixture.given(
                new CreateVps(vps(1), ANN, null, "web", World.PLAN, List.of(), at("10:00:00")),
                new PlaceVps(vps(1), at("10:00:00")));

        assertThat(world.eventsOfCharging("10:05")).isEmpty();
    }

    @Test
    void aStoppedMachineCostsNothing() {
        world.reachable(1, "10:00:00").stopped(1, "10:00:30").chargedThrough("10:00");

        assertThat(world.eventsOfCharging("10:30")).isEmpty();
    }

    @Test
    void theMinuteInWhichTheStopIsAcceptedIsTheLastThatIsCharged() {
        world.reachable(1, "10:00:00").stopped(1, "10:02:01");

        assertThat(world.minutes("10:10")).isEqualTo(3);
    }

    @Test
    void aStopOnTheBoundaryDoesNotTouchTheMinuteThatBegins() {
        world.reachable(1, "10:00:00").stopped(1, "10:02:00");

        assertThat(world.minutes("10:10")).isEqualTo(2);
    }

    @Test
    void aMinuteThatWasTouchedForAnInstantIsCharged() {
        world.reachable(1, "10:00:00").stopped(1, "10:00:00");

        assertThat(world.minutes("10:10")).isEqualTo(1);
    }

    @Test
    void aMachineThatStopsAndStartsWithinAMinuteIsChargedForItOnce() {
        world.reachable(1, "10:00:01")
                .stopped(1, "10:00:10")
                .started(1, "10:00:20")
                .stopped(1, "10:00:30")
                .started(1, "10:00:40");

        assertThat(world.minutes("10:00")).isEqualTo(1);
        assertThat(world.minutes("10:01")).isEqualTo(1);
    }

    @Test
    void aRestartWithinAMinuteThatWasChargedAlreadyIsNotChargedAgain() {
        world.reachable(1, "10:00:01").stopped(1, "10:00:10").chargedThrough("10:00");

        world.started(1, "10:00:50");

        assertThat(world.lines("10:01")).singleElement().satisfies(line -> {
            assertThat(line.firstMinute()).isEqualTo(minute("10:01"));
            assertThat(line.firstNumber()).isEqualTo(2);
        });
    }

    @Test
    void theMinutesInWhichAMachineWasOffAreLeftOut() {
        world.reachable(1, "10:00:30").stopped(1, "10:01:30").started(1, "10:05:30");

        assertThat(world.lines("10:06"))
                .extracting(ChargeLine::firstMinute, ChargeLine::minutes, ChargeLine::firstNumber)
                .containsExactly(tuple(minute("10:00"), 2, 1L), tuple(minute("10:05"), 2, 3L));
    }

    @Test
    void aMinuteIsChargedOnceHoweverOftenItIsAsked() {
        world.reachable(1, "10:00:00").chargedThrough("10:05");

        assertThat(world.eventsOfCharging("10:05")).isEmpty();
        assertThat(world.eventsOfCharging("10:03")).isEmpty();
    }

    @Test
    void allMachinesOfAnAccountAreChargedInOneEvent() {
        world.reachable(1, "10:00:00").reachable(2, "10:00:10").reachable(3, "10:00:20");

        assertThat(world.eventsOfCharging("10:00"))
                .filteredOn(MinuteCharged.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    MinuteCharged charged = (MinuteCharged) event;
                    assertThat(charged.lines()).hasSize(3);
                    assertThat(charged.amount()).isEqualTo(new Usd(30_000));
                    assertThat(charged.balanceAfter()).isEqualTo(Usd.of("9.97"));
                });
    }

    @Test
    void afterAnOutageAllMissedMinutesAreChargedAtOnce() {
        world.reachable(1, "10:00:00").chargedThrough("10:00");

        assertThat(world.lines("13:00")).singleElement().satisfies(line -> {
            assertThat(line.firstMinute()).isEqualTo(minute("10:01"));
            assertThat(line.minutes()).isEqualTo(180);
            assertThat(line.amount()).isEqualTo(Usd.of("1.80"));
        });
    }

    @Test
    void aMachineThatIsReportedLateIsChargedFromWhenItCouldBeReached() {
        world.reachable(1, "10:00:00").chargedThrough("10:05");

        world.reachable(2, "10:05:59");

        assertThat(world.lines("10:06"))
                .filteredOn(line -> line.vpsId().equals(vps(2)))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.firstMinute()).isEqualTo(minute("10:05"));
                    assertThat(line.minutes()).isEqualTo(2);
                });
    }

    @Test
    void timeThatASetBackClockLivesThroughAgainIsNotChargedAgain() {
        world.reachable(1, "12:00:00").chargedThrough("12:30").stopped(1, "12:30:30");

        world.started(1, "11:40:00").stopped(1, "12:32:30");

        assertThat(world.minutes("12:40")).as("12:31 and 12:32").isEqualTo(2);
    }

    @Test
    void aStopThatIsDatedBeforeTheStartCostsTheMinuteOfTheStart() {
        world.reachable(1, "12:00:00").stopped(1, "11:00:00");

        assertThat(world.minutes("12:10")).isEqualTo(1);
    }

    @Test
    void aDestroyedMachineIsChargedUpToItsDestructionAndNeverAgain() {
        world.reachable(1, "10:00:00");
        fixture.given(new DestroyVps(vps(1), ANN, at("10:01:30")));

        assertThat(world.minutes("10:05")).isEqualTo(2);
        assertThat(world.eventsOfCharging("10:30")).isEmpty();
    }

    @Test
    void whatWasChargedSinceAMachineWasLastSeenIsGivenBackWhenItIsLost() {
        world.reachable(1, "10:00:00").chargedThrough("10:59");
        assertThat(world.balance()).isEqualTo(Usd.of("9.40"));

        List<Object> events = fixture.when(new ReportLost(vps(1), "gone", at("10:00:30"), at("11:00:10")));

        assertThat(events)
                .filteredOn(ChargesReversed.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    ChargesReversed reversed = (ChargesReversed) event;
                    assertThat(reversed.amount()).isEqualTo(Usd.of("0.59"));
                    assertThat(reversed.balanceAfter()).isEqualTo(Usd.of("9.99"));
                });
        assertThat(world.eventsOfCharging("11:10")).isEmpty();
    }

    @Test
    void whatWasChargedSinceAMachineLastRanIsGivenBackWhenItIsFoundOff() {
        world.reachable(1, "10:00:00").chargedThrough("10:10");

        fixture.given(new ReportFoundOff(vps(1), at("10:04:59"), at("10:11:00")));

        assertThat(world.balance()).as("five minutes").isEqualTo(Usd.of("9.95"));
    }

    @Test
    void aMachineThatDoesNotComeBackFromARestartIsNotChargedSince() {
        world.reachable(1, "10:00:00");
        fixture.given(new RestartVps(vps(1), ANN, at("10:02:30")), charge("10:05"));

        fixture.given(new FailPowerChange(vps(1), FailureReason.TIMED_OUT, "no greeting", at("10:06:00")));

        assertThat(world.balance()).as("10:00, 10:01 and 10:02").isEqualTo(Usd.of("9.97"));
        assertThat(world.eventsOfCharging("10:10")).isEmpty();
    }

    @Test
    void aMachineThatRunsAgainAfterItWasLostGoesOnWithTheNumberWhereItsChargesEnded() {
        world.reachable(1, "10:00:00").chargedThrough("10:59");
        fixture.given(new ReportLost(vps(1), "gone", at("10:01:30"), at("11:00:10")));

        world.started(1, "11:05:00");

        assertThat(world.lines("11:05")).singleElement().satisfies(line -> assertThat(line.firstNumber())
                .isEqualTo(3));
    }

    @Test
    void otherAccountsAreNotTouched() {
        fixture.given(World.credit(World.BOB, "5.00"));
        world.reachable(1, World.BOB, null, "10:00:00");

        assertThat(world.eventsOfCharging("10:05")).isEmpty();
    }

    @Test
    void aCancelledChargeLeavesEverythingAsItWas() {
        world.reachable(1, "10:00:00");

        assertThatThrownBy(() -> fixture.send(new ChargeMinute(
                        List.of(MeteredWorld.LEDGER, new LedgerId(new AccountId(new UUID(9, 9)))),
                        minute("10:00"),
                        at("10:01:00"))))
                .isInstanceOf(RuntimeException.class);

        assertThat(world.balance()).isEqualTo(Usd.of("10.00"));
        assertThat(world.minutes("10:00"))
                .as("asked again, without the unknown one")
                .isEqualTo(1);
    }
}
