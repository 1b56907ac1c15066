package dev.litevps.command.approval;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.approval.MoneyCommand.MoveMoney;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.approval.AllowanceEvent;
import dev.litevps.events.approval.AllowanceEvent.MoneyMovedAlone;
import dev.litevps.events.approval.AllowanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * What one person of support may move without a second one. It begins with the first move, and is used up by each and free again
 * 24 hours later: in all, and for each customer. What was approved by somebody does not count.
 */
@Aggregate(cache = "aggregateCache", snapshotTriggerDefinition = "snapshotTrigger")
@Revision("1")
class Allowance {

    private static final Duration WINDOW = Duration.ofHours(24);

    @AggregateIdentifier
    private @Nullable AllowanceId allowanceId;

    /** Of the last 24 hours. */
    private List<MoneyMovedAlone> moves = new ArrayList<>();

    Allowance() {}

    /** Takes what is to be moved from what is left; false, and nothing is taken, if that is not enough. */
    boolean take(MoveMoney command, ApprovalTerms terms) {
        if (moves.stream().anyMatch(moved -> moved.movedId().equals(command.approvalId()))) {
            return true;
        }
        AccountId customer = command.move().accountId();
        Usd amount = ApprovalTerms.magnitude(command.move().amount());
        Instant since = command.at().minus(WINDOW);
        Usd forCustomer = sum(moved -> moved.customerId().equals(customer), since);
        Usd inAll = sum(_ -> true, since);
        if (terms.above().isLessThan(forCustomer.plus(amount))
                || terms.aboveInAll().isLessThan(inAll.plus(amount))) {
            return false;
        }
        apply(new MoneyMovedAlone(
                allowanceId == null ? new AllowanceId(command.by()) : allowanceId,
                command.approvalId(),
                customer,
                amount,
                command.at()));
        return true;
    }

    private Usd sum(Predicate<MoneyMovedAlone> counts, Instant since) {
        return moves.stream()
                .filter(moved -> moved.at().isAfter(since))
                .filter(counts)
                .map(MoneyMovedAlone::amount)
                .reduce(Usd.ZERO, Usd::plus);
    }

    @EventSourcingHandler
    void on(AllowanceEvent event) {
        switch (event) {
            case MoneyMovedAlone moved -> {
                allowanceId = moved.allowanceId();
                Instant since = moved.at().minus(WINDOW);
                moves.removeIf(earlier -> !earlier.at().isAfter(since));
                moves.add(moved);
            }
        }
    }
}
