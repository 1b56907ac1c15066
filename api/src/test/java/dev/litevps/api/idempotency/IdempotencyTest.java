package dev.litevps.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.api.web.RequestIdFilter;
import dev.litevps.events.account.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is asked twice with one {@code Idempotency-Key} is done once and answered alike. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyTest {

    private static final int CALLERS = 50;
    private static final String REPLAYED = "Idempotent-Replayed";

    private final Server server = Server.start("litevps.hypervisor=simulated");

    @AfterAll
    void tearDown() {
        server.close();
    }

    private static String newKey() {
        return "key " + UUID.randomUUID();
    }

    private static Answer post(Client by, String key, String path, Object body) {
        return by.with(IdempotencyFilter.HEADER, key).post(path, body);
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.text("error")).isNotBlank();
        assertThat(answer.header(REPLAYED)).isEmpty();
    }

    private JdbcClient jdbc() {
        return server.bean(JdbcClient.class);
    }

    private byte[] hash(Customer customer, String key) {
        return server.bean(AnswerCipher.class).keyHash(customer.id(), key);
    }

    /** As if the server had been killed after it had stored what was asked, and before it had answered. */
    private void forgetAnswer(Customer customer, String key) {
        assertThat(jdbc().sql("""
                        UPDATE idempotent_request SET status = NULL, headers = NULL, body = NULL, lease_until = created_at
                        WHERE key_hash = ? AND status IS NOT NULL""").param(hash(customer, key)).update()).isEqualTo(1);
    }

    private static void assertSame(Answer again, Answer first) {
        assertThat(again.status()).as(again.text()).isEqualTo(first.status());
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    }

    private static void assertReplayed(Answer again, Answer first) {
        assertSame(again, first);
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(again.header(REPLAYED)).isEqualTo("true");
    }

    @Test
    void manyWhoAskAtOnceGetOneVpsAndOneHold() throws Exception {
        Customer customer = Customer.with(server, "10");
        Map<String, String> body = Map.of("name", "one", "plan_id", customer.cheapestPlan());
        String key = newKey();
        Callable<Answer> request = () -> post(customer.client(), key, "/api/vps", body);
        List<Answer> answers;
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = callers
                    .invokeAll(Stream.generate(() -> request).limit(CALLERS).toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        }
        assertThat(answers)
                .allMatch(answer -> answer.status() == 201
                        || (answer.status() == 409 && answer.text("code").equals("idempotency_in_flight")));
        List<String> ids = answers.stream()
                .filter(answer -> answer.status() == 201)
                .map(answer -> answer.text("id"))
                .distinct()
                .toList();
        assertThat(ids).hasSize(1);
        assertThat(post(customer.client(), key, "/api/vps", body).text("id")).isEqualTo(ids.getFirst());
        assertThat(customer.client().get("/api/vps").json()).hasSize(1);
        assertThat(customer.ledgerEvents())
                .filteredOn(event -> event.getClass().getSimpleName().equals("FundsHeld"))
                .hasSize(1);
    }

    @Test
    void theFirstAnswerIsGivenAgain() {
        Customer customer = Customer.with(server, "10");
        String key = newKey();
        Map<String, String> body = Map.of("name", "one", "plan_id", customer.cheapestPlan());

        Answer first = post(customer.client(), key, "/api/vps", body);
        Answer again = post(customer.client(), key, "/api/vps", body);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header(REPLAYED)).isEmpty();
        assertReplayed(again, first);
        assertThat(again.header(RequestIdFilter.HEADER)).isNotEqualTo(first.header(RequestIdFilter.HEADER));
        assertThat(again.header("X-Balance-Remaining")).isNotEmpty();
    }

    @Test
    void aTopUpIsBegunOnce() {
        Customer customer = Customer.as(Role.CUSTOMER, server);
        String key = newKey();

        Answer first = post(customer.client(), key, "/api/billing/add-funds", Map.of("amount", 10));
        assertReplayed(post(customer.client(), key, "/api/billing/add-funds", Map.of("amount", 10)), first);
        forgetAnswer(customer, key);

        assertSame(post(customer.client(), key, "/api/billing/add-funds", Map.of("amount", 10)), first);
    }

    @Test
    void aDeletionIsAnsweredAlikeAlthoughNothingIsLeft() {
        Customer customer = Customer.as(Role.CUSTOMER, server);
        Answer created = customer.client().post("/api/tokens", Map.of("name", "ci"));
        Client keyed = customer.client().with(IdempotencyFilter.HEADER, newKey());

        Answer first = keyed.delete("/api/tokens/" + created.text("id"));

        assertThat(first.status()).isEqualTo(204);
        assertReplayed(keyed.delete("/api/tokens/" + created.text("id")), first);
    }

    @Test
    void aRefusalIsAnAnswer() {
        Customer customer = Customer.as(Role.CUSTOMER, server);
        Map<String, String> body = Map.of("name", "one", "plan_id", customer.cheapestPlan());
        String key = newKey();
        Answer first = post(customer.client(), key, "/api/vps", body);
        assertThat(first.status()).isEqualTo(402);
        customer.credit(UUID.randomUUID(), "10");

        assertReplayed(post(customer.client(), key, "/api/vps", body), first);
        assertThat(post(customer.client(), newKey(), "/api/vps", body).status()).isEqualTo(201);
    }

    @Test
    void aKeyIsForOneRequestOnly() {
        Client client = Customer.as(Role.CUSTOMER, server).client();
        String key = newKey();
        post(client, key, "/api/tokens", Map.of("name", "one"));

        assertRefused(post(client, key, "/api/tokens", Map.of("name", "two")), 422, "idempotency_key_reused");
        assertRefused(post(client, key, "/api/keys", Map.of("name", "one")), 422, "idempotency_key_reused");
        assertRefused(post(client, key, "/api/tokens?a=b", Map.of("name", "one")), 422, "idempotency_key_reused");
        assertThat(client.get("/api/tokens").json()).hasSize(1);
    }

    @Test
    void whoMayDoLessIsNotShownTheAnswer() {
        Client client = Customer.with(server, "10").client();
        String key = newKey();
        post(client, key, "/api/tokens", Map.of("name", "one"));
        Answer limited = client.post("/api/tokens", Map.of("name", "limited", "spend_limit", 1));

        Answer answer =
                post(new Client(server.url(), limited.text("token")), key, "/api/tokens", Map.of("name", "one"));

        assertRefused(answer, 422, "idempotency_key_reused");
    }

    @Test
    void anotherAccountHasKeysOfItsOwn() {
        String key = newKey();
        Answer first = post(Customer.as(Role.CUSTOMER, server).client(), key, "/api/tokens", Map.of("name", "one"));
        Answer other = post(Customer.as(Role.CUSTOMER, server).client(), key, "/api/tokens", Map.of("name", "one"));

        assertThat(other.status()).isEqualTo(201);
        assertThat(other.text("id")).isNotEqualTo(first.text("id"));
    }

    @Test
    void whatIsNotAnsweredYetIsNotDoneTwice() {
        Customer customer = Customer.as(Role.CUSTOMER, server);
        String key = newKey();
        post(customer.client(), key, "/api/tokens", Map.of("name", "one"));
        forgetAnswer(customer, key);
        jdbc().sql("UPDATE idempotent_request SET lease_until = now() + interval '20 seconds' WHERE key_hash = ?")
                .param(hash(customer, key))
                .update();

        assertRefused(post(customer.client(), key, "/api/tokens", Map.of("name", "one")), 409, "idempotency_in_flight");
        assertThat(customer.client().get("/api/tokens").json()).hasSize(1);
    }

    @Test
    void whatAServerDidBeforeItWasKilledIsAnsweredByTheNext() {
        Customer customer = Customer.with(server, "10");
        Client client = customer.client();
        String token = newKey();
        Answer firstToken = post(client, token, "/api/tokens", Map.of("name", "one"));
        String vps = newKey();
        Map<String, String> body = Map.of("name", "one", "plan_id", customer.cheapestPlan());
        Answer firstVps = post(client, vps, "/api/vps", body);
        String email = newKey();
        Answer firstEmail = post(client, email, "/api/billing/notify-emails", Map.of("email", "ops@example.com"));
        forgetAnswer(customer, token);
        forgetAnswer(customer, vps);
        forgetAnswer(customer, email);

        Answer againToken = post(client, token, "/api/tokens", Map.of("name", "one"));
        assertSame(againToken, firstToken);
        assertThat(new Client(server.url(), againToken.text("token"))
                        .get("/api/me")
                        .status())
                .isEqualTo(200);
        assertThat(post(client, vps, "/api/vps", body).text("id")).isEqualTo(firstVps.text("id"));
        assertSame(post(client, email, "/api/billing/notify-emails", Map.of("email", "ops@example.com")), firstEmail);
        assertThat(client.get("/api/vps").json()).hasSize(1);
        assertThat(client.get("/api/tokens").json()).hasSize(1);
    }

    @Test
    void aBatchThatWasInterruptedMakesNoMachineTwice() {
        Customer customer = Customer.with(server, "10");
        Map<String, String> bad = Map.of("name", "bad", "plan_id", "none");
        List<Map<String, String>> machines = Stream.concat(
                        Stream.of(bad),
                        Stream.of("a", "b", "c").map(name -> Map.of("name", name, "plan_id", customer.cheapestPlan())))
                .toList();
        String key = newKey();
        Answer first = post(customer.client(), key, "/api/vps/batch", Map.of("vms", machines));
        assertThat(first.status()).as(first.text()).isEqualTo(207);
        forgetAnswer(customer, key);

        Answer again = post(customer.client(), key, "/api/vps/batch", Map.of("vms", machines));

        assertThat(again.status()).isEqualTo(207);
        for (int i = 0; i < machines.size(); i++) {
            assertThat(again.json().path("results").get(i).path("vps").path("id"))
                    .isEqualTo(first.json().path("results").get(i).path("vps").path("id"));
        }
        assertThat(customer.client().get("/api/vps").json()).hasSize(3);
    }

    @Test
    void aCommandThatWasDoneIsNotDoneAgainWhenThingsHaveChangedSince() {
        Customer customer = Customer.as(Role.CUSTOMER, server);
        Client client = customer.client();
        String key = newKey();
        String id = client.post("/api/tokens", Map.of("name", "one")).text("id");
        Client keyed = client.with(IdempotencyFilter.HEADER, key);
        assertThat(keyed.delete("/api/tokens/" + id).status()).isEqualTo(204);
        forgetAnswer(customer, key);

        assertThat(keyed.delete("/api/tokens/" + id).status()).isEqualTo(204);
        assertThat(client.delete("/api/tokens/" + id).status()).isEqualTo(404);
    }

    @Test
    void aCommandInAGuestIsNeverRunTwice() {
        Customer customer = Customer.with(server, "10");
        Client client = customer.client();
        String id = customer.create("one");
        client.awaitState(id, "running", Duration.ofSeconds(60));
        String path = "/api/vps/" + id + "/exec";
        Map<String, String> body = Map.of("command", "echo again >> /root/log");
        String key = newKey();
        Answer first = post(client, key, path, body);
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertReplayed(post(client, key, path, body), first);
        forgetAnswer(customer, key);

        assertRefused(post(client, key, path, body), 409, "idempotency_outcome_unknown");

        assertThat(client.post(path, Map.of("command", "cat /root/log")).text("stdout"))
                .isEqualTo("again\n");
    }

    @Test
    void aBackgroundJobIsStartedOnceThoughItsAnswerWasLost() {
        Customer customer = Customer.with(server, "10");
        Client client = customer.client();
        String id = customer.create("one");
        client.awaitState(id, "running", Duration.ofSeconds(60));
        String key = newKey();
        Map<String, Object> body = Map.of("command", "true", "background", true, "ids", List.of(id, id));
        Answer first = post(client, key, "/api/vps/batch/exec", body);
        assertThat(first.status()).as(first.text()).isEqualTo(207);
        forgetAnswer(customer, key);

        Answer again = post(client, key, "/api/vps/batch/exec", body);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(client.get("/api/vps/" + id + "/jobs").json()).hasSize(2);
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        Customer customer = Customer.as(Role.CUSTOMER, server);
        String key = newKey();
        Answer first = post(customer.client(), key, "/api/tokens", Map.of("name", "one"));
        assertThat(jdbc().sql("""
                        SELECT extract(epoch FROM expires_at - created_at) FROM idempotent_request WHERE key_hash = ?""").param(hash(customer, key)).query(Long.class).single())
                .isEqualTo(24 * 60 * 60);
        jdbc().sql("UPDATE idempotent_request SET expires_at = now() WHERE key_hash = ?")
                .param(hash(customer, key))
                .update();

        Answer later = post(customer.client(), key, "/api/tokens", Map.of("name", "two"));

        assertThat(later.status()).isEqualTo(201);
        assertThat(later.text("id")).isNotEqualTo(first.text("id"));
        jdbc().sql("UPDATE idempotent_request SET expires_at = now() WHERE key_hash = ?")
                .param(hash(customer, key))
                .update();
        assertThat(server.bean(IdempotentRequests.class).forgetExpired()).isFalse();
        assertThat(jdbc().sql("SELECT count(*) FROM idempotent_request WHERE key_hash = ?")
                        .param(hash(customer, key))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whatIsStoredTellsNeitherTheKeyNorTheAnswer() {
        Customer customer = Customer.as(Role.CUSTOMER, server);
        String key = newKey();
        Answer created = post(customer.client(), key, "/api/tokens", Map.of("name", "one"));
        AnswerCipher cipher = server.bean(AnswerCipher.class);
        byte[] stored = jdbc().sql("SELECT body FROM idempotent_request WHERE key_hash = ?")
                .param(hash(customer, key))
                .query(byte[].class)
                .single();

        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain(created.text("token"));
        assertThat(new String(cipher.decrypt(customer.id(), key, stored), StandardCharsets.UTF_8))
                .isEqualTo(created.text());
        assertThatThrownBy(() -> cipher.decrypt(customer.id(), "another key", stored))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb"})
    void aKeyIsPrintable(String key) {
        Client client = Customer.as(Role.CUSTOMER, server).client();

        assertRefused(post(client, key, "/api/tokens", Map.of("name", "one")), 400, "invalid_idempotency_key");
        assertThat(client.get("/api/tokens").json()).isEmpty();
    }

    @Test
    void aKeyHasALimit() {
        Client client = Customer.as(Role.CUSTOMER, server).client();

        assertRefused(
                post(client, "k".repeat(256), "/api/tokens", Map.of("name", "one")), 400, "invalid_idempotency_key");
        assertThat(post(client, "k".repeat(255), "/api/tokens", Map.of("name", "one"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aBodyHasALimit() {
        Client client = Customer.as(Role.CUSTOMER, server).client();

        Answer answer = post(client, newKey(), "/api/tokens", Map.of("name", "x".repeat(300_000)));

        assertRefused(answer, 413, "body_too_large");
    }

    @Test
    void onlyWhatAnAccountChangesIsKept() {
        Client client = Customer.as(Role.CUSTOMER, server).client();
        Client keyed = client.with(IdempotencyFilter.HEADER, newKey());
        Client stranger = new Client(server.url(), null).with(IdempotencyFilter.HEADER, "k");

        assertThat(keyed.get("/api/me").header(REPLAYED)).isEmpty();
        assertThat(keyed.get("/api/me").header(REPLAYED)).isEmpty();
        assertRefused(stranger.post("/api/tokens", Map.of("name", "one")), 401, "unauthorized");
        for (int i = 0; i < 2; i++) {
            assertRefused(
                    stranger.post("/api/auth/login", Map.of("email", "a@example.com", "password", "wrong")),
                    401,
                    "invalid_credentials");
        }
    }
}
