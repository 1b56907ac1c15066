package dev.litevps.api.billing;

import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Page;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.query.Slice;
import dev.litevps.query.ledger.StatementQueries;
import dev.litevps.query.ledger.StatementQueries.Hour;
import dev.litevps.query.ledger.StatementRow;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Which part of the history is asked for, and where in it a row is. */
record HistoryPage(Page page, Granularity granularity) {

    static final Page.Bounds BOUNDS = new Page.Bounds(20, 200);

    enum Granularity {
        MINUTE,
        HOUR;

        /** {@link ApiException} 400 if it is none. */
        static Granularity parse(@Nullable String text) {
            return switch (text) {
                case "hour" -> HOUR;
                case "minute" -> MINUTE;
                case null -> HOUR;
                default -> throw ApiException.badRequest("invalid_granularity", "granularity must be hour or minute");
            };
        }
    }

    /** A row, and its place in this history: minutes are numbered, hours have a time and something to tell them apart. */
    record Placed(Page.Position position, StatementRow row) {}

    Flux<Placed> read(StatementQueries statements, AccountId accountId) {
        return switch (granularity) {
            case MINUTE ->
                statements
                        .byMinute(
                                accountId,
                                page.rowsToRead(),
                                page.offset(),
                                page.after() == null ? null : page.after().number())
                        .map(found -> new Placed(new Page.Position(found.number(), ""), found.row()));
            case HOUR ->
                statements
                        .byHour(
                                accountId,
                                page.rowsToRead(),
                                page.offset(),
                                page.after() == null ? null : hour(page.after()))
                        .map(found -> new Placed(position(found.place()), found.row()));
        };
    }

    private static Page.Position position(Hour hour) {
        String tieAndBalance = hour.position().id() + " "
                + Objects.requireNonNull(hour.balanceBefore()).micros();
        return Page.Position.of(hour.position().at(), tieAndBalance);
    }

    private static Hour hour(Page.Position position) {
        int space = position.text().indexOf(' ');
        return new Hour(
                new Slice.Position(
                        position.time(), UUID.fromString(position.text().substring(0, space))),
                new Usd(Long.parseLong(position.text().substring(space + 1))));
    }
}
