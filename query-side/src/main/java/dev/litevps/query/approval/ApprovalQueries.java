package dev.litevps.query.approval;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.approval.MoneyApprovalId;
import dev.litevps.events.approval.MoneyKind;
import dev.litevps.events.approval.MoneyMove;
import dev.litevps.events.ledger.PaidFor;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Columns;
import dev.litevps.query.Slice;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads requests to move money. */
@Component
public class ApprovalQueries {

    private final DatabaseClient database;

    public ApprovalQueries(DatabaseClient database) {
        this.database = database;
    }

    /** The request; empty if there is none. */
    public Mono<ApprovalRow> byId(MoneyApprovalId id) {
        return database.sql("select * from money_approval_view where id = :id")
                .bind("id", id.value())
                .map(ApprovalQueries::row)
                .one();
    }

    /**
     * The newest first.
     *
     * @param state what has become of them by {@code now}; null for all
     */
    public Flux<ApprovalRow> list(@Nullable ApprovalState state, Instant now, Slice slice) {
        Slice.Position after = Objects.requireNonNullElse(slice.after(), Slice.BEFORE_ALL);
        String condition = state == null ? "" : " and " + state.condition();
        GenericExecuteSpec statement = database.sql("select * from money_approval_view"
                        + " where (requested_at, id) < (:after_at, :after_id)" + condition
                        + " order by requested_at desc, id desc limit :limit offset :offset")
                .bind("after_at", after.at().atOffset(ZoneOffset.UTC))
                .bind("after_id", after.id())
                .bind("limit", slice.limit())
                .bind("offset", slice.offset());
        return (condition.contains(":now") ? statement.bind("now", now.atOffset(ZoneOffset.UTC)) : statement)
                .map(ApprovalQueries::row)
                .all();
    }

    private static ApprovalRow row(Readable row) {
        Columns columns = new Columns(row);
        return new ApprovalRow(
                new MoneyApprovalId(columns.uuid("id")),
                new MoneyMove(
                        new AccountId(columns.uuid("account_id")),
                        MoneyKind.valueOf(columns.text("kind")),
                        new Usd(columns.number("amount_micros")),
                        columns.text("reason"),
                        paidFor(columns)),
                new AccountId(columns.uuid("requested_by")),
                columns.instant("requested_at"),
                columns.instant("expires_at"),
                decision(columns));
    }

    private static @Nullable PaidFor paidFor(Columns columns) {
        UUID vpsId = columns.row().get("vps_id", UUID.class);
        return vpsId == null
                ? null
                : new PaidFor(
                        new VpsId(vpsId), columns.textOrNull("charge_id"), new Usd(columns.number("cost_micros")));
    }

    private static ApprovalRow.@Nullable Decision decision(Columns columns) {
        String decision = columns.textOrNull("decision");
        return decision == null
                ? null
                : new ApprovalRow.Decision(
                        decision.equals("approved"),
                        new AccountId(columns.uuid("decided_by")),
                        columns.instant("decided_at"),
                        columns.textOrNull("decision_reason"));
    }
}
