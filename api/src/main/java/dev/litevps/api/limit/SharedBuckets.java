package dev.litevps.api.limit;

import dev.litevps.api.secrets.KeyedHash;
import dev.litevps.api.secrets.MasterSecret;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What is left to whoever asks, counted by all nodes together: table {@code shared_limit}. Who that is stands there as a keyed
 * hash, so that the table names nobody.
 */
@Component
class SharedBuckets {

    /** Each takes a connection to the database for a few milliseconds. */
    private static final int THREADS = 4;

    /** What waits beyond this is refused: what comes after it, to hash a password, takes longer than this. */
    private static final int WAITING = 256;

    private static final int FORGOTTEN_AT_ONCE = 1_000;

    private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;
    private final byte[] key;
    private final Scheduler scheduler = Schedulers.newBoundedElastic(THREADS, WAITING, "limit");

    SharedBuckets(DataSource dataSource, MasterSecret masterSecret) {
        this.key = masterSecret.derive("limits");
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("shared_limit")
                .idColumn("id")
                .stateColumn("state")
                .expiresAtColumn("expires_at")
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(RequestLimit.WINDOW))
                .build();
    }

    /** Takes one of so many a minute, if there is one left. Fails if nobody can say. */
    Mono<ConsumptionProbe> take(String limit, String who, int perMinute) {
        String id = HexFormat.of().formatHex(KeyedHash.of(key, limit + ":" + who));
        return Mono.fromCallable(() ->
                        buckets.getProxy(id, () -> configuration(perMinute)).tryConsumeAndReturnRemaining(1))
                .subscribeOn(scheduler)
                .publishOn(Schedulers.parallel());
    }

    /** Forgets those who have all of it again. Blocks. */
    void forgetExpired() {
        int forgotten = FORGOTTEN_AT_ONCE;
        while (forgotten == FORGOTTEN_AT_ONCE) {
            forgotten = buckets.removeExpired(FORGOTTEN_AT_ONCE);
        }
    }

    private static BucketConfiguration configuration(int perMinute) {
        Duration window = RequestLimit.WINDOW;
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillIntervally(perMinute, window))
                .build();
    }

    @PreDestroy
    void close() {
        scheduler.dispose();
    }
}
