package dev.litevps.command.approval;

import dev.litevps.command.Aggregates;
import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.approval.MoneyCommand.ApproveMoney;
import dev.litevps.command.approval.MoneyCommand.MoveMoney;
import dev.litevps.command.approval.MoneyCommand.RejectMoney;
import dev.litevps.command.ledger.ChargedFor;
import dev.litevps.command.ledger.Claim;
import dev.litevps.command.ledger.LedgerCommand.AdjustBalance;
import dev.litevps.command.ledger.LedgerCommand.RefundFunds;
import dev.litevps.command.ledger.Ledgers;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.approval.AllowanceId;
import dev.litevps.events.approval.MoneyApprovalId;
import dev.litevps.events.approval.MoneyKind;
import dev.litevps.events.approval.MoneyMove;
import dev.litevps.events.ledger.AdjustmentId;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.ledger.RefundId;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Support moves money: little of it at once, much of it together with a second person's approval. */
@Component
class MoneyMovements {

    private static final String UNKNOWN = "there is no such request to move money";

    private final Repository<Allowance> allowances;
    private final Repository<MoneyApproval> approvals;
    private final Ledgers ledgers;
    private final ApprovalTerms terms;
    private final EventStore eventStore;

    MoneyMovements(
            Repository<Allowance> allowances,
            Repository<MoneyApproval> approvals,
            Ledgers ledgers,
            ApprovalTerms terms,
            EventStore eventStore) {
        this.allowances = allowances;
        this.approvals = approvals;
        this.ledgers = ledgers;
        this.terms = terms;
        this.eventStore = eventStore;
    }

    @CommandHandler
    void handle(MoveMoney command) {
        MoneyMove move = command.move();
        requireAmount(move);
        requireReason(move.reason());
        requireOther(command.by(), move.accountId());
        if (isAllowedAlone(command)) {
            move(command.approvalId(), move, command.charged(), command.by(), command.at());
            return;
        }
        Aggregates.decide(
                approvals,
                command.approvalId(),
                MoneyApproval::new,
                approval -> approval.request(command, terms.expiry()));
        if (move.kind() == MoneyKind.REFUND || move.paidFor() != null) {
            ledgers.requireRefundable(move.accountId(), move.amount(), Claim.of(move.paidFor(), command.charged()));
        }
    }

    private boolean isAllowedAlone(MoveMoney command) {
        return !terms.takesTwo(command.move().amount())
                && !waitsForApproval(command.approvalId())
                && Aggregates.loadOrCreate(allowances, new AllowanceId(command.by()), Allowance::new)
                        .invoke(allowance -> allowance.take(command, terms));
    }

    /** What had to be approved when it was asked for first is not moved alone when it is asked for once more. */
    private boolean waitsForApproval(MoneyApprovalId id) {
        return eventStore.lastSequenceNumberFor(id.toString()).isPresent();
    }

    @CommandHandler
    void handle(ApproveMoney command) {
        load(command.approvalId())
                .invoke(approval -> approval.approve(command))
                .ifPresent(approved -> move(
                        command.approvalId(),
                        approved.move(),
                        command.charged(),
                        approved.requestedBy(),
                        command.at()));
    }

    @CommandHandler
    void handle(RejectMoney command) {
        requireReason(command.reason());
        load(command.approvalId()).execute(approval -> approval.reject(command));
    }

    private void move(MoneyApprovalId id, MoneyMove move, @Nullable ChargedFor charged, AccountId actor, Instant at) {
        LedgerId ledger = new LedgerId(move.accountId());
        Claim claim = Claim.of(move.paidFor(), charged);
        switch (move.kind()) {
            case CREDIT ->
                ledgers.credit(
                        move.accountId(), new CreditId(id.value()), CreditKind.GRANT, move.amount(), move.reason(), at);
            case REFUND ->
                ledgers.refund(new RefundFunds(
                        ledger, new RefundId(id.value()), claim, move.amount(), move.reason(), actor, at));
            case CORRECTION ->
                ledgers.adjust(new AdjustBalance(
                        ledger, new AdjustmentId(id.value()), claim, move.amount(), move.reason(), actor, at));
        }
    }

    /** The id comes from outside: it may be one of another kind of aggregate. */
    private Aggregate<MoneyApproval> load(MoneyApprovalId id) {
        Aggregate<MoneyApproval> found = Aggregates.load(approvals, id, RejectionCode.UNKNOWN_APPROVAL, UNKNOWN);
        if (!MoneyApproval.class.equals(found.rootType()) || !found.invoke(MoneyApproval::wasRequested)) {
            throw new CommandRejected(RejectionCode.UNKNOWN_APPROVAL, UNKNOWN);
        }
        return found;
    }

    /** Nobody moves the money of the own account, alone or for somebody else. */
    static void requireOther(AccountId person, AccountId account) {
        if (person.equals(account)) {
            throw new CommandRejected(RejectionCode.OWN_ACCOUNT, "nobody moves the money of the own account");
        }
    }

    private static void requireAmount(MoneyMove move) {
        boolean signed = move.kind() == MoneyKind.CORRECTION;
        if (signed ? move.amount().equals(Usd.ZERO) : !move.amount().isPositive()) {
            throw invalid(signed ? "a correction of nothing corrects nothing" : "the amount must be more than zero");
        }
        if (MoveMoney.MOST.isLessThan(move.amount()) || move.amount().isLessThan(Usd.ZERO.minus(MoveMoney.MOST))) {
            throw invalid("no more than " + MoveMoney.MOST + " can be moved at once");
        }
    }

    private static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw invalid("say why: a reason is required");
        }
    }

    private static CommandRejected invalid(String message) {
        return new CommandRejected(RejectionCode.INVALID_VALUE, message);
    }
}
