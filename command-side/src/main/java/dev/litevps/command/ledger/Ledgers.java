package dev.litevps.command.ledger;

import dev.litevps.command.Aggregates;
import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.ledger.LedgerCommand.AdjustBalance;
import dev.litevps.command.ledger.LedgerCommand.CreditFunds;
import dev.litevps.command.ledger.LedgerCommand.RefundFunds;
import dev.litevps.command.plan.PriceBook;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.ledger.SuspensionCause;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What other aggregates' handlers do to a ledger within their own unit of work, so that both are decided together or
 * not at all.
 */
@Component
public class Ledgers {

    private final Repository<Ledger> ledgers;
    private final PriceBook prices;
    private final BillingTerms terms;

    Ledgers(Repository<Ledger> ledgers, PriceBook prices, BillingTerms terms) {
        this.ledgers = ledgers;
        this.prices = prices;
        this.terms = terms;
    }

    /** Opens the account's ledger, if it has none. */
    public void open(AccountId accountId, Instant at) {
        Aggregates.decide(ledgers, new LedgerId(accountId), Ledger::new, ledger -> ledger.open(accountId, at));
    }

    /** Adds money to the account's balance. The same {@code creditId} counts once. */
    public void credit(AccountId accountId, CreditId creditId, CreditKind kind, Usd amount, String reason, Instant at) {
        CreditFunds command = new CreditFunds(new LedgerId(accountId), creditId, kind, amount, reason, at);
        load(accountId).execute(ledger -> ledger.credit(command));
    }

    /** Gives money back, as {@link RefundFunds} says. */
    public void refund(RefundFunds command) {
        load(command.ledgerId().accountId()).execute(ledger -> ledger.refund(command));
    }

    /** Corrects the balance, as {@link AdjustBalance} says. */
    public void adjust(AdjustBalance command) {
        load(command.ledgerId().accountId()).execute(ledger -> ledger.adjust(command, terms));
    }

    /**
     * Does nothing if so much could be given back.
     *
     * @param claim what it would be given back for; null if that is nothing in particular
     * @throws CommandRejected with {@link RejectionCode#REFUND_EXCEEDS_CHARGES} if it is more than was charged
     */
    public void requireRefundable(AccountId accountId, Usd amount, @Nullable Claim claim) {
        load(accountId).execute(ledger -> ledger.requireRefundable(amount, claim));
    }

    /**
     * Sets {@code amount} aside for the VPS. One VPS has one hold at most: a repeated one changes nothing.
     *
     * @param tokenId the access token with which it is asked for, if it is one
     * @throws InsufficientBalance if the account cannot spend that much
     * @throws SpendLimitExhausted if the token, or the one that created the VPS, has spent all that it may
     */
    public void hold(AccountId accountId, VpsId vpsId, @Nullable AccessTokenId tokenId, Usd amount, Instant at) {
        load(accountId).execute(ledger -> ledger.hold(vpsId, tokenId, amount, at));
    }

    /**
     * Does nothing if {@code amount} could be set aside for a new VPS.
     *
     * @param tokenId the access token with which it is asked for, if it is one
     * @throws InsufficientBalance if the account cannot spend that much
     * @throws SpendLimitExhausted if the token has spent all that it may
     */
    public void requireSpendable(AccountId accountId, @Nullable AccessTokenId tokenId, Usd amount) {
        load(accountId).execute(ledger -> ledger.requireSpendable(tokenId, amount));
    }

    /** Gives back what is set aside for the VPS, if anything is. */
    public void release(AccountId accountId, VpsId vpsId, Instant at) {
        load(accountId).execute(ledger -> ledger.release(vpsId, at));
    }

    /** The VPS can be reached: what was set aside for it is given back, and it costs money from now on. */
    public void openMeter(
            AccountId accountId, VpsId vpsId, PlanId planId, @Nullable AccessTokenId tokenId, Instant at) {
        load(accountId).execute(ledger -> {
            ledger.release(vpsId, at);
            ledger.openMeter(vpsId, planId, tokenId, at);
        });
    }

    /**
     * The VPS no longer costs money, if it did.
     *
     * @param until up to when it ran; what was charged for later minutes is given back
     */
    public void closeMeter(AccountId accountId, VpsId vpsId, Instant until, Instant at) {
        load(accountId).execute(ledger -> ledger.closeMeter(vpsId, until, prices, at));
    }

    /** The VPS is being destroyed: nothing is set aside for it, and it will never cost money again. */
    public void retireMeter(AccountId accountId, VpsId vpsId, Instant at) {
        load(accountId).execute(ledger -> {
            ledger.release(vpsId, at);
            ledger.closeMeter(vpsId, at, prices, at);
            ledger.removeMeter(vpsId, at);
        });
    }

    /** The machines that the token creates may cost this much, in all. */
    public void limitSpending(AccountId accountId, AccessTokenId tokenId, Usd limit, Instant at) {
        load(accountId).execute(ledger -> ledger.limitSpending(tokenId, limit, at));
    }

    /** The token was revoked: its limit counts as long as machines are left that it created. */
    public void endSpendLimit(AccountId accountId, AccessTokenId tokenId, Instant at) {
        load(accountId).execute(ledger -> ledger.endSpendLimit(tokenId, at));
    }

    /** Why the VPS, which runs, must not: empty if it is paid for. */
    public Optional<SuspensionCause> suspensionCause(AccountId accountId, VpsId vpsId) {
        return load(accountId).invoke(ledger -> ledger.suspensionCause(vpsId));
    }

    /**
     * Does nothing if no VPS of the account is being made, or can cost money.
     *
     * @throws CommandRejected with {@link RejectionCode#ACCOUNT_IN_USE} otherwise
     */
    public void requireIdle(AccountId accountId) {
        load(accountId).execute(Ledger::requireIdle);
    }

    /** Whether the account's VPSes are to be destroyed: the grace time went by, and there is still nothing. */
    public boolean isForfeit(AccountId accountId) {
        return load(accountId).invoke(Ledger::isForfeit);
    }

    private Aggregate<Ledger> load(AccountId accountId) {
        return ledgers.load(new LedgerId(accountId).toString());
    }
}
