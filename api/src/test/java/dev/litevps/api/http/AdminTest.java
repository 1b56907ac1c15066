package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.Provenance;
import dev.litevps.events.account.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What operators set, and that nobody else does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminTest {

    private static final String OPERATOR_PASSWORD = "correct horse battery";

    private final Server server = Server.start(
            "litevps.hypervisor=simulated",
            "litevps.operator.email=op@example.com",
            "litevps.operator.password=" + OPERATOR_PASSWORD);
    private final Customer operator = Customer.as(Role.OPERATOR, server);
    private final Client client = operator.client();

    @AfterAll
    void tearDown() {
        server.close();
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.text("error")).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = "OPERATOR", mode = EnumSource.Mode.EXCLUDE)
    void nobodyElseGetsIn(Role role) {
        Client other = Customer.as(role, server).client();

        assertRefused(other.get("/api/admin/settings"), 403, "forbidden");
        assertRefused(other.put("/api/admin/settings", Map.of("max_batch_size", 5)), 403, "forbidden");
        assertRefused(other.get("/api/admin/nothing-here"), 403, "forbidden");
    }

    @Test
    void theOperatorOfTheSettingsCanLogIn() {
        Client first = Client.logIn(server.url(), "op@example.com", OPERATOR_PASSWORD);

        assertThat(first.get("/api/me").text("role")).isEqualTo("operator");
        assertThat(first.get("/api/admin/settings").status()).isEqualTo(200);
    }

    @Test
    void whoIsNotLoggedInIsAskedToLogIn() {
        assertRefused(new Client(server.url(), null).get("/api/admin/settings"), 401, "unauthorized");
    }

    @Test
    void aChangeOfSomeSettingsKeepsTheOthersAndCounts() {
        Answer before = client.get("/api/admin/settings");
        long version = before.json().path("version").asLong();

        Answer changed = client.put("/api/admin/settings", Map.of("max_batch_size", 17, "version", version));

        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.json().path("max_batch_size").asInt()).isEqualTo(17);
        assertThat(changed.json().path("version").asLong()).isEqualTo(version + 1);
        assertThat(changed.json().path("blocked_commands"))
                .isEqualTo(before.json().path("blocked_commands"));
        assertThat(client.get("/api/admin/settings").text()).isEqualTo(changed.text());
        assertRefused(
                client.put("/api/admin/settings", Map.of("max_batch_size", 18, "version", version)),
                409,
                "settings_outdated");
    }

    @Test
    void whatIsBlockedIsChangedAsAWhole() {
        Answer changed = client.put("/api/admin/settings", Map.of("blocked_commands", List.of("rm -rf /", "telinit")));

        assertThat(changed.text()).contains("\"blocked_commands\":[\"rm -rf /\",\"telinit\"]");
        Customer owner = Customer.with(server, "10.00");
        String vps = owner.create("web");
        owner.client().awaitState(vps, "running", Duration.ofSeconds(30));
        String path = "/api/vps/" + vps + "/exec";
        Answer refused = owner.client().post(path, Map.of("command", "sudo telinit 6"));
        assertRefused(refused, 400, "blocked_command");
        assertThat(refused.text("error")).contains("telinit");
        assertThat(owner.client().post(path, Map.of("command", "echo telinit")).text("stdout"))
                .isEqualTo("telinit\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"max_exec_timeout_seconds\":0}|invalid_value",
                "{\"max_batch_size\":101}|invalid_value",
                "{\"max_snapshots_per_vps\":-1}|invalid_value",
                "{\"blocked_commands\":[\"\"]}|invalid_value",
                "{\"blocked_commands\":[null]}|invalid_value",
                "{\"blocked_commands\":\"halt\"}|invalid_request",
                "{\"max_batch_size\":\"many\"}|invalid_request",
                "[]|invalid_request"
            })
    void settingsOutOfBoundsAreRefusedAndChangeNothing(String body, String code) {
        Answer before = client.get("/api/admin/settings");

        assertRefused(client.send("PUT", "/api/admin/settings", body), 400, code);
        assertThat(client.get("/api/admin/settings").text()).isEqualTo(before.text());
    }

    @Test
    void theEventSaysWhoDecided() {
        client.put("/api/admin/settings", Map.of("max_exec_timeout_seconds", 1234));
        assertRefused(exec(Map.of("command", "id", "timeout_seconds", 1235)), 400, "invalid_timeout");
        assertRefused(exec(Map.of("command", "id", "timeout_seconds", 1234)), 404, "not_found");

        assertThat(server.bean(EventStore.class).readEvents("settings", 0).asStream())
                .last()
                .satisfies(event -> assertThat(event.getMetaData())
                        .containsEntry(Provenance.ACCOUNT_ID, operator.id().toString())
                        .containsEntry(Provenance.ROLE, "OPERATOR"));
    }

    /** In a VPS that is not there. */
    private Answer exec(Map<String, Object> body) {
        return client.post("/api/vps/01a208f7-8b94-7945-9c9d-cba318e6ebc4/exec", body);
    }

    private static Map<String, Object> plan(String name) {
        return Map.of("name", name, "vcpu", 1, "memory_mb", 512, "disk_gb", 10, "price_hourly", 0.006);
    }

    @Test
    void aPlanIsSoldFromItsPublicationToItsRetirement() {
        Answer published = client.post("/api/admin/plans", plan("Pico"));
        assertThat(published.status()).as(published.text()).isEqualTo(201);
        String id = published.text("id");
        assertThat(published.header("Location")).isEqualTo("/api/admin/plans/" + id);
        assertThat(published.text()).contains("\"price_hourly\":0.0060", "\"retired\":false");
        assertThat(client.get("/api/pricing").text()).contains(id);

        Answer retired = client.delete("/api/admin/plans/" + id);

        assertThat(retired.status()).as(retired.text()).isEqualTo(200);
        assertThat(retired.json().path("retired").asBoolean()).isTrue();
        assertThat(client.get("/api/pricing").text()).doesNotContain(id);
        assertThat(client.get("/api/admin/plans").text()).contains(id);
        assertThat(client.delete("/api/admin/plans/" + id).status()).isEqualTo(200);
        assertRefused(
                Customer.with(server, "10.00").client().post("/api/vps", Map.of("name", "late", "plan_id", id)),
                400,
                "unknown_plan");
    }

    @Test
    void aPlanIsRenamedAndRepricedFromTheNextMinuteOn() {
        String id = client.post("/api/admin/plans", plan("Atto")).text("id");

        Answer revised = client.put("/api/admin/plans/" + id, Map.of("name", "Femto", "price_hourly", 0.0072));

        assertThat(revised.status()).as(revised.text()).isEqualTo(200);
        assertThat(revised.text()).contains("\"name\":\"Femto\"", "\"price_hourly\":0.0072");
        assertThat(Instant.parse(revised.text("price_effective_from"))).isAfter(Instant.now());
        assertThat(client.get("/api/pricing").text()).contains("Femto");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|missing_name",
                "{\"name\":\"x\",\"vcpu\":1,\"memory_mb\":512,\"disk_gb\":10}|missing_price_hourly",
                "{\"name\":\"x\",\"vcpu\":0,\"memory_mb\":512,\"disk_gb\":10,\"price_hourly\":1}|invalid_value",
                "{\"name\":\"x\",\"vcpu\":1,\"memory_mb\":512,\"disk_gb\":10,\"price_hourly\":0}|invalid_value",
                "{\"name\":\"x\",\"vcpu\":1,\"memory_mb\":512,\"disk_gb\":10,\"price_hourly\":0.0000001}|invalid_value",
                "{\"name\":\"x\",\"vcpu\":1,\"memory_mb\":512,\"disk_gb\":10,\"price_hourly\":\"1\"}|invalid_request"
            })
    void aPlanOutOfBoundsIsNotPublished(String body, String code) {
        assertRefused(client.send("POST", "/api/admin/plans", body), 400, code);
    }

    @Test
    void aPlanThatNeverWasIsNotFound() {
        String unknown = "/api/admin/plans/01a208f7-8b94-7945-9c9d-cba318e6ebc4";

        assertRefused(client.put(unknown, Map.of("name", "x")), 404, "not_found");
        assertRefused(client.delete(unknown), 404, "not_found");
        assertRefused(client.delete("/api/admin/plans/no-id"), 404, "not_found");
        assertRefused(client.put(unknown, Map.of()), 400, "invalid_request");
    }
}
