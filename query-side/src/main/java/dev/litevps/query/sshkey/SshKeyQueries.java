package dev.litevps.query.sshkey;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.sshkey.SshKeyId;
import dev.litevps.query.Columns;
import dev.litevps.query.Slice;
import io.r2dbc.spi.Readable;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads SSH keys that were not removed. */
@Component
public class SshKeyQueries {

    private final DatabaseClient database;

    public SshKeyQueries(DatabaseClient database) {
        this.database = database;
    }

    /** The key, whoever owns it; empty if there is none. */
    public Mono<SshKeyRow> byId(SshKeyId id) {
        return database.sql("select * from ssh_key_view where id = :id and removed_at is null")
                .bind("id", id.value())
                .map(SshKeyQueries::row)
                .one();
    }

    /** The account's keys, the newest first. */
    public Flux<SshKeyRow> byAccount(AccountId accountId, Slice slice) {
        Slice.Position after = Objects.requireNonNullElse(slice.after(), Slice.BEFORE_ALL);
        return database.sql("""
                        select * from ssh_key_view where account_id = :account_id and removed_at is null
                            and (added_at, id) < (:after_at, :after_id)
                        order by added_at desc, id desc limit :limit offset :offset""")
                .bind("account_id", accountId.value())
                .bind("after_at", after.at().atOffset(ZoneOffset.UTC))
                .bind("after_id", after.id())
                .bind("limit", slice.limit())
                .bind("offset", slice.offset())
                .map(SshKeyQueries::row)
                .all();
    }

    private static SshKeyRow row(Readable row) {
        Columns columns = new Columns(row);
        return new SshKeyRow(
                new SshKeyId(columns.uuid("id")),
                new AccountId(columns.uuid("account_id")),
                columns.text("name"),
                columns.text("public_key"),
                columns.text("fingerprint"),
                columns.instant("added_at"));
    }
}
