package dev.litevps.command.ledger;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.ledger.LedgerCommand.CreditFunds;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.LedgerEvent;
import dev.litevps.events.ledger.LedgerEvent.FundsCredited;
import dev.litevps.events.ledger.LedgerEvent.FundsHeld;
import dev.litevps.events.ledger.LedgerEvent.HoldReleased;
import dev.litevps.events.ledger.LedgerEvent.LedgerOpened;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * The money of one account. It is opened with the account and lives as long. Credits raise the balance. While a VPS is
 * being created or started, one hour of its price is held: it stays on the balance, but cannot be promised a second
 * time, so that any number of parallel requests cannot promise more than there is.
 */
@Aggregate(cache = "aggregateCache", snapshotTriggerDefinition = "snapshotTrigger")
@Revision("1")
class Ledger {

    @AggregateIdentifier
    private @Nullable LedgerId ledgerId;

    private Usd balance = Usd.ZERO;
    private Usd held = Usd.ZERO;
    private Map<VpsId, Usd> holds = new HashMap<>();
    private Set<CreditId> credits = new HashSet<>();

    void open(AccountId accountId, Instant at) {
        if (ledgerId == null) {
            apply(new LedgerOpened(new LedgerId(accountId), accountId, at));
        }
    }

    @CommandHandler
    void handle(CreditFunds command) {
        if (!command.amount().isPositive()) {
            throw new CommandRejected(RejectionCode.INVALID_VALUE, "a credit must be more than zero");
        }
        if (credits.contains(command.creditId())) {
            return;
        }
        apply(new FundsCredited(
                command.ledgerId(),
                command.ledgerId().accountId(),
                command.creditId(),
                command.kind(),
                command.amount(),
                command.reason(),
                balance.plus(command.amount()),
                command.at()));
    }

    void hold(LedgerId id, VpsId vpsId, Usd amount, Instant at) {
        if (holds.containsKey(vpsId)) {
            return;
        }
        Usd available = balance.minus(held);
        if (available.isLessThan(amount)) {
            throw new InsufficientBalance(available, amount);
        }
        apply(new FundsHeld(id, id.accountId(), vpsId, amount, held.plus(amount), at));
    }

    void release(LedgerId id, VpsId vpsId, Instant at) {
        Usd amount = holds.get(vpsId);
        if (amount != null) {
            apply(new HoldReleased(id, id.accountId(), vpsId, amount, held.minus(amount), at));
        }
    }

    @EventSourcingHandler
    void on(LedgerEvent event) {
        switch (event) {
            case LedgerOpened opened -> ledgerId = opened.ledgerId();
            case FundsCredited credited -> {
                balance = credited.balanceAfter();
                credits.add(credited.creditId());
            }
            case FundsHeld hold -> {
                held = hold.heldAfter();
                holds.put(hold.vpsId(), hold.amount());
            }
            case HoldReleased released -> {
                held = released.heldAfter();
                holds.remove(released.vpsId());
            }
            default -> throw new IllegalStateException("not decided by this ledger: " + event);
        }
    }
}
