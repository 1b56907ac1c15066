package dev.litevps.query.ledger;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.ChargeId;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Columns;
import dev.litevps.query.ledger.ChargeExplanation.Booking;
import dev.litevps.query.ledger.ChargeExplanation.Meter;
import dev.litevps.query.ledger.ChargeExplanation.Price;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks up how a charge came about. */
@Component
public class ChargeQueries {

    private static final String ENTRIES = """
            select entry.* from charge_hour as hour
            join ledger_entry as entry on entry.account_id = hour.account_id
                and entry.first_row between hour.first_entry and hour.last_entry
            where hour.account_id = :account_id and hour.hour = :hour and hour.vps_id = :vps_id
                and :vps_id = any(entry.line_vps_ids)
            order by entry.first_row""";

    /** A meter was open for all that anybody knew until it was booked that it had closed. */
    private static final String METERS = """
            select * from meter_interval
            where vps_id = :vps_id and account_id = :account_id
                and opened_at < :end and (closed_at is null or closed_booked_at >= :start)
            order by opened_sequence""";

    private static final String PRICES = """
            select distinct price.* from meter_interval as meter join price_view as price using (plan_id)
            where meter.vps_id = :vps_id and meter.account_id = :account_id
            order by price.number""";

    private static final String COST = """
            select cast(sum(hour.amount_micros) as bigint) as cost_micros,
                (select cast(coalesce(sum(entry.amount_micros), 0) as bigint) from ledger_entry as entry
                where entry.account_id = :account_id and entry.vps_id = :vps_id and entry.kind = 'reversal')
                    as reversed_micros
            from charge_hour as hour where hour.account_id = :account_id and hour.vps_id = :vps_id
            having count(*) > 0""";

    private final DatabaseClient database;

    public ChargeQueries(DatabaseClient database) {
        this.database = database;
    }

    /**
     * What a VPS cost.
     *
     * @param cost what was charged, less {@code reversed}
     * @param reversed what was given back because it did not run
     */
    public record VpsCost(Usd cost, Usd reversed) {

        /** What was charged, whatever of it was given back. */
        public Usd charged() {
            return cost.plus(reversed);
        }
    }

    /** How this charge of the account came about; empty if the account was never charged for it. */
    public Mono<ChargeExplanation> explain(AccountId accountId, ChargeId id) {
        return bookings(accountId, id)
                .collectList()
                .filter(bookings -> !bookings.isEmpty())
                .flatMap(bookings -> Mono.zip(
                                meters(accountId, id).collectList(),
                                prices(accountId, id, bookings).collectList())
                        .map(found -> new ChargeExplanation(id, bookings, found.getT1(), found.getT2())));
    }

    /** What the account paid for the VPS; empty if it never ran for it. */
    public Mono<VpsCost> costOf(AccountId accountId, VpsId vpsId) {
        return database.sql(COST)
                .bind("account_id", accountId.value())
                .bind("vps_id", vpsId.value())
                .map(row -> {
                    Columns columns = new Columns(row);
                    Usd reversed = new Usd(columns.number("reversed_micros"));
                    return new VpsCost(new Usd(columns.number("cost_micros")), reversed);
                })
                .one();
    }

    private Flux<Booking> bookings(AccountId accountId, ChargeId id) {
        ChargeId hour = ChargeId.of(id.vpsId(), ChargeId.Span.HOUR, id.first());
        return database.sql(ENTRIES)
                .bind("account_id", accountId.value())
                .bind("hour", hour.first().start())
                .bind("vps_id", id.vpsId().value())
                .map(LedgerEntry::of)
                .all()
                .concatMapIterable(entry -> bookings(entry, id));
    }

    private static List<Booking> bookings(LedgerEntry entry, ChargeId id) {
        return entry.lines().stream()
                .filter(line -> line.vpsId().equals(id.vpsId()))
                .flatMap(line -> line.within(id).stream())
                .map(line -> new Booking(entry.kind(), line, entry.event()))
                .toList();
    }

    private Flux<Meter> meters(AccountId accountId, ChargeId id) {
        return database.sql(METERS)
                .bind("account_id", accountId.value())
                .bind("vps_id", id.vpsId().value())
                .bind("start", id.first().start())
                .bind("end", id.last().end())
                .map(ChargeQueries::meter)
                .all();
    }

    private static Meter meter(Readable row) {
        Columns columns = new Columns(row);
        Instant openedAt = columns.instant("opened_at");
        return new Meter(
                new PlanId(columns.uuid("plan_id")),
                openedAt,
                new EventReference(
                        columns.uuid("opened_event_id"), "MeterOpened", columns.number("opened_sequence"), openedAt),
                columns.instantOrNull("closed_at"),
                closed(columns));
    }

    private static @Nullable EventReference closed(Columns columns) {
        Instant at = columns.instantOrNull("closed_booked_at");
        return at == null
                ? null
                : new EventReference(
                        columns.uuid("closed_event_id"), "MeterClosed", columns.number("closed_sequence"), at);
    }

    /** Those of the plan's prices that were charged. */
    private Flux<Price> prices(AccountId accountId, ChargeId id, List<Booking> bookings) {
        List<Integer> charged = bookings.stream()
                .map(booking -> booking.line().priceVersion())
                .distinct()
                .toList();
        return database.sql(PRICES)
                .bind("account_id", accountId.value())
                .bind("vps_id", id.vpsId().value())
                .map(ChargeQueries::price)
                .all()
                .filter(price -> charged.contains(price.number()));
    }

    private static Price price(Readable row) {
        Columns columns = new Columns(row);
        int number = columns.integer("number");
        return new Price(
                number,
                new Usd(columns.number("price_per_hour_micros")),
                new Minute(columns.number("effective_from")).start(),
                new EventReference(
                        columns.uuid("event_id"),
                        number == 1 ? "PlanPublished" : "PlanRepriced",
                        columns.number("sequence_number"),
                        columns.instant("at")));
    }
}
