package dev.litevps.query.ledger;

import dev.litevps.events.Usd;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.ledger.LedgerEvent;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.AggregateVersion;
import dev.litevps.query.ViewWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/**
 * Keeps the balance of each account, its entries, what its VPSes cost by the hour, and when they were metered: all of it in
 * one transaction, so that the balance is the sum of the entries whenever one looks, and a caller who waits for the
 * balance to show an event finds it in the statement too.
 */
@Component
@ProcessingGroup("query.ledger")
class LedgerProjection {

    private final ViewWriter views;
    private final JdbcOperations jdbc;

    LedgerProjection(ViewWriter views, JdbcOperations jdbc) {
        this.views = views;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(LedgerEvent event, @SequenceNumber long version, @MessageIdentifier String eventId) {
        Row row = new Row(event, version, UUID.fromString(eventId));
        switch (event) {
            case LedgerEvent.LedgerOpened _ -> row.open();
            case LedgerEvent.FundsCredited credited ->
                row.book(
                        EntryKind.of(credited.kind()),
                        new Movement(credited.amount(), credited.balanceAfter()),
                        credited.reason(),
                        null,
                        null);
            case LedgerEvent.FundsRefunded refunded ->
                row.book(
                        EntryKind.REFUND,
                        new Movement(refunded.amount(), refunded.balanceAfter()),
                        refunded.reason(),
                        refunded.vpsId(),
                        refunded.chargeId());
            case LedgerEvent.BalanceAdjusted adjusted ->
                row.book(
                        EntryKind.ADJUSTMENT,
                        new Movement(adjusted.amount(), adjusted.balanceAfter()),
                        adjusted.reason(),
                        adjusted.vpsId(),
                        adjusted.chargeId());
            case LedgerEvent.MinuteCharged charged -> row.charge(charged);
            case LedgerEvent.ChargesReversed reversed -> row.reverse(reversed);
            case LedgerEvent.FundsHeld held ->
                row.write(LedgerSql.SET_HELD, held.heldAfter().micros(), version, row.account, version);
            case LedgerEvent.HoldReleased released ->
                row.write(LedgerSql.SET_HELD, released.heldAfter().micros(), version, row.account, version);
            case LedgerEvent.MeterOpened opened -> row.openMeter(opened);
            case LedgerEvent.MeterClosed closed -> row.closeMeter(closed);
            case LedgerEvent.BalanceExhausted exhausted ->
                row.write(
                        LedgerSql.EXHAUST,
                        timestamp(exhausted.at()),
                        timestamp(exhausted.graceEndsAt()),
                        version,
                        row.account,
                        version);
            case LedgerEvent.BalanceRestored _ -> row.write(LedgerSql.RESTORE, version, row.account, version);
            case LedgerEvent.MeterRemoved _,
                    LedgerEvent.LowBalanceReached _,
                    LedgerEvent.LowBalanceOver _,
                    LedgerEvent.GraceEnding _,
                    LedgerEvent.GraceEnded _,
                    LedgerEvent.SuspensionDue _,
                    LedgerEvent.SpendLimitSet _,
                    LedgerEvent.SpendLimitReached _,
                    LedgerEvent.SpendLimitEnded _ -> row.write(LedgerSql.ADVANCE, version, row.account, version);
        }
    }

    @ResetHandler
    void reset() {
        jdbc.execute("truncate table balance_view, ledger_entry, charge_hour, meter_interval");
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** The ledger's rows that an event changes. */
    private final class Row {

        private final AggregateVersion shown;
        private final long version;
        private final UUID account;
        private final UUID eventId;
        private final OffsetDateTime at;

        private Row(LedgerEvent event, long version, UUID eventId) {
            this.shown = new AggregateVersion("Ledger", event.ledgerId().toString(), version);
            this.version = version;
            this.account = event.accountId().value();
            this.eventId = eventId;
            this.at = timestamp(event.at());
        }

        void open() {
            write(LedgerSql.OPEN, account, shown.identifier(), version);
        }

        void book(EntryKind kind, Movement movement, String reason, @Nullable VpsId vpsId, @Nullable String chargeId) {
            write(
                    LedgerSql.BOOK,
                    movement.balanceAfter().micros(),
                    version,
                    account,
                    version,
                    version,
                    eventId,
                    kind.code(),
                    movement.amount().micros(),
                    movement.balanceAfter().micros(),
                    reason,
                    vpsId == null ? null : vpsId.value(),
                    chargeId,
                    at);
        }

        void charge(LedgerEvent.MinuteCharged charged) {
            List<ChargeLine> lines = charged.lines();
            long rows = lines.stream().mapToLong(ChargeLine::minutes).sum();
            bookLines(
                    EntryKind.CHARGE,
                    Usd.ZERO.minus(charged.amount()),
                    charged.balanceAfter(),
                    null,
                    lines,
                    rows,
                    HourShares.ofCharges(lines));
        }

        void reverse(LedgerEvent.ChargesReversed reversed) {
            bookLines(
                    EntryKind.REVERSAL,
                    reversed.amount(),
                    reversed.balanceAfter(),
                    reversed.vpsId(),
                    reversed.lines(),
                    1,
                    HourShares.ofReversals(reversed.lines()));
        }

        private void bookLines(
                EntryKind kind,
                Usd amount,
                Usd balance,
                @Nullable VpsId vpsId,
                List<ChargeLine> lines,
                long rows,
                HourShares shares) {
            write(
                    LedgerSql.BOOK_LINES,
                    balance.micros(),
                    rows,
                    version,
                    account,
                    version,
                    rows,
                    shares.hours(),
                    shares.vpsIds(),
                    shares.minutes(),
                    shares.micros(),
                    rows,
                    version,
                    eventId,
                    kind.code(),
                    amount.micros(),
                    balance.micros(),
                    vpsId == null ? null : vpsId.value(),
                    at,
                    LineColumns.vpsIds(lines),
                    LineColumns.priceVersions(lines),
                    LineColumns.priceMicros(lines),
                    LineColumns.firstMinutes(lines),
                    LineColumns.minutes(lines),
                    LineColumns.firstNumbers(lines));
        }

        void openMeter(LedgerEvent.MeterOpened opened) {
            write(
                    LedgerSql.OPEN_METER,
                    version,
                    account,
                    version,
                    opened.vpsId().value(),
                    version,
                    opened.planId().value(),
                    at,
                    eventId);
        }

        void closeMeter(LedgerEvent.MeterClosed closed) {
            write(
                    LedgerSql.CLOSE_METER,
                    version,
                    account,
                    version,
                    timestamp(closed.until()),
                    version,
                    eventId,
                    at,
                    closed.vpsId().value());
        }

        void write(String sql, @Nullable Object... parameters) {
            views.write(shown, sql, parameters);
        }
    }
}
