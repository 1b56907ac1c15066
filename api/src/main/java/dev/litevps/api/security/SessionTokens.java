package dev.litevps.api.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Session tokens: JWTs signed with ES256, valid for 24 hours. */
@Component
public class SessionTokens {

    /** As the API reference promises. */
    static final Duration LIFETIME = Duration.ofHours(24);

    private static final String ISSUER = "litevps";
    private static final String ROLE = "role";

    /** A client polls with the same token; verifying its signature each time would cost more than the answer. */
    private static final int CACHED_TOKENS = 10_000;

    private record Verified(Caller caller, Instant expiresAt) {}

    private final SigningKeys keys;
    private final Clock clock;
    private final Cache<String, Verified> verified =
            Caffeine.newBuilder().maximumSize(CACHED_TOKENS).build();

    SessionTokens(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** A token for somebody who has just proved to be the account's owner. */
    public String issue(AccountId accountId, Role role) {
        Instant now = clock.instant();
        ECKey key = keys.newest();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .subject(accountId.toString())
                        .claim(ROLE, role.name())
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFETIME)))
                        .build());
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("could not sign a session token", e);
        }
        return token.serialize();
    }

    /** Who shows this token; empty if we did not issue it, or it has expired. */
    public Optional<Caller> verify(String token) {
        Verified known = verified.getIfPresent(token);
        if (known == null) {
            known = check(token).orElse(null);
            if (known == null) {
                return Optional.empty();
            }
            verified.put(token, known);
        }
        return clock.instant().isBefore(known.expiresAt()) ? Optional.of(known.caller()) : Optional.empty();
    }

    private Optional<Verified> check(String token) {
        try {
            SignedJWT parsed = SignedJWT.parse(token);
            Optional<ECKey> key =
                    Optional.ofNullable(parsed.getHeader().getKeyID()).flatMap(keys::find);
            if (key.isEmpty() || !parsed.verify(new ECDSAVerifier(key.get()))) {
                return Optional.empty();
            }
            JWTClaimsSet claims = parsed.getJWTClaimsSet();
            return Optional.of(new Verified(
                    Caller.inSession(
                            AccountId.of(claims.getSubject()),
                            Role.valueOf(claims.getStringClaim(ROLE)),
                            claims.getJWTID()),
                    claims.getExpirationTime().toInstant()));
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
