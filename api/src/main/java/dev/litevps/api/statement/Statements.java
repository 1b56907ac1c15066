package dev.litevps.api.statement;

import dev.litevps.api.web.ApiException;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.query.ledger.LedgerRows;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Draws up statements. An event belongs to the month in which it happened, and a charge to that in which it was booked. */
@Component
class Statements {

    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");

    private final LedgerRows rows;
    private final LedgerEvents events;
    private final Clock clock;

    Statements(LedgerRows rows, LedgerEvents events, Clock clock) {
        this.rows = rows;
        this.events = events;
        this.clock = clock;
    }

    /** The month; {@link ApiException} 400 if the text is none, 404 if it has not begun. */
    YearMonth month(String text) {
        YearMonth month = parse(text);
        if (Statement.start(month).isAfter(clock.instant())) {
            throw unknown("this month has not begun");
        }
        return month;
    }

    /** The account's statement; {@link ApiException} 404 if the account did not exist then. Blocks. */
    Statement of(AccountId accountId, YearMonth month) {
        LedgerId ledger = new LedgerId(accountId);
        Instant from = Statement.start(month);
        Instant until = Statement.start(month.plusMonths(1));
        if (events.openedAt(ledger).filter(opened -> opened.isBefore(until)).isEmpty()) {
            throw unknown("the account did not exist in this month");
        }
        boolean open = clock.instant().isBefore(until);
        // Before the events are looked at, so that none is expected in the views that came meanwhile.
        long shownEnd = rows.shownThrough(accountId) + 1;
        long first = events.firstSince(ledger, from);
        long end = events.firstSince(ledger, until);
        long readEnd = open ? Math.max(first, Math.min(end, shownEnd)) : end;
        long firstRow = rows.rowOf(accountId, first);
        long endRow = rows.rowOf(accountId, readEnd);
        return new Statement(
                accountId,
                month,
                open,
                rows.balanceBefore(accountId, firstRow),
                rows.balanceBefore(accountId, endRow),
                firstRow,
                endRow,
                events.sum(ledger, first, readEnd),
                Math.max(0, readEnd - shownEnd));
    }

    private static YearMonth parse(String text) {
        try {
            if (MONTH.matcher(text).matches()) {
                return YearMonth.parse(text);
            }
        } catch (DateTimeException e) {
            ApiException refusal = invalid();
            refusal.initCause(e);
            throw refusal;
        }
        throw invalid();
    }

    private static ApiException invalid() {
        return ApiException.badRequest("invalid_month", "a month is written as 2026-11");
    }

    private static ApiException unknown(String why) {
        return new ApiException(HttpStatus.NOT_FOUND, "not_found", "there is no such statement: " + why);
    }
}
