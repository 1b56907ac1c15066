package dev.litevps.command.ledger;

import static dev.litevps.command.ledger.LedgerRules.requirePositive;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.ledger.LedgerCommand.AdjustBalance;
import dev.litevps.command.ledger.LedgerCommand.CreditFunds;
import dev.litevps.command.ledger.LedgerCommand.EndGrace;
import dev.litevps.command.ledger.LedgerCommand.RefundFunds;
import dev.litevps.command.ledger.LedgerCommand.WarnOfGraceEnd;
import dev.litevps.command.plan.PriceBook;
import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.ledger.LedgerEvent;
import dev.litevps.events.ledger.LedgerEvent.BalanceRestored;
import dev.litevps.events.ledger.LedgerEvent.FundsCredited;
import dev.litevps.events.ledger.LedgerEvent.FundsHeld;
import dev.litevps.events.ledger.LedgerEvent.GraceEnded;
import dev.litevps.events.ledger.LedgerEvent.GraceEnding;
import dev.litevps.events.ledger.LedgerEvent.HoldReleased;
import dev.litevps.events.ledger.LedgerEvent.LedgerOpened;
import dev.litevps.events.ledger.LedgerEvent.MeterClosed;
import dev.litevps.events.ledger.LedgerEvent.MeterOpened;
import dev.litevps.events.ledger.LedgerEvent.MeterRemoved;
import dev.litevps.events.ledger.LedgerEvent.SpendLimitEnded;
import dev.litevps.events.ledger.LedgerEvent.SpendLimitSet;
import dev.litevps.events.ledger.LedgerEvent.SuspensionDue;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.ledger.SuspensionCause;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * The money of one account. It is opened with the account and lives as long. Credits raise the balance. While a VPS is
 * being created or started, one hour of its price is held: it stays on the balance, but cannot be promised a second time,
 * so that any number of parallel requests cannot promise more than there is. While a VPS runs, its meter is open, and
 * every minute is charged when it is over. When nothing is left, the machines are to be stopped, and the grace time for
 * their disks begins, which ends with the next credit or with their destruction.
 */
@Aggregate(cache = "ledgerCache", snapshotTriggerDefinition = "snapshotTrigger")
@Revision("5")
class Ledger {

    @AggregateIdentifier
    private @Nullable LedgerId ledgerId;

    private LedgerState state = new LedgerState();

    void open(AccountId accountId, Instant at) {
        if (ledgerId == null) {
            apply(new LedgerOpened(new LedgerId(accountId), accountId, at));
        }
    }

    // Money in

    @CommandHandler
    void handle(CreditFunds command) {
        credit(command);
    }

    void credit(CreditFunds command) {
        requirePositive(command.amount(), "a credit");
        if (state.isBooked(command.creditId().value())) {
            return;
        }
        apply(new FundsCredited(
                command.ledgerId(),
                account(),
                command.creditId(),
                command.kind(),
                command.amount(),
                command.reason(),
                state.balance().plus(command.amount()),
                command.at()));
        restore(command.at());
    }

    @CommandHandler
    void handle(RefundFunds command) {
        refund(command);
    }

    void refund(RefundFunds command) {
        if (corrections().refund(command)) {
            restore(command.at());
        }
    }

    @CommandHandler
    void handle(AdjustBalance command, BillingTerms terms) {
        adjust(command, terms);
    }

    void adjust(AdjustBalance command, BillingTerms terms) {
        if (corrections().adjust(command)) {
            restore(command.at());
            charging().exhaust(terms, command.at());
        }
    }

    private Corrections corrections() {
        return new Corrections(id(), state);
    }

    private void restore(Instant at) {
        if (state.isExhausted() && state.balance().isPositive()) {
            apply(new BalanceRestored(id(), account(), state.balance(), at));
        }
    }

    // Promises

    void hold(VpsId vpsId, @Nullable AccessTokenId tokenId, Usd amount, Instant at) {
        if (state.isHeld(vpsId)) {
            return;
        }
        requireSpendable(tokenId, amount);
        apply(new FundsHeld(id(), account(), vpsId, amount, state.held().plus(amount), at));
    }

    void requireSpendable(@Nullable AccessTokenId tokenId, Usd amount) {
        requireUnspent(tokenId);
        Usd available = state.available();
        if (available.isLessThan(amount)) {
            throw new InsufficientBalance(available, amount);
        }
    }

    void release(VpsId vpsId, Instant at) {
        Usd amount = state.hold(vpsId);
        if (amount != null) {
            apply(new HoldReleased(id(), account(), vpsId, amount, state.held().minus(amount), at));
        }
    }

