package dev.litevps.bench;

import dev.litevps.events.Minute;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerEvent;
import dev.litevps.events.ledger.LedgerEvent.FundsCredited;
import dev.litevps.events.ledger.LedgerEvent.LedgerOpened;
import dev.litevps.events.ledger.LedgerEvent.MeterOpened;
import dev.litevps.events.ledger.LedgerEvent.MinuteCharged;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.plan.PlanEvent.PlanPublished;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Many accounts with running machines, written straight into an event store: the events that led to them, as the
 * aggregates would have made them, without the hours that this would take on two cores.
 */
final class BillingFleet {

    static final int MACHINES_EACH = 10;
    private static final int ACCOUNTS_AT_ONCE = 50;
    private static final int EVENTS_AT_ONCE = 500;

    /** The ledger is opened and credited, then each machine begins to run. */
    private static final int FIRST_EVENTS = 2 + MACHINES_EACH;

    /** Of the demo catalogue's size: what matters is that its sixtieth is no whole number. */
    private static final Usd PRICE_PER_HOUR = Usd.of("0.0042");

    private static final Usd CREDIT = Usd.of("1000000");

    private final List<AccountId> accounts = new ArrayList<>();
    private final List<VpsId> machinesOfFirst = new ArrayList<>();
    private final PlanId plan = new PlanId(UUID.randomUUID());
    private final Instant since;

    private BillingFleet(Instant since) {
        this.since = since;
    }

    /** Writes so many accounts with ten machines each, which run since the beginning of this minute. */
    static BillingFleet write(int accounts, Minute since, EventStorageEngine store, JdbcOperations jdbc) {
        BillingFleet fleet = new BillingFleet(since.start());
        store.appendEvents(List.of(message(
                "Plan",
                fleet.plan.toString(),
                0,
                new PlanPublished(fleet.plan, "Nano", new Resources(1, 512, 10), PRICE_PER_HOUR, since.start()))));
        List<DomainEventMessage<?>> events = new ArrayList<>();
        for (int number = 0; number < accounts; number++) {
            events.addAll(fleet.account(new AccountId(UUID.randomUUID())));
            if (number % ACCOUNTS_AT_ONCE == ACCOUNTS_AT_ONCE - 1 || number == accounts - 1) {
                store.appendEvents(events);
                events.clear();
            }
        }
        fleet.register(since, jdbc);
        return fleet;
    }

    /** Writes that the first account was charged for so many minutes, each by itself, as if it were that old. */
    void age(int minutes, EventStorageEngine store) {
        AccountId account = accounts.getFirst();
        LedgerId ledger = new LedgerId(account);
        Usd balance = CREDIT;
        List<DomainEventMessage<?>> events = new ArrayList<>();
        for (int number = 1; number <= minutes; number++) {
            Minute minute = Minute.of(since).plus(number - 1L);
            List<ChargeLine> lines = new ArrayList<>();
            for (VpsId machine : machinesOfFirst) {
                lines.add(ChargeLine.of(machine, null, 1, PRICE_PER_HOUR, minute, 1, number));
            }
            balance = balance.minus(ChargeLine.sum(lines));
            MinuteCharged charged = new MinuteCharged(ledger, account, minute, lines, balance, minute.end());
            events.add(message("Ledger", ledger.toString(), FIRST_EVENTS + number - 1L, charged));
            if (events.size() == EVENTS_AT_ONCE || number == minutes) {
                store.appendEvents(events);
                events.clear();
            }
        }
    }

    private List<DomainEventMessage<?>> account(AccountId account) {
        accounts.add(account);
        LedgerId ledger = new LedgerId(account);
        List<LedgerEvent> events = new ArrayList<>();
        events.add(new LedgerOpened(ledger, account, since));
        events.add(new FundsCredited(
                ledger,
                account,
                new CreditId(UUID.randomUUID()),
                CreditKind.GRANT,
                CREDIT,
                "benchmark",
                CREDIT,
                since));
        for (int machine = 0; machine < MACHINES_EACH; machine++) {
            VpsId vps = new VpsId(UUID.randomUUID());
            events.add(new MeterOpened(ledger, account, vps, plan, null, since));
            if (accounts.size() == 1) {
                machinesOfFirst.add(vps);
            }
        }
        List<DomainEventMessage<?>> messages = new ArrayList<>();
        for (LedgerEvent event : events) {
            messages.add(message("Ledger", ledger.toString(), messages.size(), event));
        }
        return messages;
    }

    /** As the process that follows meters would note it, which is fed one machine at a time in real life. */
    private void register(Minute since, JdbcOperations jdbc) {
        jdbc.batchUpdate(
                "insert into metered_account (account_id, open_meters, touched_through, version) values (?, ?, ?, ?)",
                accounts,
                ACCOUNTS_AT_ONCE,
                (row, account) -> {
                    row.setObject(1, account.value());
                    row.setInt(2, MACHINES_EACH);
                    row.setLong(3, since.sinceEpoch());
                    row.setLong(4, MACHINES_EACH + 1L);
                });
    }

    private static DomainEventMessage<?> message(String type, String aggregate, long sequence, Object event) {
        return new GenericDomainEventMessage<>(type, aggregate, sequence, event);
    }
}
