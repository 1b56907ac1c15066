package dev.litevps.api.security;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.query.Columns;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Access tokens as they are shown: table {@code access_token}. A token is looked up whenever it is shown, and nowhere
 * remembered, so that on every node a token that was revoked is refused from then on.
 */
@Component
public class AccessTokenCredentials {

    /**
     * How many live tokens an account may have: enough to give every machine, agent and pipeline of its own; few enough to
     * be listed without pages, and to be looked through by somebody who wants to know which of them leaked.
     */
    public static final int MAX_TOKENS = 100;

    private final JdbcClient jdbc;
    private final DatabaseClient reads;
    private final AccessTokenUse use;

    private record Stored(
            Caller caller, AccessTokenId tokenId, @Nullable Instant lastUsedAt) {}

    AccessTokenCredentials(JdbcClient jdbc, DatabaseClient reads, AccessTokenUse use) {
        this.jdbc = jdbc;
        this.reads = reads;
        this.use = use;
    }

    /**
     * Lets whoever shows this value act as the account, from the end of the current transaction on. Blocks.
     *
     * @param limited whether the token has a spend limit
     * @throws CommandRejected with {@link RejectionCode#TOO_MANY_ACCESS_TOKENS} beyond {@link #MAX_TOKENS}
     */
    public void add(
            AccessTokenValue value,
            AccessTokenId tokenId,
            AccountId accountId,
            Role role,
            boolean limited,
            Instant at) {
        if (countForUpdate(accountId) >= MAX_TOKENS) {
            throw new CommandRejected(
                    RejectionCode.TOO_MANY_ACCESS_TOKENS,
                    "an account can have " + MAX_TOKENS + " access tokens: revoke one that is not used any more");
        }
        jdbc.sql("""
                        INSERT INTO access_token (token_hash, token_id, account_id, role, limited, created_at)
                        VALUES (?, ?, ?, ?, ?, ?)""")
                .params(
                        value.hash(),
                        tokenId.value(),
                        accountId.value(),
                        role.name(),
                        limited,
                        at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Lets nobody in with this token of the account any more. Blocks. False if the account has no such token. */
    public boolean remove(AccessTokenId tokenId, AccountId accountId) {
        return jdbc.sql("DELETE FROM access_token WHERE token_id = ? AND account_id = ?")
                        .params(tokenId.value(), accountId.value())
                        .update()
                > 0;
    }

    /** Who shows this token; empty if it is none, or none of ours, or revoked. */
    Mono<Caller> authenticate(String shown) {
        return Mono.justOrEmpty(AccessTokenValue.parse(shown))
                .flatMap(value -> reads.sql("""
                                select token_id, account_id, role, limited, last_used_at
                                from access_token where token_hash = :token_hash""")
                        .bind("token_hash", value.hash())
                        .map(AccessTokenCredentials::stored)
                        .one())
                .doOnNext(stored -> use.note(stored.tokenId(), stored.lastUsedAt()))
                .map(Stored::caller);
    }

    /** When each of the account's live tokens was last shown, to the minute; those that never were are left out. */
    public Mono<Map<AccessTokenId, Instant>> lastUses(AccountId accountId) {
        return reads.sql("""
                        select token_id, last_used_at from access_token
                        where account_id = :account_id and last_used_at is not null""")
                .bind("account_id", accountId.value())
                .map(row -> new Columns(row))
                .all()
                .collectMap(row -> new AccessTokenId(row.uuid("token_id")), row -> row.instant("last_used_at"));
    }

    /** How many live tokens the account has; whoever else wants to know in order to add one waits for our transaction. */
    private int countForUpdate(AccountId accountId) {
        jdbc.sql("SELECT account_id FROM credential WHERE account_id = ? FOR UPDATE")
                .param(accountId.value())
                .query(UUID.class)
                .optional();
        return jdbc.sql("SELECT count(*) FROM access_token WHERE account_id = ?")
                .param(accountId.value())
                .query(Integer.class)
                .single();
    }

    private static Stored stored(Readable row) {
        Columns columns = new Columns(row);
        AccessTokenId tokenId = new AccessTokenId(columns.uuid("token_id"));
        Caller caller = Caller.withAccessToken(
                new AccountId(columns.uuid("account_id")),
                Role.valueOf(columns.text("role")),
                tokenId,
                columns.flag("limited"));
        return new Stored(caller, tokenId, columns.instantOrNull("last_used_at"));
    }
}
