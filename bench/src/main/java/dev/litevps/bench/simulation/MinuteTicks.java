package dev.litevps.bench.simulation;

import dev.litevps.command.ledger.ChargeMinute;
import dev.litevps.events.Minute;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.saga.billing.ClockGuard;
import dev.litevps.saga.billing.MinuteClock;
import dev.litevps.saga.billing.MinuteClockObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The real minute clock, on a clock that is set, with a platform that dies in the middle of its ticks, and with requests
 * that come a second time.
 */
final class MinuteTicks implements MinuteClockObserver {

    private static final double REPEATED_PERCENT = 3;
    private static final int LARGEST_BATCH = 3;
    private static final int LATEST_REPEATED_MINUTES = 90;

    private final Courier courier;
    private final SimulatedClock clock;
    private final Dice dice;
    private final SimulatedAccounts accounts;
    private final Map<AccountId, Minute> chargedThrough = new HashMap<>();
    private final List<AccountId> upToDate = new ArrayList<>();
    private MinuteClock minuteClock;
    private boolean dead;

    MinuteTicks(Courier courier, SimulatedClock clock, Dice dice, SimulatedAccounts accounts) {
        this.courier = courier;
        this.clock = clock;
        this.dice = dice;
        this.accounts = accounts;
        this.minuteClock = newMinuteClock();
    }

    /** Charges, unless the clock was set; returns the accounts that are charged up to the last minute now and were not. */
    List<AccountId> tick() {
        dead = false;
        upToDate.clear();
        try {
            minuteClock.tick();
        } catch (RuntimeException e) {
            // A tick may break off because the platform died, and for no other reason.
            if (!dead) {
                throw e;
            }
        }
        if (dead) {
            forget();
        } else if (!chargedThrough.isEmpty() && dice.percent(REPEATED_PERCENT)) {
            repeat();
        }
        return List.copyOf(upToDate);
    }

    /** The platform was restarted, and knows of no tick before. */
    void forget() {
        minuteClock = newMinuteClock();
    }

    private MinuteClock newMinuteClock() {
        return new MinuteClock(
                accounts,
                this::charge,
                new ClockGuard(clock, () -> clock.monotonic().toNanos()),
                Runnable::run,
                dice.between(1, LARGEST_BATCH),
                this);
    }

    private void charge(ChargeMinute command) {
        if (dead) {
            throw new SimulatedCrash(CrashPoint.BEFORE_APPEND);
        }
        Attempt attempt = courier.deliver(command);
        if (attempt.isCrashed()) {
            // The rest of the tick is lost with the process.
            dead = true;
            throw new SimulatedCrash(attempt.crash());
        }
        for (LedgerId ledger : command.ledgerIds()) {
            Minute before = chargedThrough.put(ledger.accountId(), command.minute());
            if (before == null || command.minute().isAfter(before)) {
                upToDate.add(ledger.accountId());
            }
        }
    }

    /** What was asked some time ago comes once more. */
    private void repeat() {
        Minute minute = Minute.of(clock.wall()).plus(-1L - dice.between(0, LATEST_REPEATED_MINUTES));
        List<LedgerId> ledgers =
                chargedThrough.keySet().stream().map(LedgerId::new).toList();
        courier.deliver(new ChargeMinute(ledgers, minute, clock.wall()));
    }

    @Override
    public void charged(Minute minute, int count) {
        courier.note(() -> count + " accounts are charged through " + minute);
    }

    @Override
    public void failed(AccountId account) {
        SimulationFailure.require(dead, "account %s could not be charged though the platform lives", account);
    }

    @Override
    public void clockWasSet(Duration disagreement) {
        courier.note(() -> "a minute is left out since the clock was set by " + disagreement);
    }
}
