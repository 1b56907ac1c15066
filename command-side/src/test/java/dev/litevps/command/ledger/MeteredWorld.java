package dev.litevps.command.ledger;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.HOST_KEY;
import static dev.litevps.command.World.vps;

import dev.litevps.command.DecisionFixture;
import dev.litevps.command.World;
import dev.litevps.command.plan.PlanCommand.RepricePlan;
import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.command.vps.VpsCommand.PlaceVps;
import dev.litevps.command.vps.VpsCommand.ReportProvisioned;
import dev.litevps.command.vps.VpsCommand.ReportStarted;
import dev.litevps.command.vps.VpsCommand.ReportStopped;
import dev.litevps.command.vps.VpsCommand.StartVps;
import dev.litevps.command.vps.VpsCommand.StopVps;
import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.ledger.LedgerEvent.MinuteCharged;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.token.AccessTokenId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ann's machines on one day, told by the clock on the wall. */
final class MeteredWorld {

    static final LedgerId LEDGER = new LedgerId(ANN);

    private final DecisionFixture fixture;

    MeteredWorld(DecisionFixture fixture) {
        this.fixture = fixture;
        fixture.given(World.ready());
    }

    /** The moment, as in {@code "10:00:30"}. */
    static Instant at(String time) {
        return Instant.parse("2027-01-01T" + time + "Z");
    }

    /** The minute, as in {@code "10:00"}. */
    static Minute minute(String time) {
        return Minute.of(at(time + ":00"));
    }

    MeteredWorld reachable(int number, String time) {
        return reachable(number, ANN, null, time);
    }

    MeteredWorld reachable(int number, AccountId owner, @Nullable AccessTokenId token, String time) {
        fixture.given(
                new CreateVps(vps(number), owner, token, "web-" + number, World.PLAN, List.of(), at(time)),
                new PlaceVps(vps(number), at(time)),
                new ReportProvisioned(vps(number), HOST_KEY, at(time)));
        return this;
    }

    MeteredWorld stopped(int number, String time) {
        fixture.given(new StopVps(vps(number), ANN, at(time)), new ReportStopped(vps(number), at(time)));
        return this;
    }

    MeteredWorld started(int number, String time) {
        fixture.given(new StartVps(vps(number), ANN, null, at(time)), new ReportStarted(vps(number), at(time)));
        return this;
    }

    MeteredWorld repriced(String dollars, String time) {
        fixture.given(new RepricePlan(World.PLAN, Usd.of(dollars), at(time)));
        return this;
    }

    MeteredWorld chargedThrough(String minute) {
        fixture.given(charge(minute));
        return this;
    }

    static ChargeMinute charge(String minute) {
        return new ChargeMinute(List.of(LEDGER), minute(minute), minute(minute).end());
    }

    /** All that follows from charging this minute. */
    List<Object> eventsOfCharging(String minute) {
        return fixture.when(charge(minute));
    }

    /** The lines of charging this minute; none, if nothing was due. */
    List<ChargeLine> lines(String minute) {
        return eventsOfCharging(minute).stream()
                .filter(MinuteCharged.class::isInstance)
                .flatMap(event -> ((MinuteCharged) event).lines().stream())
                .toList();
    }

    /** How many minutes are charged with this one. */
    int minutes(String minute) {
        return lines(minute).stream().mapToInt(ChargeLine::minutes).sum();
    }

    /** How much is charged with this minute, in micro-dollars. */
    long micros(String minute) {
        return ChargeLine.sum(lines(minute)).micros();
    }

    /** The balance after all that happened. */
    Usd balance() {
        return fixture.balanceOf(ANN);
    }
}
