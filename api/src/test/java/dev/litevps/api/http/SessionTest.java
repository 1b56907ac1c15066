package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.litevps.api.account.AccountRegistrar;
import dev.litevps.events.Provenance;
import dev.litevps.events.account.AccountEvent.SessionsEnded;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Sessions: what their tokens are signed with, and how all of them are ended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionTest {

    private static final String PASSWORD = "correct horse";
    private static final String LOG_OUT_ALL = "/api/auth/logout-all";

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Client anybody = new Client(server.url(), null);
    private final AccountId account = new AccountId(UUID.randomUUID());
    private final String email = account + "@example.com";

    SessionTest() {
        server.bean(AccountRegistrar.class).register(account, Role.CUSTOMER, email, PASSWORD);
    }

    @AfterAll
    void close() {
        server.close();
    }

    private Client logIn() {
        return Client.logIn(server.url(), email, PASSWORD);
    }

    private static void assertLoggedOut(Client client) {
        Answer answer = client.get("/api/me");
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.text("code")).isEqualTo("unauthorized");
    }

    @Test
    void anybodyCanVerifyATokenWithThePublishedKeys() throws ParseException, JOSEException {
        SignedJWT token = SignedJWT.parse(logIn().token());

        JWKSet published = JWKSet.parse(anybody.get("/.well-known/jwks.json").text());

        JWK key = published.getKeyByKeyId(token.getHeader().getKeyID());
        assertThat(key).isNotNull();
        assertThat(key.getAlgorithm()).hasToString("ES256");
        assertThat(token.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
        Duration lifetime = Duration.between(
                token.getJWTClaimsSet().getIssueTime().toInstant(),
                token.getJWTClaimsSet().getExpirationTime().toInstant());
        assertThat(lifetime).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void thePublishedKeysContainNothingPrivateAndMayBeCached() throws ParseException {
        Answer answer = anybody.get("/.well-known/jwks.json");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).contains("max-age=600", "public");
        assertThat(JWKSet.parse(answer.text()).getKeys()).isNotEmpty().noneMatch(JWK::isPrivate);
        assertThat(answer.json().path("keys").valueStream().flatMap(key -> key.propertyNames().stream()))
                .doesNotContain("d");
        Answer again = anybody.with("If-None-Match", answer.header("ETag")).get("/.well-known/jwks.json");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
    }

    @Test
    void whoEndsAllSessionsIsLoggedOutEverywhereAtOnce() {
        Client here = logIn();
        Client elsewhere = logIn();
        Client somebodyElse = Customer.with(server, "1.00").client();
        assertThat(elsewhere.get("/api/me").status()).isEqualTo(200);

        assertThat(here.post(LOG_OUT_ALL).status()).isEqualTo(204);

        assertLoggedOut(here);
        assertLoggedOut(elsewhere);
        assertThat(somebodyElse.get("/api/me").status()).isEqualTo(200);
        Client again = logIn();
        assertThat(again.get("/api/me").status()).isEqualTo(200);
        assertThat(again.post(LOG_OUT_ALL).status()).isEqualTo(204);
        assertLoggedOut(again);
    }

    @Test
    void accessTokensOutliveSessionsAndCanEndThem() {
        Client session = logIn();
        Client token = new Client(
                server.url(),
                session.post("/api/tokens", Map.of("name", "pipeline")).text("token"));

        assertThat(token.post(LOG_OUT_ALL).status()).isEqualTo(204);

        assertLoggedOut(session);
        assertThat(token.get("/api/me").status()).isEqualTo(200);
    }

    @Test
    void aTokenWithASpendLimitCannotLogItsOwnerOut() {
        Client session = logIn();
        Client limited = new Client(
                server.url(),
                session.post("/api/tokens", Map.of("name", "agent", "spend_limit", 1))
                        .text("token"));

        Answer refused = limited.post(LOG_OUT_ALL);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("code")).isEqualTo("spend_limited");
        assertThat(session.get("/api/me").status()).isEqualTo(200);
    }

    @Test
    void whoEndedTheSessionsIsOnRecord() {
        Client session = logIn();

        Answer ended = session.with("X-Request-Id", "leaving").post(LOG_OUT_ALL);

        assertThat(ended.status()).as(ended.text()).isEqualTo(204);
        List<? extends DomainEventMessage<?>> events = server.bean(EventStore.class)
                .readEvents(account.toString())
                .asStream()
                .filter(event -> event.getPayload() instanceof SessionsEnded
                        && "leaving".equals(event.getMetaData().get(Provenance.REQUEST_ID)))
                .toList();
        assertThat(events).singleElement().satisfies(event -> assertThat(event.getMetaData())
                .containsEntry(Provenance.ACCOUNT_ID, account.toString())
                .containsEntry(Provenance.ROLE, "CUSTOMER")
                .containsKey(Provenance.TOKEN_ID));
    }

    @Test
    void whoHasNoSessionEndsNone() {
        assertThat(anybody.post(LOG_OUT_ALL).status()).isEqualTo(401);
    }
}
