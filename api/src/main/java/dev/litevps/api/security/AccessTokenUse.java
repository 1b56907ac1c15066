package dev.litevps.api.security;

import dev.litevps.events.token.AccessTokenId;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Notes when access tokens are shown, once a minute for each at most, so that to read does not become to write. No request
 * waits for it, and none fails because of it.
 */
@Component
class AccessTokenUse {

    /** How old a note has to be to be replaced. */
    static final Duration PRECISION = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(AccessTokenUse.class);

    /** What waits beyond this is dropped: the next request with the token brings it again. */
    private static final int WAITING = 1_000;

    private final Scheduler writer = Schedulers.newBoundedElastic(1, WAITING, "token-use");
    private final Set<AccessTokenId> underWay = ConcurrentHashMap.newKeySet();
    private final JdbcClient jdbc;
    private final Clock clock;

    AccessTokenUse(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Notes that the token is being shown, at some time soon, if the last note is old enough. Does not block. */
    void note(AccessTokenId tokenId, @Nullable Instant lastNote) {
        Instant now = clock.instant();
        if ((lastNote != null && now.isBefore(lastNote.plus(PRECISION))) || !underWay.add(tokenId)) {
            return;
        }
        try {
            writer.schedule(() -> write(tokenId, now));
        } catch (RejectedExecutionException overload) {
            underWay.remove(tokenId);
            LOG.warn("The use of access token {} at {} was not noted: {}", tokenId, now, overload.toString());
        }
    }

    private void write(AccessTokenId tokenId, Instant now) {
        try {
            jdbc.sql("""
                            UPDATE access_token SET last_used_at = ?
                            WHERE token_id = ? AND (last_used_at IS NULL OR last_used_at <= ?)""")
                    .params(
                            now.atOffset(ZoneOffset.UTC),
                            tokenId.value(),
                            now.minus(PRECISION).atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DataAccessException e) {
            LOG.warn("The use of access token {} at {} could not be noted: {}", tokenId, now, e.toString());
        } finally {
            underWay.remove(tokenId);
        }
    }

    @PreDestroy
    void close() {
        writer.dispose();
    }
}
