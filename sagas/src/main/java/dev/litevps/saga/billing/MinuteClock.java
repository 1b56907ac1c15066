package dev.litevps.saga.billing;

import dev.litevps.command.ledger.ChargeMinute;
import dev.litevps.events.Minute;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.LedgerId;
import java.time.Instant;
import java.util.ArrayList;
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

    /** If so many accounts in a row cannot be charged it is not their fault, and the next tick will tell. */
    private static final int FAILURES_IN_A_ROW = 10;

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
        AtomicInteger failuresInARow = new AtomicInteger();
        int charged = 0;
        List<AccountId> page = accounts.first(ACCOUNTS_PER_PAGE);
        while (!page.isEmpty()) {
            charged += chargePage(page, minute, reading.now(), failuresInARow);
            page = accounts.after(page.getLast(), ACCOUNTS_PER_PAGE);
        }
        observer.charged(minute, charged);
    }

    private int chargePage(List<AccountId> page, Minute minute, Instant at, AtomicInteger failuresInARow) {
        List<CompletableFuture<List<AccountId>>> batches = new ArrayList<>();
        for (int start = 0; start < page.size(); start += accountsAtOnce) {
            List<AccountId> batch = page.subList(start, Math.min(start + accountsAtOnce, page.size()));
            batches.add(CompletableFuture.supplyAsync(() -> charge(batch, minute, at, failuresInARow), workers));
        }
        List<AccountId> charged = new ArrayList<>(page.size());
        batches.forEach(batch -> charged.addAll(batch.join()));
        accounts.charged(charged, minute);
        return charged.size();
    }

    /** Those of the batch that are charged. One that cannot be charged does not keep the others from it. */
    private List<AccountId> charge(List<AccountId> batch, Minute minute, Instant at, AtomicInteger failuresInARow) {
        try {
            send(batch, minute, at);
            failuresInARow.set(0);
            return batch;
        } catch (RuntimeException e) {
            LOG.warn("A batch of {} accounts could not be charged; trying them one by one", batch.size(), e);
        }
        List<AccountId> charged = new ArrayList<>();
        for (AccountId account : batch) {
            try {
                send(List.of(account), minute, at);
                failuresInARow.set(0);
                charged.add(account);
            } catch (RuntimeException e) {
                LOG.error("Account {} could not be charged for minute {}", account, minute, e);
                observer.failed(account);
                if (failuresInARow.incrementAndGet() >= FAILURES_IN_A_ROW) {
                    throw new IllegalStateException("no account can be charged at the moment", e);
                }
            }
        }
        return charged;
    }

    private void send(List<AccountId> batch, Minute minute, Instant at) {
        ledgers.accept(new ChargeMinute(batch.stream().map(LedgerId::new).toList(), minute, at));
    }
}
