package dev.litevps.api.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.events.account.Role;
import dev.litevps.events.intervention.InterventionEvent.InterventionMade;
import dev.litevps.host.Hypervisor;
import dev.litevps.host.simulated.Fault;
import dev.litevps.host.simulated.SimulatedHypervisor;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Support has the work done that a process waits for, whatever kind of work that is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessRetryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Client support = Customer.as(Role.SUPPORT, server).client();
    private final Customer ann = Customer.with(server, "10.00");
    private final String vps = ann.create("web");

    ProcessRetryTest() {
        ann.client().awaitState(vps, "running", PATIENCE);
    }

    @AfterAll
    void tearDown() {
        server.close();
    }

    private SimulatedHypervisor host() {
        return (SimulatedHypervisor) server.bean(Hypervisor.class);
    }

    @Test
    void aSnapshotThatIsLeftAloneIsTakenOnRequest() {
        String snapshots = "/api/vps/" + vps + "/snapshots";
        JsonNode process;
        host().inject(Fault.HOST_UNREACHABLE);
        try {
            assertThat(ann.client().post(snapshots, Map.of("name", "one")).status())
                    .isEqualTo(201);
            process = process("snapshot");
            putOff("snapshot-order", process.path("order_id").asString());
        } finally {
            host().heal(Fault.HOST_UNREACHABLE);
        }

        retry(process, "snapshot-order");

        Awaitility.await("it is taken")
                .atMost(PATIENCE)
                .until(
                        () -> ann.client()
                                .get(snapshots)
                                .json()
                                .path(0)
                                .path("state")
                                .asString(""),
                        "ready"::equals);
    }

    @Test
    void aJobThatIsLeftAloneIsLookedAfterOnRequest() {
        String one = "/api/vps/" + vps;
        String job = ann.client()
                .post(one + "/exec", Map.of("command", "sleep 3", "background", true))
                .text("job_id");
        JsonNode process = process("job");
        assertThat(process.path("order_id").asString()).isEqualTo(job);
        putOff("job", job);

        retry(process, "job");

        Awaitility.await("its end is seen")
                .atMost(PATIENCE)
                .until(() ->
                        ann.client().get(one + "/jobs/" + job).text("status").equals("done"));
    }

    private JsonNode process(String kind) {
        return Awaitility.await("the process that sees to the " + kind)
                .atMost(PATIENCE)
                .until(
                        () -> support.get("/api/support/processes?limit=1000")
                                .json()
                                .valueStream()
                                .filter(row -> row.path("kind").asString().equals(kind))
                                .filter(row -> !row.path("order_id").isNull())
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    /** Longer than anybody waits here. */
    private void putOff(String task, String instance) {
        Awaitility.await("no worker is at it")
                .atMost(PATIENCE)
                .until(() -> server.bean(JdbcClient.class)
                                .sql("update scheduled_tasks set execution_time = now() + interval '1 hour'"
                                        + " where task_name = ? and task_instance = ? and not picked")
                                .params(task, instance)
                                .update()
                        == 1);
    }

    private void retry(JsonNode process, String task) {
        Answer accepted = support.post(
                "/api/support/processes/" + process.path("id").asString() + "/retry",
                Map.of("reason", "the customer is on the phone"));

        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        InterventionMade made = (InterventionMade) server.bean(EventStore.class)
                .readEvents(accepted.text("id"), 0)
                .next()
                .getPayload();
        assertThat(made.target())
                .isEqualTo(task + "/" + process.path("order_id").asString());
    }
}
