package dev.litevps.query.token;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.query.PendingWrites;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/** What the events of one batch add to the spending of tokens; written with one statement, whatever their number. */
final class SpendingBatch implements PendingWrites.Writes {

    /**
     * An event that a row has counted already is left out, whichever else of the batch is new to it: after segments were
     * merged, some events come again.
     */
    private static final String ADD = """
            insert into token_spending_view as shown (token_id, account_id, spent_micros, version)
            select token_id, added.account_id, sum(added.micros), max(added.version)
            from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::bigint[])
                as added (token_id, account_id, micros, version)
                left join token_spending_view known using (token_id)
            where known.version is null or known.version < added.version
            group by token_id, added.account_id
            on conflict (token_id) do update
            set spent_micros = shown.spent_micros + excluded.spent_micros, version = excluded.version""";

    private final JdbcOperations jdbc;
    private final List<UUID> tokens = new ArrayList<>();
    private final List<UUID> accounts = new ArrayList<>();
    private final List<Long> micros = new ArrayList<>();
    private final List<Long> versions = new ArrayList<>();

    SpendingBatch(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds the amount, which may be negative, as the ledger's event of this version has it. */
    void add(AccessTokenId token, AccountId account, Usd amount, long version) {
        tokens.add(token.value());
        accounts.add(account.value());
        micros.add(amount.micros());
        versions.add(version);
    }

    @Override
    public void flush() {
        if (tokens.isEmpty()) {
            return;
        }
        jdbc.update(
                ADD,
                tokens.toArray(UUID[]::new),
                accounts.toArray(UUID[]::new),
                micros.toArray(Long[]::new),
                versions.toArray(Long[]::new));
        drop();
    }

    @Override
    public void drop() {
        tokens.clear();
        accounts.clear();
        micros.clear();
        versions.clear();
    }
}
