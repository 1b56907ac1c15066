package dev.litevps.query.token;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.query.Columns;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads access tokens that were not revoked. */
@Component
public class AccessTokenQueries {

    private static final String SELECT = """
            select token.*, coalesce(spending.spent_micros, 0) as spent_micros
            from access_token_view token left join token_spending_view spending on spending.token_id = token.id
            where token.revoked_at is null and\s""";

    private final DatabaseClient database;

    public AccessTokenQueries(DatabaseClient database) {
        this.database = database;
    }

    /** The token, whoever owns it; empty if there is none. */
    public Mono<AccessTokenRow> byId(AccessTokenId id) {
        return database.sql(SELECT + "token.id = :id")
                .bind("id", id.value())
                .map(AccessTokenQueries::row)
                .one();
    }

    /** The account's tokens, the newest first. */
    public Flux<AccessTokenRow> byAccount(AccountId accountId, int limit) {
        return database.sql(SELECT + """
                        token.account_id = :account_id
                        order by token.created_at desc, token.id desc limit :limit""")
                .bind("account_id", accountId.value())
                .bind("limit", limit)
                .map(AccessTokenQueries::row)
                .all();
    }

    private static AccessTokenRow row(Readable row) {
        Columns columns = new Columns(row);
        return new AccessTokenRow(
                new AccessTokenId(columns.uuid("id")),
                new AccountId(columns.uuid("account_id")),
                columns.text("name"),
                usdOrNull(columns.numberOrNull("spend_limit_micros")),
                new Usd(columns.number("spent_micros")),
                columns.instant("created_at"));
    }

    private static @Nullable Usd usdOrNull(@Nullable Long micros) {
        return micros == null ? null : new Usd(micros);
    }
}
