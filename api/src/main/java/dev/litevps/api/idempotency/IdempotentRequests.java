package dev.litevps.api.idempotency;

import dev.litevps.api.security.Caller;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code idempotent_request}: who answers a keyed request, and what was answered. All methods block. */
@Component
class IdempotentRequests {

    /** Who did not say within this that it is at work is dead. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final int SEED_BYTES = 32;
    private static final int EXPIRED_AT_ONCE = 1_000;

    private static final TypeReference<Map<String, List<String>>> HEADERS = new TypeReference<>() {};

    private static final String CLAIM = """
            INSERT INTO idempotent_request AS r
                (key_hash, fingerprint, seed, owner, lease_until, created_at, expires_at, account_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (key_hash) DO UPDATE SET owner = excluded.owner, lease_until = excluded.lease_until
            WHERE r.status IS NULL AND r.lease_until <= excluded.created_at AND r.expires_at > excluded.created_at
                AND r.fingerprint = excluded.fingerprint
            RETURNING seed, created_at""";

    private final JdbcClient jdbc;
    private final AnswerCipher cipher;
    private final JsonMapper json;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    IdempotentRequests(JdbcClient jdbc, AnswerCipher cipher, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.json = json;
        this.clock = clock;
    }

    /** What is known of a key. */
    private record Row(
            boolean sameRequest,
            Instant expiresAt,
            Instant leaseUntil,
            @Nullable StoredAnswer answer) {}

    /** Makes the request ours to answer, unless somebody else is at it or it was answered. */
    Claim claim(Caller caller, String key, byte[] fingerprint) {
        byte[] keyHash = cipher.keyHash(caller.accountId(), key);
        while (true) {
            Instant now = clock.instant();
            Optional<KeyedRequest> ours = tryToClaim(caller, keyHash, fingerprint, now);
            if (ours.isPresent()) {
                return new Claim.Ours(ours.get());
            }
            Optional<Row> found = find(caller, key, fingerprint);
            if (found.isEmpty() || forgetIfExpired(keyHash, found.get(), now)) {
                continue;
            }
            return judge(found.get());
        }
    }

    /** As {@link #claim}, for somebody who cannot answer it: what nobody has answered is in flight. */
    Claim look(Caller caller, String key, byte[] fingerprint) {
        return find(caller, key, fingerprint).map(IdempotentRequests::judge).orElse(new Claim.InFlight());
    }

    /** Says that the attempt goes on. */
    void renew(KeyedRequest request) {
        lease(request, clock.instant().plus(LEASE));
    }

    /** Leaves the request to the next attempt, which goes on where this one ended. */
    void release(KeyedRequest request) {
        lease(request, clock.instant());
    }

    /**
     * Keeps the answer; one that was kept before stays.
     *
     * @param fingerprint by which the request is known from now on; null if by the same as before
     */
    void answered(KeyedRequest request, Caller caller, String key, StoredAnswer answer, byte @Nullable [] fingerprint) {
        jdbc.sql("""
                        UPDATE idempotent_request SET status = ?, headers = ?, body = ?,
                            fingerprint = coalesce(?, fingerprint)
                        WHERE key_hash = ? AND status IS NULL""")
                .params(
                        answer.status(),
                        json.writeValueAsString(answer.headers()),
                        cipher.encrypt(caller.accountId(), key, answer.body()))
                .param(fingerprint)
                .param(request.keyHash())
                .update();
    }

    /** Forgets what nobody can ask for any more; true if there may be more of it. */
    boolean forgetExpired() {
        return jdbc.sql("""
                        DELETE FROM idempotent_request WHERE key_hash IN (
                            SELECT key_hash FROM idempotent_request
                            WHERE expires_at <= ? AND (status IS NOT NULL OR lease_until <= ?) LIMIT ?)""")
                        .params(utc(clock.instant()), utc(clock.instant()), EXPIRED_AT_ONCE)
                        .update()
                == EXPIRED_AT_ONCE;
    }

    private Optional<KeyedRequest> tryToClaim(Caller caller, byte[] keyHash, byte[] fingerprint, Instant now) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        UUID owner = UUID.randomUUID();
        return jdbc.sql(CLAIM)
                .params(
                        keyHash,
                        fingerprint,
                        seed,
                        owner,
                        utc(now.plus(LEASE)),
                        utc(now),
                        utc(now.plus(KeyedRequest.ANSWER_KEPT)),
                        caller.accountId().value())
                .query((row, _) -> new KeyedRequest(
                        keyHash, cipher.secret(row.getBytes("seed")), owner, instant(row, "created_at")))
                .optional();
    }

    private Optional<Row> find(Caller caller, String key, byte[] fingerprint) {
        return jdbc.sql("""
                        SELECT fingerprint, expires_at, lease_until, status, headers, body
                        FROM idempotent_request WHERE key_hash = ?""")
                .param(cipher.keyHash(caller.accountId(), key))
                .query((row, _) -> new Row(
                        MessageDigest.isEqual(row.getBytes("fingerprint"), fingerprint),
                        instant(row, "expires_at"),
                        instant(row, "lease_until"),
                        answer(row, caller, key)))
                .optional();
    }

    private @Nullable StoredAnswer answer(ResultSet row, Caller caller, String key) throws SQLException {
        byte[] body = row.getBytes("body");
        return body == null
                ? null
                : new StoredAnswer(
                        row.getInt("status"),
                        json.readValue(row.getString("headers"), HEADERS),
                        cipher.decrypt(caller.accountId(), key, body));
    }

    /** True if the row is out of date, and whoever asks may begin anew. */
    private boolean forgetIfExpired(byte[] keyHash, Row row, Instant now) {
        boolean underWay = row.answer() == null && row.leaseUntil().isAfter(now);
        if (row.expiresAt().isAfter(now) || underWay) {
            return false;
        }
        jdbc.sql("DELETE FROM idempotent_request WHERE key_hash = ? AND expires_at <= ?")
                .params(keyHash, utc(now))
                .update();
        return true;
    }

    private static Claim judge(Row row) {
        StoredAnswer answer = row.answer();
        if (!row.sameRequest()) {
            return new Claim.Reused();
        }
        return answer == null ? new Claim.InFlight() : new Claim.Answered(answer);
    }

    private void lease(KeyedRequest request, Instant until) {
        jdbc.sql("UPDATE idempotent_request SET lease_until = ? WHERE key_hash = ? AND owner = ? AND status IS NULL")
                .params(utc(until), request.keyHash(), request.owner())
                .update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
