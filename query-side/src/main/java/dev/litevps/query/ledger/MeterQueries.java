package dev.litevps.query.ledger;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.query.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads which VPSes cost money at the moment. */
@Component
public class MeterQueries {

    private static final String BURN = """
            select count(*) as running, cast(coalesce(sum(price.price_per_hour_micros), 0) as bigint) as burn
            from meter_interval as meter
            cross join lateral (
                select price_per_hour_micros from price_view
                where plan_id = meter.plan_id and (number = 1 or effective_from <= :minute)
                order by number desc limit 1) as price
            where meter.account_id = :account_id and meter.closed_at is null""";

    private final DatabaseClient database;

    public MeterQueries(DatabaseClient database) {
        this.database = database;
    }

    /** What the account's running VPSes cost in an hour, at the prices of this minute. */
    public Mono<Burn> burn(AccountId accountId, Minute minute) {
        return database.sql(BURN)
                .bind("account_id", accountId.value())
                .bind("minute", minute.sinceEpoch())
                .map(row -> {
                    Columns columns = new Columns(row);
                    return new Burn(new Usd(columns.number("burn")), Math.toIntExact(columns.number("running")));
                })
                .one();
    }
}
