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

/**
 * The keys that sign session tokens: table {@code signing_key}, private keys encrypted under the master secret. The
 * newest signs; all of them verify. Every node of a cluster sees the same.
 */
@Component
class SigningKeys {

    private static final byte[] CONTEXT = "signing-key".getBytes(StandardCharsets.UTF_8);

    private final JdbcClient jdbc;
    private final Cipher256 cipher;
    private final Clock clock;
    private volatile Map<String, ECKey> keys = Map.of();

    SigningKeys(JdbcClient jdbc, MasterSecret masterSecret, Clock clock) {
        this.jdbc = jdbc;
        this.cipher = new Cipher256(masterSecret.derive("signing-keys"));
        this.clock = clock;
        load();
        if (keys.isEmpty()) {
            makeFirst();
            load();
        }
    }

    /** The key to sign with. */
    ECKey newest() {
        return keys.values().iterator().next();
    }

    /** The key of this id. */
    Optional<ECKey> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    private void makeFirst() {
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
            // A second node that starts at the same moment loses, and loads the winner's key.
            jdbc.sql("""
                            INSERT INTO signing_key (key_id, encrypted_key, created_at)
                            SELECT ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM signing_key)
                            """)
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
