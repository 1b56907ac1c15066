package dev.litevps.command.approval;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.approval.MoneyCommand.ApproveMoney;
import dev.litevps.command.approval.MoneyCommand.MoveMoney;
import dev.litevps.command.approval.MoneyCommand.RejectMoney;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.approval.MoneyApprovalEvent;
import dev.litevps.events.approval.MoneyApprovalEvent.MoneyApproved;
import dev.litevps.events.approval.MoneyApprovalEvent.MoneyRejected;
import dev.litevps.events.approval.MoneyApprovalEvent.MoneyRequested;
import dev.litevps.events.approval.MoneyApprovalId;
import dev.litevps.events.approval.MoneyMove;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * A request to move much money. Somebody of support asks for it; somebody else approves it, which moves the money at once, or
 * rejects it. If nobody does either for some days, it can no longer be approved.
 */
@Aggregate(cache = "aggregateCache", snapshotTriggerDefinition = "snapshotTrigger")
@Revision("1")
class MoneyApproval {

    @AggregateIdentifier
    private @Nullable MoneyApprovalId approvalId;

    private @Nullable MoneyMove move;
    private @Nullable AccountId requestedBy;
    private @Nullable Instant expiresAt;
    private boolean approved;
    private boolean rejected;

    MoneyApproval() {}

    void request(MoveMoney command, Duration expiry) {
        if (approvalId == null) {
            apply(new MoneyRequested(
                    command.approvalId(),
                    command.move(),
                    command.by(),
                    command.at().plus(expiry),
                    command.at()));
        }
    }

    boolean wasRequested() {
        return approvalId != null;
    }

    /** What is to be moved now; empty if that has happened before. */
    Optional<Approved> approve(ApproveMoney command) {
        if (approved) {
            return Optional.empty();
        }
        if (rejected) {
            throw new CommandRejected(RejectionCode.WRONG_STATE, "this was rejected");
        }
        if (!command.at().isBefore(Objects.requireNonNull(expiresAt))) {
            throw new CommandRejected(
                    RejectionCode.WRONG_STATE, "this could be approved until " + expiresAt + ": ask for it again");
        }
        if (command.by().equals(requestedBy)) {
            throw new CommandRejected(
                    RejectionCode.SAME_PERSON, "somebody else than who asked for it has to approve it");
        }
        MoneyMove moved = Objects.requireNonNull(move);
        MoneyMovements.requireOther(command.by(), moved.accountId());
        apply(new MoneyApproved(command.approvalId(), moved.accountId(), command.by(), command.at()));
        return Optional.of(new Approved(moved, Objects.requireNonNull(requestedBy)));
    }

    /** What is to be moved, and who had asked for it. */
    record Approved(MoneyMove move, AccountId requestedBy) {}

    void reject(RejectMoney command) {
        if (rejected) {
            return;
        }
        if (approved) {
            throw new CommandRejected(RejectionCode.WRONG_STATE, "this was approved, and the money is moved");
        }
        apply(new MoneyRejected(
                command.approvalId(),
                Objects.requireNonNull(move).accountId(),
                command.by(),
                command.reason(),
                command.at()));
    }

    @EventSourcingHandler
    void on(MoneyApprovalEvent event) {
        switch (event) {
            case MoneyRequested requested -> {
                approvalId = requested.approvalId();
                move = requested.move();
                requestedBy = requested.requestedBy();
                expiresAt = requested.expiresAt();
            }
            case MoneyApproved _ -> approved = true;
            case MoneyRejected _ -> rejected = true;
        }
    }
}
