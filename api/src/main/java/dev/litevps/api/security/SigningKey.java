package dev.litevps.api.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.time.Instant;
import java.util.UUID;

/**
 * A key that signs session tokens with ES256.
 *
 * @param key both halves
 * @param signsFrom when it takes its predecessor's place
 */
record SigningKey(ECKey key, Instant signsFrom) {

    /** One that nobody has had before. */
    static SigningKey random(Instant signsFrom) {
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
            return new SigningKey(key, signsFrom);
        } catch (JOSEException e) {
            throw new IllegalStateException("could not make a signing key", e);
        }
    }

    /** {@link IllegalStateException} if that is no key. */
    static SigningKey parse(String json, Instant signsFrom) {
        try {
            return new SigningKey(ECKey.parse(json), signsFrom);
        } catch (ParseException e) {
            throw new IllegalStateException("a stored signing key is not one", e);
        }
    }

    /** The public half, and what it is for. */
    ECKey published() {
        return new ECKey.Builder(key.toPublicJWK())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .build();
    }

    /** Without the private half, since it may end up in a log. */
    @Override
    public String toString() {
        return "SigningKey[" + key.getKeyID() + "]";
    }
}
