package dev.litevps.bench.simulation;

import dev.litevps.command.plan.ChargedMinutes;
import dev.litevps.events.Minute;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.LedgerEvent.MeterClosed;
import dev.litevps.events.ledger.LedgerEvent.MeterOpened;
import dev.litevps.saga.billing.AccountsToCharge;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;

/**
 * The minute clock's register, which outlives crashes as its table does, and lags: what happened is noted in its order, but
 * not always before the next tick.
 */
final class SimulatedAccounts implements AccountsToCharge, ChargedMinutes {

    private static final double LAG_PERCENT = 5;

    private record Row(int open, Minute touchedThrough) {}

    private final Dice dice;
    private final Queue<Object> news = new ArrayDeque<>();
    private final TreeMap<String, Row> rows = new TreeMap<>();
    private Minute mark = new Minute(0);

    SimulatedAccounts(Dice dice) {
        this.dice = dice;
    }

    /** An event was stored. */
    void happened(Object event) {
        if (event instanceof MeterOpened || event instanceof MeterClosed) {
            news.add(event);
        }
    }

    @Override
    public boolean advanceTo(Minute minute) {
        if (minute.isBefore(mark)) {
            return false;
        }
        mark = minute;
        int heard = dice.percent(LAG_PERCENT) ? dice.between(0, news.size()) : news.size();
        for (int number = 0; number < heard; number++) {
            note(news.remove());
        }
        return true;
    }

    @Override
    public Minute furthest() {
        return mark;
    }

    private void note(Object event) {
        if (event instanceof MeterOpened opened) {
            change(opened.accountId(), 1, Minute.of(opened.at()));
        } else if (event instanceof MeterClosed closed) {
            change(closed.accountId(), -1, Minute.of(closed.until()));
        }
    }

    private void change(AccountId account, int by, Minute touched) {
        rows.merge(
                account.toString(),
                new Row(by, touched),
                (row, _) -> new Row(row.open() + by, Minute.laterOf(row.touchedThrough(), touched)));
    }

    @Override
    public List<AccountId> first(int limit) {
        return rows.keySet().stream().limit(limit).map(AccountId::of).toList();
    }

    @Override
    public List<AccountId> after(AccountId previous, int limit) {
        return rows.tailMap(previous.toString(), false).keySet().stream()
                .limit(limit)
                .map(AccountId::of)
                .toList();
    }

    @Override
    public void charged(Collection<AccountId> accounts, Minute through) {
        for (AccountId account : accounts) {
            rows.computeIfPresent(
                    account.toString(),
                    (_, row) -> row.open() == 0 && !row.touchedThrough().isAfter(through) ? null : row);
        }
    }
}
