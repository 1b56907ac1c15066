package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.account.AccountRegistrar;
import dev.litevps.api.security.AccessTokenCredentials;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What an owner does with access tokens, and what whoever holds one can do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTokenTest {

    private static final String SOME_ID = "01a208f7-8b94-7945-9c9d-cba318e6ebc4";
    private static final String PASSWORD = "correct horse";

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Client owner = newOwner();

    @AfterAll
    void tearDown() {
        server.close();
    }

    private Client newOwner() {
        String email = UUID.randomUUID() + "@example.com";
        server.bean(AccountRegistrar.class).register(new AccountId(UUID.randomUUID()), Role.CUSTOMER, email, PASSWORD);
        return Client.logIn(server.url(), email, PASSWORD);
    }

    private static Answer create(Client by, Object body) {
        Answer answer = by.post("/api/tokens", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer;
    }

    private Client holderOf(Answer created) {
        return new Client(server.url(), created.text("token"));
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.text("error")).isNotBlank();
    }

    @Test
    void aTokenIsShownWhenItIsCreatedAndNeverAgain() {
        Answer created = create(owner, Map.of("name", "ci-deploy"));

        assertThat(created.text("token")).matches("vtk_[A-Za-z0-9_-]{43}");
        assertThat(created.text("name")).isEqualTo("ci-deploy");
        assertThat(created.header("Location")).isEqualTo("/api/tokens/" + created.text("id"));
        assertThat(created.header("Cache-Control")).contains("no-store");
        Answer list = owner.get("/api/tokens");
        JsonNode listed = list.json().get(0);
        assertThat(listed.path("id").asString()).isEqualTo(created.text("id"));
        assertThat(listed.has("token")).isFalse();
        assertThat(list.text()).doesNotContain(created.text("token"));
    }

    @Test
    void aTokenShowsItsTermsInTheAnswerAsInTheList() {
        Answer limited = create(owner, Map.of("name", "agent", "spend_limit", 2.5));
        Answer unlimited = create(owner, Map.of("name", "ci-deploy"));

        assertThat(limited.text()).contains("\"spend_limit\":2.5000", "\"spent\":0.0000", "\"last_used_at\":null");
        assertThat(unlimited.text()).contains("\"spend_limit\":null");
        JsonNode list = owner.get("/api/tokens").json();
        for (String field : List.of("id", "name", "created_at", "last_used_at", "spend_limit", "spent")) {
            assertThat(list.get(0).path(field))
                    .as(field)
                    .isEqualTo(unlimited.json().path(field));
            assertThat(list.get(1).path(field))
                    .as(field)
                    .isEqualTo(limited.json().path(field));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/me, 200",
        "GET, /api/vps, 200",
        "GET, /api/keys, 200",
        "GET, /api/tokens, 200",
        "GET, /api/vps/" + SOME_ID + ", 404",
        "DELETE, /api/vps/" + SOME_ID + ", 404",
        "POST, /api/vps/" + SOME_ID + "/start, 404",
        "DELETE, /api/keys/" + SOME_ID + ", 404",
        "DELETE, /api/tokens/" + SOME_ID + ", 404",
        "GET, /api/nothing, 404"
    })
    void aTokenIsAcceptedWhereverASessionIs(String method, String path, int status) {
        Client holder = holderOf(create(owner, Map.of("name", "ci-deploy")));

        Answer answer = holder.send(method, path, null);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(owner.send(method, path, null).status()).isEqualTo(status);
        assertThat(answer.header("X-Balance-Remaining")).isEqualTo("0.0000");
    }

    @Test
    void aTokenActsForItsAccount() {
        Client holder = holderOf(create(owner, Map.of("name", "ci-deploy")));

        assertThat(holder.get("/api/me").text()).isEqualTo(owner.get("/api/me").text());
        Answer created = create(holder, Map.of("name", "made by a token"));
        assertThat(owner.get("/api/tokens").text()).contains(created.text("id"));
    }

    @Test
    void aRevokedTokenIsRefusedAtOnceAndGone() {
        Answer created = create(owner, Map.of("name", "ci-deploy"));
        Client holder = holderOf(created);
        assertThat(holder.get("/api/me").status()).isEqualTo(200);

        assertThat(owner.delete("/api/tokens/" + created.text("id")).status()).isEqualTo(204);

        assertRefused(holder.get("/api/me"), 401, "unauthorized");
        assertThat(owner.get("/api/tokens").text()).doesNotContain(created.text("id"));
        assertRefused(owner.delete("/api/tokens/" + created.text("id")), 404, "not_found");
    }

    @Test
    void aTokenCanRevokeItself() {
        Answer created = create(owner, Map.of("name", "ci-deploy"));
        Client holder = holderOf(created);

        assertThat(holder.delete("/api/tokens/" + created.text("id")).status()).isEqualTo(204);
        assertThat(holder.get("/api/me").status()).isEqualTo(401);
    }

    @Test
    void unknownRevokedAndMalformedTokensAreRefusedAlike() {
        Answer created = create(owner, Map.of("name", "ci-deploy"));
        owner.delete("/api/tokens/" + created.text("id"));
        String revoked = created.text("token");
        Answer expected = new Client(server.url(), "no token at all").get("/api/me");

        for (String token : List.of(
                revoked,
                "vtk_" + "A".repeat(43),
                "vtk_",
                "vtk_short",
                revoked + "x",
                revoked.toUpperCase(Locale.ROOT),
                "vtk_" + "'".repeat(43))) {
            Answer answer = new Client(server.url(), token).get("/api/me");
            assertThat(answer.status()).as(token).isEqualTo(401);
            assertThat(answer.text()).isEqualTo(expected.text());
            assertThat(answer.header("WWW-Authenticate")).isEqualTo(expected.header("WWW-Authenticate"));
            assertThat(answer.header("X-Balance-Remaining")).isEmpty();
        }
    }

    @Test
    void somebodyElsesTokenIsNotFoundAndStaysAsItIs() {
        Answer created = create(owner, Map.of("name", "ci-deploy"));
        Client stranger = newOwner();

        for (String id : List.of(created.text("id"), SOME_ID, "not-an-id")) {
            Answer answer = stranger.delete("/api/tokens/" + id);
            assertRefused(answer, 404, "not_found");
            assertThat(answer.text("error")).isEqualTo("there is no such access token");
        }
        assertThat(stranger.get("/api/tokens").json()).isEmpty();
        assertThat(holderOf(created).get("/api/me").status()).isEqualTo(200);
        assertThat(owner.get("/api/tokens").text()).contains(created.text("id"));
    }

    @Test
    void aTokenWithASpendLimitCannotCreateTokens() {
        Client limited = holderOf(create(owner, Map.of("name", "agent", "spend_limit", 1)));

        assertRefused(limited.post("/api/tokens", Map.of("name", "free")), 403, "spend_limited");
        assertRefused(limited.post("/api/tokens", Map.of("name", "free", "spend_limit", 0.5)), 403, "spend_limited");
        assertThat(limited.get("/api/tokens").text()).doesNotContain("free");
    }

    @Test
    void aTokenWithASpendLimitRevokesItselfAndNoOther() {
        Answer other = create(owner, Map.of("name", "pipeline"));
        Answer created = create(owner, Map.of("name", "agent", "spend_limit", 1));
        Client limited = holderOf(created);

        assertRefused(limited.delete("/api/tokens/" + other.text("id")), 403, "spend_limited");
        assertRefused(limited.delete("/api/tokens/" + SOME_ID), 403, "spend_limited");
        assertThat(holderOf(other).get("/api/me").status()).isEqualTo(200);

        assertThat(limited.delete("/api/tokens/" + created.text("id")).status()).isEqualTo(204);
        assertThat(limited.get("/api/me").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":null}",
                "{\"name\":\" \"}",
                "{\"name\":\"a\\nb\"}",
                "{\"name\":\"a\\u0000b\"}",
                "{\"name\":\"\\ud800\"}",
                "{\"name\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}",
                "{\"name\":\"ci\",\"spend_limit\":0}",
                "{\"name\":\"ci\",\"spend_limit\":-1}",
                "{\"name\":\"ci\",\"spend_limit\":0.0000001}",
                "{\"name\":\"ci\",\"spend_limit\":1.00000000000000000001}",
                "{\"name\":\"ci\",\"spend_limit\":1000000.01}",
                "{\"name\":\"ci\",\"spend_limit\":1e400}",
                "{\"name\":\"ci\",\"spend_limit\":1e-999999999}",
                "{\"name\":\"ci\",\"spend_limit\":1e999999999}",
                "{\"name\":\"ci\",\"spend_limit\":NaN}",
                "{\"name\":\"ci\",\"spend_limit\":\"5\"}",
                "{\"name\":\"ci\",\"spend_limit\":\"\"}",
                "{\"name\":\"ci\",\"spend_limit\":true}",
                "{\"name\":\"ci\",\"spend_limit\":[5]}",
                "{\"name\":\"ci\",\"spend_limit\":{}}"
            })
    void whatIsNoNameOrNoLimitIsABadRequestAndLeavesNothing(String body) {
        List<String> listed = idsOf(owner);
        long rows = rowsOf(owner);

        Answer answer = owner.send("POST", "/api/tokens", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text("code")).isIn("missing_name", "invalid_value", "invalid_request");
        assertThat(idsOf(owner)).isEqualTo(listed);
        assertThat(rowsOf(owner)).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource({"1e-6, 0.0000", "0.123456, 0.1235", "5.0000000, 5.0000", "1000000, 1000000.0000", "2E1, 20.0000"})
    void anAmountOfAtMostSixDecimalsIsALimit(String given, String shown) {
        Answer answer = owner.send("POST", "/api/tokens", "{\"name\":\"ci\",\"spend_limit\":" + given + "}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.text()).contains("\"spend_limit\":" + shown);
    }

    @Test
    void ofManyParallelCreationsAsManyAreAcceptedAsAnAccountMayHave() throws Exception {
        Client busy = newOwner();
        int allowed = AccessTokenCredentials.MAX_TOKENS;
        List<Answer> answers = new ArrayList<>();
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> calls = IntStream.range(0, allowed + 10)
                    .mapToObj(number -> callers.submit(() -> {
                        start.await();
                        return busy.post("/api/tokens", Map.of("name", "token " + number));
                    }))
                    .toList();
            start.countDown();
            for (Future<Answer> call : calls) {
                answers.add(call.get());
            }
        }

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(allowed);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .allSatisfy(answer -> assertRefused(answer, 409, "too_many_access_tokens"));
        assertThat(rowsOf(busy)).isEqualTo(allowed);
        String one = busy.get("/api/tokens").json().get(0).path("id").asString();
        busy.delete("/api/tokens/" + one);
        create(busy, Map.of("name", "in its place"));
    }

    private static List<String> idsOf(Client account) {
        return account.get("/api/tokens")
                .json()
                .valueStream()
                .map(token -> token.path("id").asString())
                .toList();
    }

    private long rowsOf(Client account) {
        return JdbcClient.create(server.bean(DataSource.class))
                .sql("SELECT count(*) FROM access_token WHERE account_id = ?")
                .param(UUID.fromString(account.get("/api/me").text("id")))
                .query(Long.class)
                .single();
    }
}
