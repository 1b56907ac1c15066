package dev.litevps.api.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.litevps.api.security.Credentials.Authenticated;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Session tokens: JWTs signed with ES256, valid for 24 hours or until all sessions of the account are ended. */
@Component
public class SessionTokens {

    /** As the API reference promises. */
    static final Duration LIFETIME = Duration.ofHours(24);

    private static final String ISSUER = "litevps";
    private static final String ROLE = "role";
    private static final String GENERATION = "gen";

    /** A client polls with the same token; verifying its signature each time would cost more than the answer. */
    private static final int CACHED_TOKENS = 10_000;

    private record Verified(Caller caller, int generation, Instant expiresAt) {}

    /**
     * A session that begins.
     *
     * @param token what proves it
     * @param caller who is in it
     */
    public record Session(String token, Caller caller) {

        /** Without the token, since it may end up in a log. */
        @Override
        public String toString() {
            return "Session[" + caller.tokenId() + "]";
        }
    }

    private final SigningKeys keys;
    private final SessionGenerations generations;
    private final Clock clock;
    private final Cache<String, Verified> verified =
            Caffeine.newBuilder().maximumSize(CACHED_TOKENS).build();

    SessionTokens(SigningKeys keys, SessionGenerations generations, Clock clock) {
        this.keys = keys;
        this.generations = generations;
        this.clock = clock;
    }

    /** A session for somebody who has just proved to be the account's owner. */
    public Session begin(Authenticated owner) {
        Instant now = clock.instant();
        String sessionId = UUID.randomUUID().toString();
        ECKey key = keys.signing();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .subject(owner.accountId().toString())
                        .claim(ROLE, owner.role().name())
                        .claim(GENERATION, owner.sessionGeneration())
                        .jwtID(sessionId)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFETIME)))
                        .build());
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("could not sign a session token", e);
        }
        return new Session(token.serialize(), Caller.inSession(owner.accountId(), owner.role(), sessionId));
    }

    /** Who shows this token; empty if we did not issue it, it has expired, or the session was ended. */
    Mono<Caller> verify(String token) {
        return Mono.justOrEmpty(signed(token))
                .filter(session -> clock.instant().isBefore(session.expiresAt()))
                .filterWhen(session -> generations.isCurrent(session.caller().accountId(), session.generation()))
                .map(Verified::caller);
    }

    /** Who shows this token, if that can be said without waiting for anything; else null, and {@link #verify} knows more. */
    @Nullable
    Caller remembered(String token) {
        Verified known = verified.getIfPresent(token);
        return known != null
                        && clock.instant().isBefore(known.expiresAt())
                        && generations.isKnownToBeCurrent(known.caller().accountId(), known.generation())
                ? known.caller()
                : null;
    }

    /** The keys by which anybody can verify these tokens, as a JSON Web Key Set (RFC 7517). */
    public String publicKeys() {
        return new JWKSet(List.<JWK>copyOf(keys.published())).toString(true);
    }

    private Optional<Verified> signed(String token) {
        Verified known = verified.getIfPresent(token);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Verified> checked = check(token);
        checked.ifPresent(session -> verified.put(token, session));
        return checked;
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
                    generation(claims),
                    claims.getExpirationTime().toInstant()));
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Tokens of before there were generations are of the first. */
    private static int generation(JWTClaimsSet claims) throws ParseException {
        Integer generation = claims.getIntegerClaim(GENERATION);
        return generation == null ? 0 : generation;
    }
}
