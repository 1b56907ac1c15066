package dev.litevps.query.alert;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.alert.AlertAddressId;
import dev.litevps.query.Columns;
import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads alert addresses that were not removed. */
@Component
public class AlertAddressQueries {

    private final DatabaseClient database;

    public AlertAddressQueries(DatabaseClient database) {
        this.database = database;
    }

    /** The account's address with this keyed hash; empty if it has none. */
    public Mono<AlertAddressRow> byHash(AccountId accountId, String emailHash) {
        return database.sql("""
                        select * from alert_address_view
                        where account_id = :account_id and email_hash = :email_hash and removed_at is null""")
                .bind("account_id", accountId.value())
                .bind("email_hash", emailHash)
                .map(AlertAddressQueries::row)
                .first();
    }

    /** The account's addresses, in the order in which they were added; there are few. */
    public Flux<AlertAddressRow> byAccount(AccountId accountId) {
        return database.sql("""
                        select * from alert_address_view where account_id = :account_id and removed_at is null
                        order by version""")
                .bind("account_id", accountId.value())
                .map(AlertAddressQueries::row)
                .all();
    }

    private static AlertAddressRow row(Readable row) {
        Columns columns = new Columns(row);
        return new AlertAddressRow(
                new AlertAddressId(columns.uuid("id")),
                new AccountId(columns.uuid("account_id")),
                new EncryptedText(columns.text("email_ciphertext")),
                columns.instant("added_at"));
    }
}
