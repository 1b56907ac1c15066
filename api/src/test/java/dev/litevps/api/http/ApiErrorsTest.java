package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.account.AccountRegistrar;
import dev.litevps.api.security.ForgedTokens;
import dev.litevps.command.ledger.LedgerCommand.CreditFunds;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ApplicationContext;

/** Every way to be refused: the status, the body, and that nothing changed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiErrorsTest {

    private static final String SOME_ID = "01a208f7-8b94-7945-9c9d-cba318e6ebc4";

    private Server server = Server.start("litevps.hypervisor=simulated");
    private Client demo = Client.logInToDemo(server);
    private Client nobody = new Client(server.url(), null);
    private String planId = "";

    @BeforeAll
    void setUp() {
        planId = nobody.get("/api/pricing").json().get(0).path("id").asString();
    }

    @AfterAll
    void tearDown() {
        server.close();
    }

    private AccountId register(String email, String dollars) {
        AccountId id = new AccountId(UUID.randomUUID());
        server.bean(AccountRegistrar.class).register(id, Role.CUSTOMER, email, "correct horse");
        server.bean(CommandGateway.class)
                .sendAndWait(new CreditFunds(
                        new LedgerId(id),
                        new CreditId(UUID.randomUUID()),
                        CreditKind.GRANT,
                        Usd.of(dollars),
                        "test",
                        Instant.now()));
        return id;
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.text("error")).isNotBlank();
    }

    private String runningVps() {
        String id =
                demo.post("/api/vps", Map.of("name", "web", "plan_id", planId)).text("id");
        demo.awaitState(id, "running", Duration.ofSeconds(30));
        return id;
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/vps/%s", "PUT, /api/vps/%s", "DELETE, /api/vps/%s", "POST, /api/vps/%s/start",
        "POST, /api/vps/%s/stop", "POST, /api/vps/%s/restart", "GET, /api/vps/%s/vnc-port", "POST, /api/vps/%s/exec"
    })
    void whatDoesNotExistAndWhatIsSomebodyElsesIsEquallyNotFound(String method, String path) {
        register(method + path.hashCode() + "@example.com", "1.00");
        Client stranger = Client.logIn(server.url(), method + path.hashCode() + "@example.com", "correct horse");
        String body =
                method.equals("PUT") ? "{\"name\":\"mine\"}" : path.endsWith("exec") ? "{\"command\":\"true\"}" : null;
        String mine =
                demo.post("/api/vps", Map.of("name", "web", "plan_id", planId)).text("id");

        for (String id : List.of(mine, SOME_ID, "not-an-id")) {
            Answer answer = stranger.send(method, path.formatted(id), body);
            assertThat(answer.status()).as(id + ": " + answer.text()).isEqualTo(404);
            assertThat(answer.text("error")).isEqualTo("there is no such VPS");
        }
        assertThat(demo.get("/api/vps/" + mine).text("name")).isEqualTo("web");
        demo.delete("/api/vps/" + mine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"text\"", "null", "{\"name\": [1]}", "{\"name\":\"a\" \"plan_id\":1}"})
    void aBodyThatIsNotTheExpectedJsonIsABadRequest(String body) {
        Answer answer = demo.send("POST", "/api/vps", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text("error")).isNotBlank();
        assertThat(answer.text("code")).isNotBlank();
    }

    @Test
    void aMissingOrImpossibleNameIsABadRequest() {
        assertRefused(demo.post("/api/vps", Map.of("plan_id", planId)), 400, "missing_name");
        assertRefused(demo.post("/api/vps", Map.of("name", " ", "plan_id", planId)), 400, "missing_name");
        assertRefused(demo.post("/api/vps", Map.of("name", "a".repeat(64), "plan_id", planId)), 400, "invalid_value");
        assertRefused(demo.post("/api/vps", Map.of("name", "a b", "plan_id", planId)), 400, "invalid_value");
        assertThat(demo.get("/api/vps").json().valueStream().map(vps -> vps.path("name")
                        .asString()))
                .doesNotContain("a b");
    }

    @Test
    void anUnknownPlanOrSshKeyIsABadRequest() {
        assertRefused(demo.post("/api/vps", Map.of("name", "web")), 400, "missing_plan_id");
        assertRefused(demo.post("/api/vps", Map.of("name", "web", "plan_id", "nano")), 400, "unknown_plan");
        assertRefused(demo.post("/api/vps", Map.of("name", "web", "plan_id", SOME_ID)), 400, "unknown_plan");
        assertRefused(
                demo.post("/api/vps", Map.of("name", "web", "plan_id", planId, "ssh_key_ids", List.of(SOME_ID))),
                400,
                "unknown_ssh_key");
    }

    @Test
    void anIdOfAnotherKindIsAsUnknownAsAnyOther() {
        String vps =
                demo.post("/api/vps", Map.of("name", "web", "plan_id", planId)).text("id");
        String account = demo.get("/api/me").text("id");

        assertRefused(demo.post("/api/vps", Map.of("name", "web", "plan_id", vps)), 400, "unknown_plan");
        assertRefused(
                demo.post("/api/vps", Map.of("name", "web", "plan_id", planId, "ssh_key_ids", List.of(vps))),
                400,
                "unknown_ssh_key");
        for (String id : List.of(planId, account)) {
            assertRefused(demo.put("/api/vps/" + id, Map.of("name", "web")), 404, "not_found");
            assertRefused(demo.post("/api/vps/" + id + "/stop"), 404, "not_found");
            assertRefused(demo.delete("/api/vps/" + id), 404, "not_found");
        }
        demo.delete("/api/vps/" + vps);
    }

    @Test
    void aNameThatADatabaseCannotKeepIsABadRequest() {
        String key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJa5GA4asLx2ontXWN/2IXbfiqfKr394GeYlBaFUf/Qa";
        for (String name : List.of("a\u0000b", "a\nb", "\ud800")) {
            String body = "{\"name\":\""
                    + name.replace("\u0000", "\\u0000").replace("\n", "\\n").replace("\ud800", "\\ud800")
                    + "\",\"public_key\":\"" + key + "\"}";
            assertThat(demo.send("POST", "/api/keys", body).status()).as(body).isEqualTo(400);
        }
        assertRefused(
                demo.post("/api/keys", Map.of("name", "x", "public_key", "ssh-ed25519 AAAA")),
                400,
                "invalid_public_key");
        assertThat(demo.post("/api/keys", Map.of("name", "laptop", "public_key", key))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void whoLogsInMayStillSendTheTokenThatExpired() {
        Client stale = new Client(server.url(), "expired");

        assertThat(stale.post("/api/auth/login", Map.of("email", "agent@example.com", "password", "s3cr3t"))
                        .status())
                .isEqualTo(200);
        assertThat(stale.get("/api/pricing").status()).isEqualTo(200);
    }

    @Test
    void withoutAValidTokenThereIsNothingToSee() {
        AccountId account = register("forger@example.com", "1.00");
        ApplicationContext context = server.context();
        String expired = ForgedTokens.expired(context, account);
        String forged = ForgedTokens.signedByAnotherKey(context, account);
        for (Client intruder : List.of(
                nobody,
                new Client(server.url(), ""),
                new Client(server.url(), "nonsense"),
                new Client(server.url(), expired),
                new Client(server.url(), forged))) {
            for (String path : List.of("/api/me", "/api/vps", "/api/vps/" + SOME_ID, "/api/keys", "/api/unknown")) {
                Answer answer = intruder.get(path);
                assertRefused(answer, 401, "unauthorized");
                assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
                assertThat(answer.header("X-Balance-Remaining")).isEmpty();
            }
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownUserAreRefusedAlike() {
        Answer wrong = nobody.post("/api/auth/login", Map.of("email", "agent@example.com", "password", "guess"));
        Answer unknown = nobody.post("/api/auth/login", Map.of("email", "no@example.com", "password", "guess"));

        assertRefused(wrong, 401, "invalid_credentials");
        assertThat(unknown.text()).isEqualTo(wrong.text());
        assertRefused(nobody.post("/api/auth/login", Map.of("email", "a@example.com")), 400, "invalid_password");
    }

    @Test
    void whatDoesNotFitTheStateIsAConflict() {
        String id = runningVps();
        assertRefused(demo.post("/api/vps/" + id + "/start"), 409, "wrong_state");
        demo.post("/api/vps/" + id + "/stop");
        demo.awaitState(id, "stopped", Duration.ofSeconds(30));
        assertRefused(demo.post("/api/vps/" + id + "/stop"), 409, "wrong_state");
        assertRefused(demo.post("/api/vps/" + id + "/restart"), 409, "wrong_state");
        assertRefused(demo.post("/api/vps/" + id + "/exec", Map.of("command", "true")), 409, "wrong_state");
        assertRefused(demo.get("/api/vps/" + id + "/vnc-port"), 409, "wrong_state");
        demo.delete("/api/vps/" + id);
    }

    @Test
    void exactlyWhatExecTakesIsTaken() {
        String id = runningVps();
        assertRefused(demo.post("/api/vps/" + id + "/exec", Map.of()), 400, "missing_command");
        assertRefused(
                demo.post("/api/vps/" + id + "/exec", Map.of("command", "true", "timeout_seconds", 0)),
                400,
                "invalid_timeout");
        assertRefused(
                demo.post("/api/vps/" + id + "/exec", Map.of("command", "true", "timeout_seconds", 301)),
                400,
                "invalid_timeout");
        demo.delete("/api/vps/" + id);
    }

    @Test
    void aBodyOverTheLimitIsTooLarge() {
        assertRefused(
                demo.post("/api/vps", Map.of("name", "a".repeat(300_000), "plan_id", planId)), 413, "body_too_large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/vps/batch/exec", "/api/tokens"})
    void aBodyOverTheLimitIsTooLargeAlsoIfItsLengthIsNotTold(String path) {
        String body = "{\"name\":\"" + "a".repeat(300_000) + "\"}";

        assertRefused(demo.sendUnsized("POST", path, body), 413, "body_too_large");
    }

    @Test
    void anUnknownPathOrMethodIsAnsweredInJson() {
        assertRefused(demo.get("/api/nothing"), 404, "not_found");
        assertRefused(nobody.get("/nothing"), 404, "not_found");
        assertRefused(demo.delete("/api/pricing"), 405, "method_not_allowed");
    }

    @Test
    void withoutTheMoneyForAnHourTheAnswerIs402WithBothFigures() {
        register("poor@example.com", "0.0041");
        Client poor = Client.logIn(server.url(), "poor@example.com", "correct horse");

        Answer answer = poor.post("/api/vps", Map.of("name", "web", "plan_id", planId));

        assertThat(answer.status()).isEqualTo(402);
        assertThat(answer.text("error")).isEqualTo("insufficient balance");
        assertThat(answer.text()).contains("\"balance\":0.0041", "\"required\":0.0042");
        assertThat(answer.header("X-Balance-Remaining")).isEqualTo("0.0041");
        assertThat(poor.get("/api/vps").json()).isEmpty();
    }

    @Test
    void everyAnswerNamesItsRequest() {
        assertThat(nobody.get("/health").header("X-Request-Id")).isNotBlank();
        assertThat(demo.get("/api/nothing").header("X-Request-Id")).isNotBlank();
    }
}
