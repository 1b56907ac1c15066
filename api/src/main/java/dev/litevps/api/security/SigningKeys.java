package dev.litevps.api.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.litevps.api.secrets.Cipher256;
import dev.litevps.api.secrets.MasterSecret;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys that sign session tokens: table {@code signing_key}, private keys encrypted under the master secret. The
 * newest signs; all of them verify. Every node of a cluster sees the same.
 */
@Component
class SigningKeys {

    private static final byte[] CONTEXT = "signing-key".getBytes(StandardCharsets.UTF_8);

    /** Of no meaning but to be the same on every node. */
    private static final long LOCK = 4_816_402_311L;

    private final JdbcClient jdbc;
    private final Cipher256 cipher;
    private final Clock clock;
    private volatile Map<String, ECKey> keys = Map.of();

    SigningKeys(JdbcClient jdbc, MasterSecret masterSecret, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.cipher = new Cipher256(masterSecret.derive("signing-keys"));
        this.clock = clock;
        transactions.executeWithoutResult(_ -> makeFirstIfMissing());
        load();
    }

    /** The key to sign with. */
    ECKey newest() {
        return keys.values().iterator().next();
    }

    /** The key of this id. */
    Optional<ECKey> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    /** One node at a time: two that start together must not sign with two keys of which each knows one. */
    private void makeFirstIfMissing() {
        jdbc.sql("SELECT pg_advisory_xact_lock(?)")
                .param(LOCK)
                .query((_, _) -> true)
                .single();
        load();
        if (!keys.isEmpty()) {
            return;
        }
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
            jdbc.sql("INSERT INTO signing_key (key_id, encrypted_key, created_at) VALUES (?, ?, ?)")
                    .params(
                            key.getKeyID(),
                            cipher.encrypt(key.toJSONString().getBytes(StandardCharsets.UTF_8), CONTEXT),
                            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                    .update();
        } catch (JOSEException e) {
            throw new IllegalStateException("could not make a signing key", e);
        }
    }

    private void load() {
        Map<String, ECKey> loaded = new LinkedHashMap<>();
        for (byte[] encrypted : jdbc.sql("SELECT encrypted_key FROM signing_key ORDER BY created_at DESC, key_id")
                .query(byte[].class)
                .list()) {
            ECKey key = parse(new String(cipher.decrypt(encrypted, CONTEXT), StandardCharsets.UTF_8));
            loaded.put(key.getKeyID(), key);
        }
        keys = loaded;
    }

    private static ECKey parse(String json) {
        try {
            return ECKey.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("a stored signing key is not one", e);
        }
    }
}
