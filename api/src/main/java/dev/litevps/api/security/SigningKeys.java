package dev.litevps.api.security;

import com.nimbusds.jose.jwk.ECKey;
import dev.litevps.api.secrets.Cipher256;
import dev.litevps.api.secrets.MasterSecret;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys that sign session tokens: table {@code signing_key}, private keys encrypted under the master secret. Each signs
 * until its successor does, and verifies until the last token that it has signed is over; then it is forgotten. It is there
 * for {@link #ANNOUNCED} before it signs, so that by then every node has read it and whoever verifies for themselves could.
 */
@Component
class SigningKeys {

    /** How long a key is published before it signs: many times what nodes and caches take to see it. */
    static final Duration ANNOUNCED = Duration.ofHours(1);

    /** How far the clocks of nodes may be apart. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private static final byte[] CONTEXT = "signing-key".getBytes(StandardCharsets.UTF_8);

    /** Of no meaning but to be the same on every node. */
    private static final long LOCK = 4_816_402_311L;

    private final JdbcClient jdbc;
    private final Cipher256 cipher;
    private final TransactionTemplate transactions;
    private final Duration rotation;
    private final Clock clock;
    private volatile List<SigningKey> keys = List.of();

    SigningKeys(
            JdbcClient jdbc,
            MasterSecret masterSecret,
            TransactionTemplate transactions,
            SessionProperties properties,
            Clock clock) {
        this.jdbc = jdbc;
        this.cipher = new Cipher256(masterSecret.derive("signing-keys"));
        this.transactions = transactions;
        this.rotation = properties.keyRotation();
        this.clock = clock;
        rotate();
    }

    /** The key to sign with: the newest whose time has come. */
    ECKey signing() {
        Instant now = clock.instant();
        List<SigningKey> known = keys;
        return known.stream()
                .filter(key -> !key.signsFrom().isAfter(now))
                .findFirst()
                // The first key of all, made by a node whose clock is ahead of ours.
                .orElseGet(known::getLast)
                .key();
    }

    /** The key of this id. */
    Optional<ECKey> find(String keyId) {
        return keys.stream()
                .map(SigningKey::key)
                .filter(key -> key.getKeyID().equals(keyId))
                .findFirst();
    }

    /** What anybody needs in order to verify tokens: the public halves, the newest first. */
    List<ECKey> published() {
        return keys.stream().map(SigningKey::published).toList();
    }

    /**
     * Makes the next key when it has to be announced, and forgets those whose last token is over. One node at a time: of two
     * that do it together, the second finds it done. Blocks.
     */
    final void rotate() {
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(?)")
                    .param(LOCK)
                    .query((_, _) -> true)
                    .single();
            refresh();
            addIfDue();
            forgetOld();
        });
        refresh();
    }

    /** Reads the keys that any node has made. Blocks. */
    final void refresh() {
        keys = jdbc.sql("SELECT encrypted_key, signs_from FROM signing_key ORDER BY signs_from DESC, key_id")
                .query(this::read)
                .list();
    }

    private void addIfDue() {
        Instant now = clock.instant();
        if (keys.isEmpty()) {
            add(now, now);
            return;
        }
        Instant turn = keys.getFirst().signsFrom().plus(rotation);
        if (!now.isBefore(turn.minus(ANNOUNCED))) {
            // After a long stop its turn may be over: it is announced all the same.
            Instant soonest = now.plus(ANNOUNCED);
            add(now, turn.isAfter(soonest) ? turn : soonest);
        }
    }

    private void add(Instant now, Instant signsFrom) {
        SigningKey made = SigningKey.random(signsFrom);
        jdbc.sql("INSERT INTO signing_key (key_id, encrypted_key, created_at, signs_from) VALUES (?, ?, ?, ?)")
                .params(
                        made.key().getKeyID(),
                        cipher.encrypt(made.key().toJSONString().getBytes(StandardCharsets.UTF_8), CONTEXT),
                        OffsetDateTime.ofInstant(now, ZoneOffset.UTC),
                        OffsetDateTime.ofInstant(signsFrom, ZoneOffset.UTC))
                .update();
    }

    private void forgetOld() {
        Instant allOver = clock.instant().minus(SessionTokens.LIFETIME).minus(CLOCK_SKEW);
        for (int index = 1; index < keys.size(); index++) {
            Instant signedUntil = keys.get(index - 1).signsFrom();
            if (signedUntil.isBefore(allOver)) {
                jdbc.sql("DELETE FROM signing_key WHERE key_id = ?")
                        .param(keys.get(index).key().getKeyID())
                        .update();
            }
        }
    }

    private SigningKey read(ResultSet row, int number) throws SQLException {
        byte[] json = cipher.decrypt(row.getBytes("encrypted_key"), CONTEXT);
        return SigningKey.parse(
                new String(json, StandardCharsets.UTF_8),
                row.getObject("signs_from", OffsetDateTime.class).toInstant());
    }
}
