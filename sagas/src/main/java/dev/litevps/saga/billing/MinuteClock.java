package dev.litevps.saga.billing;

import dev.litevps.command.ledger.ChargeMinute;
import dev.litevps.events.Minute;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.LedgerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has every minute that is over charged to every account that has something to pay for it. Which minutes those are is
 * derived from the time, never counted by ticks: after an outage, one tick charges all that were missed. Ledgers refuse
 * minutes that they were charged for, so a tick may come late, twice, or break off anywhere.
 */
public final class MinuteClock {

    private static final Logger LOG = LoggerFactory.getLogger(MinuteClock.class);

    /** One unit of work, one transaction: enough to share its cost, and short enough for a customer to wait for. */
    public static final int ACCOUNTS_AT_ONCE = 100;

    private static final int ACCOUNTS_PER_PAGE = 2_000;

    /** If so many accounts of a batch cannot be charged, and none before them could, the rest of it is left for later. */
    private static final int FAILURES_OF_A_BATCH = 10;

    /** If that happens to so many batches in a row it is not the accounts' fault, and the next tick will tell. */
    private static final int BATCHES_IN_A_ROW = 3;

    private final AccountsToCharge accounts;
    private final Consumer<ChargeMinute> ledgers;
    private final ClockGuard clock;
    private final Executor workers;
    private final int accountsAtOnce;
    private final MinuteClockObserver observer;

    /**
     * Charges on {@code workers}, as many batches at once as they have threads.
     *
     * @param ledgers decides on a command, and returns when its events are stored
     * @param accountsAtOnce how many are charged in one unit of work, {@link #ACCOUNTS_AT_ONCE} but in simulations
     * @param observer told about what happens, for metrics and alarms
     */
    public MinuteClock(
            AccountsToCharge accounts,
            Consumer<ChargeMinute> ledgers,
            ClockGuard clock,
            Executor workers,
            int accountsAtOnce,
            MinuteClockObserver observer) {
        this.accounts = accounts;
        this.ledgers = ledgers;
        this.clock = clock;
        this.workers = workers;
        this.accountsAtOnce = accountsAtOnce;
        this.observer = observer;
    }

    /**
     * Charges all minutes that are over. Does nothing if the clock was set since the last tick: then the next one does. While
     * the clock shows minutes that it has shown before nothing is charged either, and all of it once they are over again.
     */
    public void tick() {
        ClockGuard.Reading reading = clock.read();
        if (!reading.trusted()) {
            LOG.warn("The clock was set by {} since the last minute; nothing is charged now", reading.disagreement());
            observer.clockWasSet(reading.disagreement());
            return;
        }
        Minute minute = Minute.of(reading.now()).plus(-1);
        if (!accounts.advanceTo(minute)) {
            LOG.warn("The clock says that {} is over, but a later minute was charged; nothing is charged now", minute);
            return;
        }
        AtomicInteger failedBatches = new AtomicInteger();
        int charged = 0;
        List<AccountId> page = accounts.first(ACCOUNTS_PER_PAGE);
        while (!page.isEmpty()) {
            charged += chargePage(page, minute, reading.now(), failedBatches);
            page = accounts.after(page.getLast(), ACCOUNTS_PER_PAGE);
        }
        observer.charged(minute, charged);
    }

    private int chargePage(List<AccountId> page, Minute minute, Instant at, AtomicInteger failedBatches) {
        List<CompletableFuture<List<AccountId>>> batches = new ArrayList<>();
        for (int start = 0; start < page.size(); start += accountsAtOnce) {
            List<AccountId> batch = page.subList(start, Math.min(start + accountsAtOnce, page.size()));
            batches.add(CompletableFuture.supplyAsync(() -> charge(batch, minute, at, failedBatches), workers));
        }
        List<AccountId> charged = new ArrayList<>(page.size());
        batches.forEach(batch -> charged.addAll(batch.join()));
        accounts.charged(charged, minute);
        return charged.size();
    }

    /** Those of the batch that are charged. One that cannot be charged does not keep the others from it. */
    private List<AccountId> charge(List<AccountId> batch, Minute minute, Instant at, AtomicInteger failedBatches) {
        if (failedBatches.get() >= BATCHES_IN_A_ROW) {
            throw new IllegalStateException("no account can be charged at the moment");
        }
        try {
            send(batch, minute, at);
            failedBatches.set(0);
            return batch;
        } catch (RuntimeException e) {
            LOG.warn("A batch of {} accounts could not be charged; trying them one by one", batch.size(), e);
        }
        List<AccountId> charged = chargeOneByOne(batch, minute, at);
        failedBatches.updateAndGet(failed -> charged.isEmpty() ? failed + 1 : 0);
        return charged;
    }

    private List<AccountId> chargeOneByOne(List<AccountId> batch, Minute minute, Instant at) {
        List<AccountId> charged = new ArrayList<>();
        int failures = 0;
        for (AccountId account : beginningElsewhere(batch, minute)) {
            if (charged.isEmpty() && failures >= FAILURES_OF_A_BATCH) {
                break;
            }
            try {
                send(List.of(account), minute, at);
                charged.add(account);
            } catch (RuntimeException e) {
                LOG.error("Account {} could not be charged for minute {}", account, minute, e);
                observer.failed(account);
                failures++;
            }
        }
        return charged;
    }

    /** Each minute with another one, so that accounts after some that cannot be charged get their turn. */
    private static List<AccountId> beginningElsewhere(List<AccountId> batch, Minute minute) {
        List<AccountId> rotated = new ArrayList<>(batch);
        Collections.rotate(rotated, Math.floorMod(minute.sinceEpoch(), batch.size()));
        return rotated;
    }

    private void send(List<AccountId> batch, Minute minute, Instant at) {
        ledgers.accept(new ChargeMinute(batch.stream().map(LedgerId::new).toList(), minute, at));
    }
}
