package dev.litevps.query.topup;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.topup.TopUpId;
import dev.litevps.query.Columns;
import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads top-ups. */
@Component
public class TopUpQueries {

    private final DatabaseClient database;

    public TopUpQueries(DatabaseClient database) {
        this.database = database;
    }

    /** The top-up, whoever asked for it; empty if there is none. */
    public Mono<TopUpRow> byId(TopUpId id) {
        return database.sql("select * from top_up_view where id = :id")
                .bind("id", id.value())
                .map(TopUpQueries::row)
                .one();
    }

    private static TopUpRow row(Readable row) {
        Columns columns = new Columns(row);
        return new TopUpRow(
                new TopUpId(columns.uuid("id")),
                new AccountId(columns.uuid("account_id")),
                new Usd(columns.number("amount_micros")),
                columns.instant("requested_at"),
                columns.instantOrNull("paid_at"),
                columns.instantOrNull("expired_at"));
    }
}
