package dev.litevps.query.account;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.account.Role;
import dev.litevps.query.Columns;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads accounts. */
@Component
public class AccountQueries {

    private final DatabaseClient database;

    public AccountQueries(DatabaseClient database) {
        this.database = database;
    }

    /** The account; empty if there is none. */
    public Mono<AccountRow> byId(AccountId id) {
        return database.sql("select * from account_view where id = :id")
                .bind("id", id.value())
                .map(AccountQueries::row)
                .one();
    }

    /** Everybody who is no customer, in the order in which they joined: a few, by their nature. */
    public Flux<AccountRow> staff() {
        return database.sql("select * from account_view where role <> 'CUSTOMER' order by registered_at, id")
                .map(AccountQueries::row)
                .all();
    }

    private static AccountRow row(Readable row) {
        Columns columns = new Columns(row);
        String email = columns.textOrNull("email_ciphertext");
        return new AccountRow(
                new AccountId(columns.uuid("id")),
                email == null ? null : new EncryptedText(email),
                Role.valueOf(columns.text("role")),
                columns.instant("registered_at"),
                columns.instantOrNull("last_login_at"),
                erasure(columns));
    }

    private static AccountRow.@Nullable Erasure erasure(Columns columns) {
        Instant at = columns.instantOrNull("erased_at");
        return at == null
                ? null
                : new AccountRow.Erasure(
                        at,
                        new AccountId(columns.uuid("erased_by")),
                        columns.text("erased_reason"),
                        columns.uuid("erased_event_id"));
    }
}
