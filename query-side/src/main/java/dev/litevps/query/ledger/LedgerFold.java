package dev.litevps.query.ledger;

import dev.litevps.events.Usd;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.ledger.LedgerEvent;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.CopiedRows;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What many events of ledgers add up to: as few rows as their views change. */
final class LedgerFold {

    private static final List<ChargeLine> NO_LINES = List.of();

    private final Map<UUID, LedgerHead> heads;
    private final CopiedRows entries = new CopiedRows(LedgerSql.ENTRIES);
    private final Map<Hour, HourSum> hours = new LinkedHashMap<>();
    private final CopiedRows openedMeters = new CopiedRows(LedgerSql.OPENED_METERS);
    private final List<@Nullable Object[]> closedMeters = new ArrayList<>();

    /** An event with its number among those of its ledger. */
    record Numbered(LedgerEvent event, long version, UUID eventId) {

        UUID account() {
            return event.accountId().value();
        }
    }

    /** An hour of a VPS; hours count from 1970-01-01T00:00Z. */
    record Hour(UUID account, long hour, UUID vpsId) {}

    /** What was booked for it, and between which rows. */
    record HourSum(int minutes, long micros, long firstEntry, long lastEntry) {

        private HourSum plus(HourSum later) {
            return new HourSum(minutes + later.minutes, micros + later.micros, firstEntry, later.lastEntry);
        }
    }

    /** @param heads what the view shows, by account; it is changed */
    LedgerFold(Map<UUID, LedgerHead> heads) {
        this.heads = heads;
    }

    void add(Numbered numbered) {
        LedgerHead head = heads.get(numbered.account());
        if (head == null) {
            if (numbered.event() instanceof LedgerEvent.LedgerOpened opened) {
                heads.put(
                        numbered.account(),
                        LedgerHead.opened(numbered.account(), opened.ledgerId().toString(), numbered.version()));
            }
        } else if (!head.shows(numbered.version())) {
            apply(numbered, head);
        }
    }

    private void apply(Numbered numbered, LedgerHead head) {
        switch (numbered.event()) {
            case LedgerEvent.FundsCredited credited ->
                book(
                        numbered,
                        head,
                        EntryKind.of(credited.kind()),
                        new Movement(credited.amount(), credited.balanceAfter()),
                        new About(credited.reason(), null, null));
            case LedgerEvent.FundsRefunded refunded ->
                book(
                        numbered,
                        head,
                        EntryKind.REFUND,
                        new Movement(refunded.amount(), refunded.balanceAfter()),
                        new About(refunded.reason(), refunded.vpsId(), refunded.chargeId()));
            case LedgerEvent.BalanceAdjusted adjusted ->
                book(
                        numbered,
                        head,
                        EntryKind.ADJUSTMENT,
                        new Movement(adjusted.amount(), adjusted.balanceAfter()),
                        new About(adjusted.reason(), adjusted.vpsId(), adjusted.chargeId()));
            case LedgerEvent.MinuteCharged charged -> charge(numbered, head, charged);
            case LedgerEvent.ChargesReversed reversed -> reverse(numbered, head, reversed);
            case LedgerEvent.FundsHeld held -> head.hold(held.heldAfter());
            case LedgerEvent.HoldReleased released -> head.hold(released.heldAfter());
            case LedgerEvent.MeterOpened opened ->
                openedMeters.add(
                        opened.vpsId().value(),
                        numbered.version(),
                        head.accountId(),
                        opened.planId().value(),
                        opened.at(),
                        numbered.eventId());
            case LedgerEvent.MeterClosed closed ->
                closedMeters.add(new @Nullable Object[] {
                    timestamp(closed.until()),
                    numbered.version(),
                    numbered.eventId(),
                    timestamp(closed.at()),
                    closed.vpsId().value(),
                    numbered.version()
                });
            case LedgerEvent.BalanceExhausted exhausted -> head.exhaust(exhausted.at(), exhausted.graceEndsAt());
            case LedgerEvent.BalanceRestored _ -> head.restore();
            case LedgerEvent.LedgerOpened _,
                    LedgerEvent.MeterRemoved _,
                    LedgerEvent.LowBalanceReached _,
                    LedgerEvent.LowBalanceOver _,
                    LedgerEvent.GraceEnding _,
                    LedgerEvent.GraceEnded _,
                    LedgerEvent.SuspensionDue _,
                    LedgerEvent.SpendLimitSet _,
                    LedgerEvent.SpendLimitReached _,
                    LedgerEvent.SpendLimitEnded _ -> {
                // Nothing but the number changes: who waits for the event need not wait any longer.
            }
        }
    }

