package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.account.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Hosts come, are kept from new machines, are emptied, and go, while customers use them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostDrainTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String HOSTS = "/api/admin/hosts";

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Client operator = Customer.as(Role.OPERATOR, server).client();
    private final Customer customer = Customer.with(server, "10.00");
    private final String local = operator.get(HOSTS).json().get(0).path("id").asString();
    private int added;

    @AfterAll
    void tearDown() {
        server.close();
    }

    /** Only the local host is given machines, whatever the other tests have left. */
    @BeforeEach
    void openTheLocalHost() {
        operator.get(HOSTS).json().forEach(host -> post(host.path("id").asString(), "cordon"));
        post(local, "uncordon");
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.text("error")).isNotBlank();
    }

    private static Map<String, Object> simulated(String name, String network) {
        return Map.of("name", name, "kind", "simulated", "network", network);
    }

    private Answer post(String host, String decision) {
        Answer answer = operator.post(HOSTS + "/" + host + "/" + decision);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private String add() {
        added++;
        Answer answer = operator.post(HOSTS, simulated("second-" + added, "127.251." + added + ".0/24"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.text("id");
    }

    private JsonNode host(String id) {
        return operator.get(HOSTS + "/" + id).json();
    }

    private String runningVps() {
        String id = customer.create("web");
        customer.client().awaitState(id, "running", PATIENCE);
        return id;
    }

    private void destroy(String id) {
        customer.client().delete("/api/vps/" + id);
        customer.client().awaitGone(id, PATIENCE);
    }

    @Test
    void anAddedHostIsGivenMachinesWhileTheOtherIsCordoned() {
        String second = add();
        assertThat(host(second).path("state").asString()).isEqualTo("active");
        assertThat(host(second).path("reachable").asBoolean()).isTrue();
        assertThat(host(second).path("connection").path("kind").asString()).isEqualTo("simulated");
        assertThat(host(second).path("address_pool").path("size").asInt()).isEqualTo(254);

        assertThat(post(local, "cordon").text("state")).isEqualTo("cordoned");
        String vps = runningVps();

        assertThat(operator.get(HOSTS + "/" + second + "/vps").text()).contains(vps, "\"state\":\"running\"");
        assertThat(host(second).path("vps_count").asInt()).isEqualTo(1);
        assertThat(host(second).path("address_pool").path("in_use").asInt()).isEqualTo(1);
        Answer answer = customer.client().post("/api/vps/" + vps + "/exec", Map.of("command", "echo there"));
        assertThat(answer.text("stdout")).isEqualTo("there\n");
        destroy(vps);
        post(second, "cordon");
    }

    @Test
    void aDrainingHostKeepsItsMachinesUntilTheirOwnersDestroyThemAndCanThenBeRemoved() {
        String second = add();
        post(local, "cordon");
        String vps = runningVps();

        assertThat(post(second, "drain").text("state")).isEqualTo("draining");
        assertRefused(operator.delete(HOSTS + "/" + second), 409, "wrong_state");
        customer.client().post("/api/vps/" + vps + "/stop");
        customer.client().awaitState(vps, "stopped", PATIENCE);
        customer.client().post("/api/vps/" + vps + "/start");
        customer.client().awaitState(vps, "running", PATIENCE);
        String homeless = customer.create("homeless");
        Answer refused = customer.client().awaitState(homeless, "error", PATIENCE);
        assertThat(refused.text("reason_code")).isEqualTo("no_capacity");
        destroy(homeless);

        destroy(vps);

        Awaitility.await("the host is drained")
                .atMost(PATIENCE)
                .until(() -> host(second).path("state").asString().equals("drained"));
        Answer removed = operator.delete(HOSTS + "/" + second);
        assertThat(removed.status()).as(removed.text()).isEqualTo(200);
        assertThat(removed.text("state")).isEqualTo("removed");
        assertThat(operator.delete(HOSTS + "/" + second).status()).isEqualTo(200);
        assertThat(operator.get(HOSTS).text()).doesNotContain(second);
        assertRefused(operator.get(HOSTS + "/" + second), 404, "not_found");
        assertRefused(operator.post(HOSTS + "/" + second + "/uncordon"), 404, "not_found");
        added--;
        add();
    }

    @Test
    void anEmptyHostIsDrainedAtOnceAndADrainCanBeTakenBack() {
        String second = add();

        assertThat(post(second, "drain").text("state")).isEqualTo("drained");
        assertThat(post(second, "drain").text("state")).isEqualTo("drained");
        assertThat(post(second, "uncordon").text("state")).isEqualTo("active");
        post(second, "cordon");
    }

    @Test
    void theHostOfTheConfigurationCannotBeRemoved() {
        assertThat(host(local).path("connection").isNull()).isTrue();
        post(local, "drain");

        assertRefused(operator.delete(HOSTS + "/" + local), 409, "wrong_state");
    }

    @Test
    void aHostThatCannotBeToldFromAnotherIsRefused() {
        add();
        assertRefused(operator.post(HOSTS, simulated("local", "127.252.1.0/24")), 409, "host_exists");
        assertRefused(operator.post(HOSTS, simulated("other", "127.251.0.0/16")), 409, "network_taken");
        String network = host(local).path("address_pool").path("network").asString();
        assertRefused(operator.post(HOSTS, simulated("other", network)), 409, "network_taken");
    }

    @ParameterizedTest
    @CsvSource({
        "name,,missing_name",
        "name,No Name,invalid_value",
        "kind,,missing_kind",
        "kind,vmware,invalid_value",
        "kind,libvirt,missing_uri",
        "uri,qemu:///system,invalid_value",
        "network,,missing_network",
        "network,127.252.2.0/8,invalid_value",
        "ssh_port,0,invalid_value",
        "ssh_port,65536,invalid_value"
    })
    void aHostOutOfBoundsIsRefused(String field, String value, String code) {
        Map<String, Object> body = new HashMap<>(simulated("other", "127.252.2.0/24"));
        body.put(field, field.equals("ssh_port") ? (Object) Integer.valueOf(value) : value);

        assertRefused(operator.post(HOSTS, body), 400, code);
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1/", "qemu://root:secret@127.0.0.1/system", "qemu:///system?socket=/tmp/x", "not a uri"
    })
    void aUriThatIsNoneOfLibvirtsOrHoldsASecretIsRefused(String uri) {
        Answer answer = operator.post(
                HOSTS, Map.of("name", "other", "kind", "libvirt", "uri", uri, "network", "127.252.3.0/24"));

        assertRefused(answer, 400, "invalid_value");
        assertThat(answer.text()).doesNotContain("secret");
    }

    @Test
    void aHostThatDoesNotAnswerIsNotAdded() {
        Assumptions.assumeTrue(Files.exists(Path.of("/usr/lib/x86_64-linux-gnu/libvirt.so.0")), "libvirt is needed");
        Map<String, Object> nobody = Map.of(
                "name",
                "nobody",
                "kind",
                "libvirt",
                "uri",
                "qemu+tcp://127.0.0.1:1/system",
                "network",
                "127.252.4.0/24");

        assertRefused(operator.post(HOSTS, nobody), 409, "host_unreachable");
        assertThat(operator.get(HOSTS).text()).doesNotContain("nobody");
    }

    @Test
    void aHostThatNeverWasIsNotFound() {
        String unknown = HOSTS + "/01a208f7-8b94-7945-9c9d-cba318e6ebc4";

        assertRefused(operator.get(unknown), 404, "not_found");
        assertRefused(operator.get(unknown + "/vps"), 404, "not_found");
        assertRefused(operator.post(unknown + "/drain"), 404, "not_found");
        assertRefused(operator.delete(unknown), 404, "not_found");
        assertRefused(operator.post(HOSTS + "/no-id/cordon"), 404, "not_found");
    }

    @Test
    void thePoolsAreListed() {
        assertThat(operator.get("/api/admin/address-pools").text())
                .contains(host(local).path("address_pool").path("network").asString());
    }
}