    void limitSpending(AccessTokenId tokenId, Usd limit, Instant at) {
        requirePositive(limit, "a spend limit");
        if (!state.isLimitedTo(tokenId, limit)) {
            apply(new SpendLimitSet(id(), account(), tokenId, limit, at));
        }
    }

    void endSpendLimit(AccessTokenId tokenId, Instant at) {
        Spending spending = state.spending(tokenId);
        if (spending != null && !spending.ended()) {
            apply(new SpendLimitEnded(id(), account(), tokenId, at));
        }
    }

    private void requireUnspent(@Nullable AccessTokenId tokenId) {
        Spending spending = state.spending(tokenId);
        if (spending != null && spending.isExhausted()) {
            throw new SpendLimitExhausted(spending.spent(), spending.limit());
        }
    }

    // Meters

    void openMeter(VpsId vpsId, PlanId planId, @Nullable AccessTokenId tokenId, Instant at) {
        if (state.meters().isOpen(vpsId)) {
            return;
        }
        apply(new MeterOpened(id(), account(), vpsId, planId, tokenId, at));
        suspensionCause(vpsId).ifPresent(cause -> apply(new SuspensionDue(id(), account(), cause, List.of(vpsId), at)));
    }

    void closeMeter(VpsId vpsId, Instant until, PriceBook prices, Instant at) {
        if (!state.meters().isOpen(vpsId)) {
            return;
        }
        List<ChargeLine> unearned = state.meters().chargedAfter(vpsId, until, prices);
        List<ChargeLine> known = unearned.isEmpty()
                ? List.of()
                : state.meters().allChargedSince(vpsId, Corrections.hourOf(unearned), prices);
        apply(new MeterClosed(id(), account(), vpsId, until, at));
        if (!unearned.isEmpty()) {
            corrections().reverse(vpsId, unearned, known, at);
            restore(at);
        }
    }

    void removeMeter(VpsId vpsId, Instant at) {
        if (state.meters().isKept(vpsId)) {
            apply(new MeterRemoved(id(), account(), vpsId, at));
        }
    }

    /** Does nothing if no VPS is being made, or can cost money. */
    void requireIdle() {
        if (state.held().isPositive() || !state.meters().kept().isEmpty()) {
            throw new CommandRejected(
                    RejectionCode.ACCOUNT_IN_USE, "the account still has VPSes: they have to be destroyed first");
        }
    }

    /** Does nothing if so much could be given back. */
    void requireRefundable(Usd amount, @Nullable Claim claim) {
        state.refunds().require(amount, claim);
    }

    /** Why the VPS, which runs, must not: empty if it may. */
    Optional<SuspensionCause> suspensionCause(VpsId vpsId) {
        if (state.isExhausted()) {
            return Optional.of(SuspensionCause.BALANCE_EXHAUSTED);
        }
        Spending spending = state.spending(state.meters().tokenOf(vpsId));
        return spending != null && spending.isExhausted()
                ? Optional.of(SuspensionCause.SPEND_LIMIT_REACHED)
                : Optional.empty();
    }

    // Charges

    void charge(Minute minute, PriceBook prices, BillingTerms terms, Instant at) {
        charging().charge(minute, prices, terms, at);
    }

    private Charging charging() {
        return new Charging(id(), state);
    }

    // The grace time

    @CommandHandler
    void handle(WarnOfGraceEnd command) {
        Instant endsAt = state.graceEndsAt();
        if (endsAt != null && !state.meters().kept().isEmpty()) {
            apply(new GraceEnding(id(), account(), endsAt, command.at()));
        }
    }

    @CommandHandler
    void handle(EndGrace command) {
        Instant endsAt = state.graceEndsAt();
        if (endsAt != null && !command.at().isBefore(endsAt) && !state.isGraceOver()) {
            apply(new GraceEnded(id(), account(), state.meters().kept(), command.at()));
        }
    }

    /** Whether the VPS is to be destroyed: the grace time went by, and there is still nothing on the balance. */
    boolean isForfeit() {
        return state.isGraceOver();
    }

    @EventSourcingHandler
    void on(LedgerEvent event) {
        if (event instanceof LedgerOpened opened) {
            ledgerId = opened.ledgerId();
        }
        state.on(event);
    }

    private LedgerId id() {
        if (ledgerId == null) {
            throw new IllegalStateException("the ledger was never opened");
        }
        return ledgerId;
    }

    private AccountId account() {
        return id().accountId();
    }
}