    /** Why an entry was made, and what it is about. */
    private record About(
            @Nullable String reason,
            @Nullable VpsId vpsId,
            @Nullable String chargeId) {

        private static final About NOTHING = new About(null, null, null);
    }

    private void book(Numbered numbered, LedgerHead head, EntryKind kind, Movement movement, About about) {
        long row = head.book(movement.balanceAfter(), 1);
        entry(numbered, row, 1, kind, movement, about, NO_LINES);
    }

    private void charge(Numbered numbered, LedgerHead head, LedgerEvent.MinuteCharged charged) {
        long count = charged.lines().stream().mapToLong(ChargeLine::minutes).sum();
        long row = head.book(charged.balanceAfter(), count);
        Movement movement = new Movement(Usd.ZERO.minus(charged.amount()), charged.balanceAfter());
        entry(numbered, row, count, EntryKind.CHARGE, movement, About.NOTHING, charged.lines());
        divide(numbered.account(), row, HourShares.ofCharges(charged.lines()));
    }

    private void reverse(Numbered numbered, LedgerHead head, LedgerEvent.ChargesReversed reversed) {
        long row = head.book(reversed.balanceAfter(), 1);
        Movement movement = new Movement(reversed.amount(), reversed.balanceAfter());
        About about = new About(null, reversed.vpsId(), null);
        entry(numbered, row, 1, EntryKind.REVERSAL, movement, about, reversed.lines());
        divide(numbered.account(), row, HourShares.ofReversals(reversed.lines()));
    }

    private void divide(UUID account, long row, HourShares shares) {
        shares.forEach((hour, vpsId, minutes, amount) -> hours.merge(
                new Hour(account, hour, vpsId.value()),
                new HourSum(minutes, amount.micros(), row, row),
                HourSum::plus));
    }

    private void entry(
            Numbered numbered,
            long row,
            long count,
            EntryKind kind,
            Movement movement,
            About about,
            List<ChargeLine> lines) {
        boolean hasLines = kind == EntryKind.CHARGE || kind == EntryKind.REVERSAL;
        VpsId vpsId = about.vpsId();
        entries.add(
                numbered.account(),
                row,
                count,
                numbered.version(),
                numbered.eventId(),
                kind.code(),
                movement.amount().micros(),
                movement.balanceAfter().micros(),
                about.reason(),
                vpsId == null ? null : vpsId.value(),
                about.chargeId(),
                numbered.event().at(),
                hasLines ? LineColumns.vpsIds(lines) : null,
                hasLines ? LineColumns.priceVersions(lines) : null,
                hasLines ? LineColumns.priceMicros(lines) : null,
                hasLines ? LineColumns.firstMinutes(lines) : null,
                hasLines ? LineColumns.minutes(lines) : null,
                hasLines ? LineColumns.firstNumbers(lines) : null);
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** What the view shows of each ledger now. */
    Collection<LedgerHead> heads() {
        return heads.values();
    }

    CopiedRows entries() {
        return entries;
    }

    Map<Hour, HourSum> hours() {
        return hours;
    }

    CopiedRows openedMeters() {
        return openedMeters;
    }

    /** In the order of the parameters of {@link LedgerSql#CLOSED_METERS}; each after the meter was opened. */
    List<@Nullable Object[]> closedMeters() {
        return closedMeters;
    }
}
