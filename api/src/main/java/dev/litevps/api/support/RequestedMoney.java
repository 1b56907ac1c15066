package dev.litevps.api.support;

import dev.litevps.api.web.Commands;
import dev.litevps.events.approval.MoneyApprovalEvent;
import dev.litevps.events.approval.MoneyApprovalEvent.MoneyApproved;
import dev.litevps.events.approval.MoneyApprovalEvent.MoneyRejected;
import dev.litevps.events.approval.MoneyApprovalEvent.MoneyRequested;
import dev.litevps.events.approval.MoneyApprovalId;
import dev.litevps.query.approval.ApprovalRow;
import dev.litevps.query.approval.ApprovalRow.Decision;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Requests to move money, as their events say. Who has just asked or decided is answered from these: a view that is behind would
 * say that money was moved which waits.
 */
@Component
class RequestedMoney {

    private final EventStore events;
    private final Commands commands;

    RequestedMoney(EventStore events, Commands commands) {
        this.events = events;
        this.commands = commands;
    }

    /** The request; empty if there is none, as for money that was moved at once. */
    Mono<ApprovalRow> find(MoneyApprovalId id) {
        return commands.blocking(() -> read(id)).flatMap(Mono::justOrEmpty);
    }

    private Optional<ApprovalRow> read(MoneyApprovalId id) {
        Iterator<MoneyApprovalEvent> life = events.readEvents(id.toString(), 0)
                .asStream()
                .map(message -> message.getPayload())
                .filter(MoneyApprovalEvent.class::isInstance)
                .map(MoneyApprovalEvent.class::cast)
                .iterator();
        ApprovalRow row = null;
        while (life.hasNext()) {
            row = after(row, life.next());
        }
        return Optional.ofNullable(row);
    }

    private static ApprovalRow after(@Nullable ApprovalRow row, MoneyApprovalEvent event) {
        return switch (event) {
            case MoneyRequested requested ->
                new ApprovalRow(
                        requested.approvalId(),
                        requested.move(),
                        requested.requestedBy(),
                        requested.at(),
                        requested.expiresAt(),
                        null);
            case MoneyApproved approved -> decided(row, new Decision(true, approved.approvedBy(), approved.at(), null));
            case MoneyRejected rejected ->
                decided(row, new Decision(false, rejected.rejectedBy(), rejected.at(), rejected.reason()));
        };
    }

    private static ApprovalRow decided(@Nullable ApprovalRow asked, Decision decision) {
        ApprovalRow row = Objects.requireNonNull(asked);
        return new ApprovalRow(row.id(), row.move(), row.requestedBy(), row.requestedAt(), row.expiresAt(), decision);
    }
}
