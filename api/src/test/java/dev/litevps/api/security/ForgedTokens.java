package dev.litevps.api.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import org.springframework.context.ApplicationContext;

/** Tokens that must not let anybody in. */
public final class ForgedTokens {

    private ForgedTokens() {}

    /** Signed by the server's own key, and a minute past its end. */
    public static String expired(ApplicationContext server, AccountId accountId) {
        Clock yesterday =
                Clock.fixed(Instant.now().minus(SessionTokens.LIFETIME).minus(Duration.ofMinutes(1)), ZoneOffset.UTC);
        return new SessionTokens(server.getBean(SigningKeys.class), server.getBean(SessionGenerations.class), yesterday)
                .begin(new Credentials.Authenticated(accountId, Role.CUSTOMER, 0))
                .token();
    }

    /** Right in everything but the key, whose id it claims. */
    public static String signedByAnotherKey(ApplicationContext server, AccountId accountId) {
        try {
            ECKey stranger = new ECKeyGenerator(Curve.P_256)
                    .keyID(server.getBean(SigningKeys.class).signing().getKeyID())
                    .generate();
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(stranger.getKeyID())
                            .build(),
                    new JWTClaimsSet.Builder()
                            .issuer("litevps")
                            .subject(accountId.toString())
                            .claim("role", Role.OPERATOR.name())
                            .jwtID("forged")
                            .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                            .build());
            token.sign(new ECDSASigner(stranger));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
