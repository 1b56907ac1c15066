package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.Provenance;
import dev.litevps.events.account.AccountEvent.AccountRegistered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registering, with the keys that Cloudflare publishes for tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegisterTest {

    private static final String PASSED = "XXXX.DUMMY.TOKEN.XXXX";
    private static final String PASSWORD = "a fine long password";

    private final Server server = Server.start();
    private final Client anybody = new Client(server.url(), null);

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    void whoRegistersCanLogIn() {
        String email = someone();

        Answer registered = register(email, PASSWORD, PASSED);

        assertThat(registered.status()).as(registered.text()).isEqualTo(201);
        assertThat(registered.text("email")).isEqualTo(email);
        Answer me = Client.logIn(server.url(), email, PASSWORD).get("/api/me");
        assertThat(me.text("id")).isEqualTo(registered.text("id"));
        assertThat(me.text("email")).isEqualTo(email);
        assertThat(me.header("X-Balance-Remaining")).isEqualTo("0.0000");
    }

    @Test
    void theFirstEventNamesTheAccountAndTheRequestThatItCameFrom() {
        Answer registered = register(someone(), PASSWORD, PASSED);

        DomainEventMessage<?> first =
                server.bean(EventStore.class).readEvents(registered.text("id")).next();
        assertThat(first.getPayload()).isInstanceOf(AccountRegistered.class);
        assertThat(first.getMetaData())
                .containsEntry(Provenance.ACCOUNT_ID, registered.text("id"))
                .containsEntry(Provenance.ROLE, "CUSTOMER")
                .containsEntry(Provenance.REQUEST_ID, registered.header("X-Request-Id"))
                .containsEntry(Provenance.REQUEST, "POST /api/auth/register");
    }

    @Test
    void withoutAChallengeNobodyRegisters() {
        assertRefused(register(someone(), PASSWORD, null), 400, "captcha_failed");
        assertRefused(register(someone(), PASSWORD, ""), 400, "captcha_failed");
        assertRefused(register(someone(), PASSWORD, "forged"), 400, "captcha_failed");
        assertThat(register(someone(), PASSWORD, null).text("error")).isEqualTo("CAPTCHA verification failed");
    }

    @Test
    void anAddressHasOneAccount() {
        String email = someone();
        register(email, PASSWORD, PASSED);

        assertRefused(register(email, "another password", PASSED), 409, "email_taken");
        assertRefused(register(email.toUpperCase(java.util.Locale.ROOT), PASSWORD, PASSED), 409, "email_taken");
    }

    @Test
    void ofParallelRegistrationsOneSucceeds() {
        String email = someone();

        List<Integer> statuses = IntStream.range(0, 8)
                .parallel()
                .mapToObj(_ -> register(email, PASSWORD, PASSED).status())
                .sorted()
                .toList();

        assertThat(statuses).containsExactly(201, 409, 409, 409, 409, 409, 409, 409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "password", "PassWord123", "12345678", "qwertyuiop"})
    void aPasswordThatIsGuessedFirstIsRefused(String password) {
        assertRefused(register(someone(), password, PASSED), 400, "invalid_password");
    }

    @Test
    void aPasswordHasBounds() {
        assertRefused(register(someone(), "x".repeat(129), PASSED), 400, "invalid_password");
        assertRefused(register(someone(), null, PASSED), 400, "missing_password");
        assertThat(register(someone(), "läßt sich merken 🐎", PASSED).status()).isEqualTo(201);
    }

    @Test
    void theAddressIsNoPassword() {
        String email = someone();

        assertRefused(register(email, email, PASSED), 400, "invalid_password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a@b@c.example", "a b@example.com", "@example.com"})
    void anAddressThatIsNoneIsRefused(String email) {
        assertRefused(register(email, PASSWORD, PASSED), 400, "invalid_email");
    }

    private static String someone() {
        return "p" + UUID.randomUUID() + "@example.com";
    }

    private Answer register(@Nullable String email, @Nullable String password, @Nullable String token) {
        Map<String, String> body = new HashMap<>();
        put(body, "email", email);
        put(body, "password", password);
        put(body, "cf-turnstile-response", token);
        return anybody.post("/api/auth/register", body);
    }

    private static void put(Map<String, String> body, String name, @Nullable String value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
    }
}
