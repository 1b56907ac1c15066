package dev.litevps.api.statement;

import dev.litevps.api.http.Server;
import dev.litevps.api.secrets.PersonalData;
import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountEvent.AccountRegistered;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import dev.litevps.events.ledger.AdjustmentId;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerEvent;
import dev.litevps.events.ledger.LedgerEvent.BalanceAdjusted;
import dev.litevps.events.ledger.LedgerEvent.ChargesReversed;
import dev.litevps.events.ledger.LedgerEvent.FundsCredited;
import dev.litevps.events.ledger.LedgerEvent.FundsHeld;
import dev.litevps.events.ledger.LedgerEvent.LedgerOpened;
import dev.litevps.events.ledger.LedgerEvent.MinuteCharged;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.AggregateVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** An account whose past is written straight into a server's event store, with the times that the test likes. */
final class WrittenLedger {

    private static final Usd PRICE = new Usd(4_200);
    private static final int BATCH = 2_000;

    private final Server server;
    private final AccountId account = new AccountId(UUID.randomUUID());
    private final LedgerId ledger = new LedgerId(account);
    private final List<LedgerEvent> unwritten = new ArrayList<>();
    private final Map<VpsId, Long> minutes = new HashMap<>();
    private long written;
    private Usd balance = Usd.ZERO;

    WrittenLedger(Server server, Instant openedAt) {
        this.server = server;
        AccountRegistered registered = new AccountRegistered(
                account,
                server.bean(PersonalData.class).encryptForNew(account, account + "@example.com"),
                Role.CUSTOMER,
                openedAt);
        publish(List.of(new GenericDomainEventMessage<>("Account", account.toString(), 0, registered)));
        unwritten.add(new LedgerOpened(ledger, account, openedAt));
    }

    AccountId account() {
        return account;
    }

    LedgerId ledger() {
        return ledger;
    }

    Usd balance() {
        return balance;
    }

    WrittenLedger credited(String dollars, String reason, Instant at) {
        Usd amount = Usd.of(dollars);
        balance = balance.plus(amount);
        return add(new FundsCredited(
                ledger, account, new CreditId(UUID.randomUUID()), CreditKind.GRANT, amount, reason, balance, at));
    }

    WrittenLedger adjusted(String dollars, String reason, Instant at) {
        Usd amount = Usd.of(dollars);
        balance = balance.plus(amount);
        return add(new BalanceAdjusted(
                ledger,
                account,
                new AdjustmentId(UUID.randomUUID()),
                null,
                null,
                amount,
                reason,
                account,
                balance,
                at));
    }

    WrittenLedger held(VpsId vps, Instant at) {
        return add(new FundsHeld(ledger, account, vps, PRICE, PRICE, at));
    }

    /** Every minute by itself, when it is over. */
    WrittenLedger chargedMinuteByMinute(Instant from, int count, VpsId... machines) {
        for (int index = 0; index < count; index++) {
            charged(Minute.of(from).plus(index), 1, machines);
        }
        return this;
    }

    /** All of these minutes at once, when the last of them is over. */
    WrittenLedger charged(Minute from, int count, VpsId... machines) {
        List<ChargeLine> lines = new ArrayList<>();
        for (VpsId vps : machines) {
            long first = minutes.merge(vps, (long) count, Long::sum) - count + 1;
            lines.add(ChargeLine.of(vps, null, 1, PRICE, from, count, first));
        }
        balance = balance.minus(ChargeLine.sum(lines));
        Minute last = from.plus(count - 1L);
        return add(new MinuteCharged(ledger, account, last, lines, balance, last.end()));
    }

    WrittenLedger reversed(VpsId vps, Minute from, int count, Instant at) {
        long first = minutes.merge(vps, (long) -count, Long::sum) + 1;
        ChargeLine line = ChargeLine.of(vps, null, 1, PRICE, from, count, first);
        balance = balance.plus(line.amount());
        return add(new ChargesReversed(ledger, account, vps, List.of(line), line.amount(), balance, at));
    }

    /** Writes what was told so far, and waits until the views show it. */
    WrittenLedger write(Duration patience) {
        for (int from = 0; from < unwritten.size(); from += BATCH) {
            List<DomainEventMessage<?>> batch = new ArrayList<>();
            for (LedgerEvent event : unwritten.subList(from, Math.min(unwritten.size(), from + BATCH))) {
                batch.add(new GenericDomainEventMessage<>("Ledger", ledger.toString(), written++, event));
            }
            publish(batch);
        }
        unwritten.clear();
        AggregateVersion last = new AggregateVersion("Ledger", ledger.toString(), written - 1);
        Awaitility.await("the ledger is shown").atMost(patience).until(() -> server.bean(JdbcClient.class)
                .sql("select count(*) from balance_view where account_id = ? and version = ?")
                .params(account.value(), last.sequenceNumber())
                .query(Long.class)
                .single()
                .equals(1L));
        return this;
    }

    private WrittenLedger add(LedgerEvent event) {
        unwritten.add(event);
        return this;
    }

    private void publish(List<? extends DomainEventMessage<?>> events) {
        server.bean(TransactionTemplate.class)
                .executeWithoutResult(_ -> server.bean(EventStore.class).publish(events));
    }
}
