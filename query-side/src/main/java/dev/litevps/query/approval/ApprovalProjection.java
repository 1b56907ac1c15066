package dev.litevps.query.approval;

import dev.litevps.events.approval.MoneyApprovalEvent;
import dev.litevps.events.approval.MoneyApprovalEvent.MoneyApproved;
import dev.litevps.events.approval.MoneyApprovalEvent.MoneyRejected;
import dev.litevps.events.approval.MoneyApprovalEvent.MoneyRequested;
import dev.litevps.events.approval.MoneyMove;
import dev.litevps.events.ledger.PaidFor;
import dev.litevps.query.AggregateVersion;
import dev.litevps.query.ViewWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Keeps one row for each request to move money. */
@Component
@ProcessingGroup("query.approval")
class ApprovalProjection {

    private static final String REQUEST = """
            insert into money_approval_view (id, account_id, kind, amount_micros, reason, vps_id, charge_id, cost_micros,
                requested_by, requested_at, expires_at, version)
            values (?, ?, ?, ?, ?, cast(? as uuid), ?, cast(? as bigint), ?, ?, ?, ?)
            on conflict (id) do nothing""";

    private static final String DECIDE = """
            update money_approval_view
            set decision = ?, decided_by = ?, decided_at = ?, decision_reason = ?, version = ?
            where id = ? and version < ?""";

    private final ViewWriter views;
    private final JdbcOperations jdbc;

    ApprovalProjection(ViewWriter views, JdbcOperations jdbc) {
        this.views = views;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(MoneyApprovalEvent event, @SequenceNumber long version) {
        UUID id = event.approvalId().value();
        AggregateVersion shown = new AggregateVersion("MoneyApproval", id.toString(), version);
        OffsetDateTime at = timestamp(event.at());
        switch (event) {
            case MoneyRequested requested -> request(shown, requested, version);
            case MoneyApproved approved ->
                views.write(shown, DECIDE, "approved", approved.approvedBy().value(), at, null, version, id, version);
            case MoneyRejected rejected ->
                views.write(
                        shown,
                        DECIDE,
                        "rejected",
                        rejected.rejectedBy().value(),
                        at,
                        rejected.reason(),
                        version,
                        id,
                        version);
        }
    }

    private void request(AggregateVersion shown, MoneyRequested requested, long version) {
        MoneyMove move = requested.move();
        PaidFor paidFor = move.paidFor();
        views.write(
                shown,
                REQUEST,
                requested.approvalId().value(),
                move.accountId().value(),
                move.kind().name(),
                move.amount().micros(),
                move.reason(),
                paidFor == null ? null : paidFor.vpsId().value(),
                paidFor == null ? null : paidFor.chargeId(),
                paidFor == null ? null : paidFor.cost().micros(),
                requested.requestedBy().value(),
                timestamp(requested.at()),
                timestamp(requested.expiresAt()),
                version);
    }

    @ResetHandler
    void reset() {
        jdbc.execute("truncate table money_approval_view");
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
