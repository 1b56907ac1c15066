package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.host.Hypervisor;
import dev.litevps.host.simulated.Fault;
import dev.litevps.host.simulated.SimulatedHypervisor;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Creating on a host that is full, dead or broken ends in an error that a customer understands, and leaves nothing. */
class HostTroubleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Server server = Server.start(
            "litevps.hypervisor=simulated", "litevps.host.boot-timeout=3s", "litevps.host.network=127.63.1.0/30");
    private final Client agent = Client.logInToDemo(server);
    private final String planId =
            agent.get("/api/pricing").json().get(0).path("id").asString();

    @AfterEach
    void tearDown() {
        server.close();
    }

    private SimulatedHypervisor host() {
        return (SimulatedHypervisor) server.bean(Hypervisor.class);
    }

    private String create() {
        return agent.post("/api/vps", Map.of("name", "web", "plan_id", planId)).text("id");
    }

    private void assertFails(String id, String reasonCode) {
        Answer failed = agent.awaitState(id, "error", PATIENCE);
        assertThat(failed.text("reason_code")).as(failed.text()).isEqualTo(reasonCode);
        assertThat(failed.text("reason")).isNotBlank();
        // The balance is another view, and may follow a moment later.
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(agent.get("/api/me").text()).contains("\"held\":0.0000"));
    }

    private void assertNothingIsLeft() {
        Leftovers.awaitNone(server);
    }

    @Test
    void aNetworkWithoutAFreeAddressIsAnErrorAtOnce() {
        String first = create();
        String second = create();
        agent.awaitState(first, "running", PATIENCE);
        agent.awaitState(second, "running", PATIENCE);

        assertFails(create(), "no_address");
        agent.delete("/api/vps/" + first);
        agent.awaitGone(first, PATIENCE);
        agent.awaitState(create(), "running", PATIENCE);
    }

    @Test
    void aDeadHostIsAnErrorAndIsCleanedUpWhenItAnswersAgain() {
        host().inject(Fault.HOST_UNREACHABLE);
        String id = create();
        assertFails(id, "host_unreachable");

        assertThat(agent.delete("/api/vps/" + id).status()).isEqualTo(202);
        host().heal(Fault.HOST_UNREACHABLE);
        agent.awaitGone(id, PATIENCE);
        assertNothingIsLeft();
    }

    @Test
    void aHostWithoutSpaceIsAnErrorAtOnce() {
        host().inject(Fault.NO_SPACE);
        assertFails(create(), "host_refused");
        assertNothingIsLeft();
    }

    @Test
    void aGuestThatNeverBootsIsAnErrorInTimeAndItsMachineIsRemoved() {
        host().inject(Fault.NEVER_BOOTS);
        String id = create();
        assertFails(id, "guest_unreachable");
        assertNothingIsLeft();
        assertThat(agent.delete("/api/vps/" + id).status()).isIn(202, 204);
        assertThat(agent.get("/api/vps").json()).isEmpty();
    }

    @Test
    void aVpsCanBeDestroyedWhileItsGuestBoots() {
        host().inject(Fault.NEVER_BOOTS);
        String id = create();
        // At once, if the host has not been asked for anything yet.
        assertThat(agent.delete("/api/vps/" + id).status()).isIn(202, 204);
        agent.awaitGone(id, PATIENCE);
        assertNothingIsLeft();
    }

    @Test
    void aGuestThatIgnoresTheShutdownIsSwitchedOff() {
        String id = create();
        agent.awaitState(id, "running", PATIENCE);
        host().inject(Fault.IGNORES_SHUTDOWN);
        assertThat(agent.delete("/api/vps/" + id).status()).isEqualTo(202);
        agent.awaitGone(id, PATIENCE);
        assertNothingIsLeft();
    }
}
