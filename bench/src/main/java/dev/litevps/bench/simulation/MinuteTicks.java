package dev.litevps.bench.simulation;

import dev.litevps.command.ledger.ChargeMinute;
import dev.litevps.events.Minute;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.LedgerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The minute clock's part: now and then, at best once a minute, all ledgers are charged up to the last minute that is over,
 * in batches. A tick at which the wall clock and the monotonic clock disagree is left out.
 */
final class MinuteTicks {

    private static final Duration TOLERANCE = Duration.ofSeconds(5);
    private static final double UNKNOWN_PERCENT = 2;
    private static final double REPEATED_PERCENT = 3;
    private static final int LARGEST_BATCH = 3;
    private static final int LATEST_REPEATED_MINUTES = 90;

    private final Courier courier;
    private final SimulatedClock clock;
    private final Dice dice;
    private final List<AccountId> accounts;
    private final Map<AccountId, Minute> chargedThrough = new HashMap<>();
    private @Nullable Instant wallBefore;
    private Duration monotonicBefore = Duration.ZERO;

    MinuteTicks(Courier courier, SimulatedClock clock, Dice dice, List<AccountId> accounts) {
        this.courier = courier;
        this.clock = clock;
        this.dice = dice;
        this.accounts = accounts;
    }

    /** Charges, unless the clocks disagree; returns the accounts that are charged up to the last minute now. */
    List<AccountId> tick() {
        Instant wall = clock.wall();
        boolean trusted = wallBefore == null || isTrusted(wallBefore, wall);
        wallBefore = wall;
        monotonicBefore = clock.monotonic();
        if (!trusted) {
            return List.of();
        }
        Minute minute = Minute.of(wall).plus(-1);
        if (dice.percent(REPEATED_PERCENT)) {
            charge(accounts, minute.plus(-dice.between(0, LATEST_REPEATED_MINUTES)), wall);
        }
        return charge(
                accounts.stream().filter(_ -> !dice.percent(UNKNOWN_PERCENT)).toList(), minute, wall);
    }

    /** Charges everybody, whatever the clocks say. */
    List<AccountId> tickForAll() {
        return charge(accounts, Minute.of(clock.wall()).plus(-1), clock.wall());
    }

    /** The platform was restarted, and knows of no tick before. */
    void forget() {
        wallBefore = null;
    }

    private boolean isTrusted(Instant before, Instant wall) {
        Duration disagreement =
                Duration.between(before, wall).minus(clock.monotonic().minus(monotonicBefore));
        return disagreement.abs().compareTo(TOLERANCE) <= 0;
    }

    private List<AccountId> charge(List<AccountId> whom, Minute minute, Instant at) {
        List<AccountId> upToDate = new ArrayList<>();
        int size = dice.between(1, LARGEST_BATCH);
        for (int from = 0; from < whom.size(); from += size) {
            List<AccountId> batch = whom.subList(from, Math.min(whom.size(), from + size));
            Attempt attempt = courier.deliver(
                    new ChargeMinute(batch.stream().map(LedgerId::new).toList(), minute, at));
            if (attempt.isCrashed()) {
                // The rest of the tick is lost with the process.
                return upToDate;
            }
            for (AccountId account : batch) {
                Minute before = chargedThrough.get(account);
                if (before == null || minute.isAfter(before)) {
                    chargedThrough.put(account, minute);
                    upToDate.add(account);
                }
            }
        }
        return upToDate;
    }
}
