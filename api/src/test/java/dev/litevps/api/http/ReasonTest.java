package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.host.Hypervisor;
import dev.litevps.host.MachineId;
import dev.litevps.saga.reconciler.Reconciler;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What an owner is told when something happened to a VPS that nobody had asked for. That a creation fails, money ends or a token's
 * limit is reached is in {@link HostTroubleTest}, {@link UnpaidMachinesTest} and {@link SpendLimitTest}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReasonTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Customer ann = Customer.with(server, "10.00");
    private final Client client = ann.client();

    @AfterAll
    void tearDown() {
        server.close();
    }

    private String running(String name) {
        String vps = ann.create(name);
        client.awaitState(vps, "running", PATIENCE);
        return vps;
    }

    private Hypervisor host() {
        return server.bean(Hypervisor.class);
    }

    /** Looks at the hosts until the VPS is in this state. */
    private Answer reconciled(String vps, String state) {
        return Awaitility.await("VPS " + vps + " is found " + state)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> {
                            server.bean(Reconciler.class).reconcile();
                            return client.get("/api/vps/" + vps);
                        },
                        answer -> answer.text("state").equals(state));
    }

    @Test
    void aGuestThatShutItselfDownIsFoundOff() {
        String vps = running("off");

        host().shutDown(MachineId.of(vps), Duration.ZERO);

        Answer stopped = reconciled(vps, "stopped");
        assertThat(stopped.text("reason_code")).isEqualTo("found_off");
        assertThat(stopped.text("reason")).contains("shut down from inside");
        client.post("/api/vps/" + vps + "/start");
        assertThat(client.awaitState(vps, "running", PATIENCE)
                        .json()
                        .path("reason")
                        .isNull())
                .isTrue();
    }

    @Test
    void aMachineThatIsGoneFromItsHostIsAnErrorThatSaysSo() {
        String vps = running("lost");

        host().remove(MachineId.of(vps));

        Answer lost = reconciled(vps, "error");
        assertThat(lost.text("reason_code")).isEqualTo("machine_lost");
        assertThat(lost.text("reason")).isNotBlank();
    }

    @Test
    void aStopThatItsOwnerAskedForNeedsNoReason() {
        String vps = running("asked");

        client.post("/api/vps/" + vps + "/stop");

        Answer stopped = client.awaitState(vps, "stopped", PATIENCE);
        assertThat(stopped.json().path("reason").isNull()).isTrue();
        assertThat(stopped.json().path("reason_code").isNull()).isTrue();
    }
}
