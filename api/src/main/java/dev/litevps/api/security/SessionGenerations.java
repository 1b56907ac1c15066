package dev.litevps.api.security;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.litevps.events.account.AccountId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/**
 * Which sessions of an account are good: those of its present generation, in the table {@code credential}. It is remembered
 * for {@link #REMEMBERED}, since it is asked for with every request of a session: so long after all sessions were ended on
 * one node, another may still accept one. The node itself refuses them at once.
 */
@Component
public class SessionGenerations {

    /** How long another node may take to notice. */
    static final Duration REMEMBERED = Duration.ofSeconds(5);

    private static final int ACCOUNTS = 10_000;

    private final JdbcClient jdbc;
    private final DatabaseClient reads;
    private final AsyncCache<AccountId, Integer> recent = Caffeine.newBuilder()
            .maximumSize(ACCOUNTS)
            .expireAfterWrite(REMEMBERED)
            .buildAsync();

    SessionGenerations(JdbcClient jdbc, DatabaseClient reads) {
        this.jdbc = jdbc;
        this.reads = reads;
    }

    /** Ends all sessions of the account, when the current transaction commits. Blocks. */
    public void next(AccountId accountId) {
        jdbc.sql("UPDATE credential SET session_generation = session_generation + 1 WHERE account_id = ?")
                .param(accountId.value())
                .update();
        forgetAfterCommit(accountId);
    }

    /** Lets nobody log in to the account, ends all its sessions and forgets its tokens, when the transaction commits. Blocks. */
    public void erase(AccountId accountId) {
        jdbc.sql("DELETE FROM credential WHERE account_id = ?")
                .param(accountId.value())
                .update();
        jdbc.sql("DELETE FROM access_token WHERE account_id = ?")
                .param(accountId.value())
                .update();
        forgetAfterCommit(accountId);
    }

    /**
     * Which of two accounts can be logged in to: until the transaction ends nobody changes that. In the order of their ids, so that
     * nobody waits for whoever waits. Blocks.
     */
    public Set<AccountId> lock(AccountId one, AccountId other) {
        return new HashSet<>(
                jdbc.sql("SELECT account_id FROM credential WHERE account_id IN (?, ?) ORDER BY account_id FOR UPDATE")
                        .params(one.value(), other.value())
                        .query((row, _) -> new AccountId(row.getObject(1, UUID.class)))
                        .list());
    }

    private void forgetAfterCommit(AccountId accountId) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

            @Override
            public void afterCommit() {
                forget(accountId);
            }
        });
    }

    /** Whether this is the account's present generation; not so if there is no such account. */
    Mono<Boolean> isCurrent(AccountId accountId, int generation) {
        return current(accountId)
                .flatMap(current -> {
                    if (generation <= current) {
                        return Mono.just(generation == current);
                    }
                    // It comes from another node, after all before it were ended there.
                    forget(accountId);
                    return current(accountId).map(anew -> generation == anew);
                })
                .defaultIfEmpty(false);
    }

    /** Whether this was the account's present generation when that was read last, within {@link #REMEMBERED}. */
    boolean isKnownToBeCurrent(AccountId accountId, int generation) {
        Integer current = recent.synchronous().getIfPresent(accountId);
        return current != null && current == generation;
    }

    private Mono<Integer> current(AccountId accountId) {
        return Mono.defer(() -> Mono.fromFuture(recent.get(accountId, (account, _) -> read(account)), true));
    }

    /** What is being read at this moment may be old, and is not kept either. */
    private void forget(AccountId accountId) {
        recent.synchronous().invalidate(accountId);
    }

    private CompletableFuture<Integer> read(AccountId accountId) {
        return reads.sql("select session_generation from credential where account_id = :account_id")
                .bind("account_id", accountId.value())
                .mapValue(Integer.class)
                .one()
                .toFuture();
    }
}
