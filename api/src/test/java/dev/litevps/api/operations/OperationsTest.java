package dev.litevps.api.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Leftovers;
import dev.litevps.api.http.Server;
import dev.litevps.events.Provenance;
import dev.litevps.events.account.Role;
import dev.litevps.events.intervention.InterventionEvent.InterventionMade;
import dev.litevps.events.intervention.InterventionKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Support sees the platform's own work, and takes it in hand without a database shell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> BECAUSE = Map.of("reason", "the customer is on the phone");

    /** Guests take longer to boot than any of the tests. */
    private final Server server = Server.start(
            "litevps.hypervisor=simulated", "litevps.simulated.boot-delay=3m", "litevps.host.boot-timeout=9m");

    private final Customer staff = Customer.as(Role.SUPPORT, server);
    private final Client support = staff.client();
    private final Customer ann = Customer.with(server, "10.00");

    @AfterAll
    void tearDown() {
        server.close();
    }

    private JsonNode provisioning(String vps) {
        return Awaitility.await("the process of VPS " + vps)
                .atMost(PATIENCE)
                .until(
                        () -> support.get("/api/support/processes?limit=1000")
                                .json()
                                .valueStream()
                                .filter(row -> row.path("vps_id").asString("").equals(vps))
                                .filter(row -> !row.path("order_id").isNull())
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private DomainEventMessage<?> recorded(Answer accepted) {
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        List<? extends DomainEventMessage<?>> events = server.bean(EventStore.class)
                .readEvents(accepted.text("id"), 0)
                .asStream()
                .toList();
        assertThat(events).hasSize(1);
        DomainEventMessage<?> event = events.getFirst();
        assertThat(event.getMetaData().get(Provenance.ACCOUNT_ID))
                .isEqualTo(staff.id().toString());
        assertThat(((InterventionMade) event.getPayload()).reason()).isEqualTo(BECAUSE.get("reason"));
        return event;
    }

    @Test
    void aProcessThatIsCompensatedGivesBackWhatItTook() {
        String vps = ann.create("never");
        JsonNode process = provisioning(vps);
        assertThat(process.path("kind").asString()).isEqualTo("provisioning");
        assertThat(process.path("stuck").asBoolean()).isFalse();

        Answer accepted =
                support.post("/api/support/processes/" + process.path("id").asString() + "/compensate", BECAUSE);

        InterventionMade made = (InterventionMade) recorded(accepted).getPayload();
        assertThat(made.kind()).isEqualTo(InterventionKind.PROCESS_COMPENSATED);
        assertThat(made.target()).isEqualTo(process.path("id").asString());
        assertThat(ann.client().awaitState(vps, "error", PATIENCE).text("reason"))
                .isNotBlank();
        ann.client().delete("/api/vps/" + vps);
        ann.client().awaitGone(vps, PATIENCE);
        Leftovers.awaitNone(server);
    }

    @Test
    void aProcessThatIsStuckComesFirst() {
        String patient = ann.create("patient");
        String stuck = ann.create("stuck");
        provisioning(patient);
        String process = provisioning(stuck).path("id").asString();
        JdbcClient database = server.bean(JdbcClient.class);
        String deadline = database.sql(
                        "select convert_from(serialized_saga, 'UTF8')::json ->> 'deadlineId' from saga_entry where saga_id = ?")
                .param(process)
                .query(String.class)
                .single();
        assertThat(support.get("/api/support/processes?stuck=true").json()).isEmpty();
        renameTask(deadline, "lost");
        try {
            JsonNode first = support.get("/api/support/processes").json().path(0);
            assertThat(first.path("id").asString()).isEqualTo(process);
            assertThat(first.path("stuck").asBoolean()).isTrue();
            assertThat(first.path("why").asString()).isEqualTo("its deadline is lost");
            assertThat(support.get("/api/support/processes?stuck=true").json()).hasSize(1);
        } finally {
            renameTask("lost", deadline);
        }
        for (String vps : List.of(patient, stuck)) {
            ann.client().delete("/api/vps/" + vps);
            ann.client().awaitGone(vps, PATIENCE);
        }
    }

    private void renameTask(String from, String to) {
        assertThat(server.bean(JdbcClient.class)
                        .sql("update scheduled_tasks set task_instance = ? where task_instance = ?")
                        .params(to, from)
                        .update())
                .isOne();
    }

    @Test
    void workThatAWorkerHasTakenMeanwhileIsNotDoneTwice() {
        server.bean(JdbcClient.class)
                .sql("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by,"
                        + " last_heartbeat, version) values ('taken', '1', now(), true, 'a worker', now(), 1)")
                .update();
        TaskRetry retry = server.bean(TaskRetry.class);

        assertThatThrownBy(() -> retry.now("taken", "1")).hasMessageContaining("a worker is at this task");
        assertThatThrownBy(() -> retry.now("taken", "2")).hasMessageContaining("there is no such task");
        server.bean(JdbcClient.class)
                .sql("delete from scheduled_tasks where task_name = 'taken'")
                .update();
    }

    @Test
    void workThatIsLongOverdueComesFirstAndIsDoneOnRequest() {
        String vps = ann.create("late");
        JsonNode process = provisioning(vps);
        String order = process.path("order_id").asString();
        // A worker took it and died: nobody looks at it before its silence is noticed.
        server.bean(JdbcClient.class)
                .sql("update scheduled_tasks set execution_time = now() + interval '1 hour', picked = false,"
                        + " consecutive_failures = 5 where task_instance = ?")
                .param(order)
                .update();

        JsonNode first = support.get("/api/support/tasks?stuck=true").json().path(0);
        assertThat(first.path("instance").asString()).isEqualTo(order);
        assertThat(first.path("vps_id").asString()).isEqualTo(vps);
        assertThat(first.path("why").asString()).contains("failed 5 times");
        Answer accepted =
                support.post("/api/support/processes/" + process.path("id").asString() + "/retry", BECAUSE);

        InterventionMade made = (InterventionMade) recorded(accepted).getPayload();
        assertThat(made.kind()).isEqualTo(InterventionKind.TASK_RETRIED);
        assertThat(made.target()).isEqualTo("machine-order/" + order);
        Awaitility.await("it is tried again").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        support.get("/api/support/tasks/machine-order/" + order)
                                .json()
                                .path("failures")
                                .asInt())
                .isZero());
        ann.client().delete("/api/vps/" + vps);
        ann.client().awaitGone(vps, PATIENCE);
    }

    @Test
    void nothingIsDoneWithoutAReasonOrToWhatIsNotThere() {
        assertThat(support.post("/api/support/reconciliations", Map.of()).text("code"))
                .isEqualTo("missing_reason");
        assertThat(support.post("/api/support/reconciliations", Map.of("reason", "x".repeat(501)))
                        .text("code"))
                .isEqualTo("invalid_value");
        assertThat(support.post("/api/support/tasks/machine-order/none/retry", BECAUSE)
                        .status())
                .isEqualTo(404);
        assertThat(support.post("/api/support/processes/none/compensate", BECAUSE)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void customersSeeNothingOfIt() {
        assertThat(ann.client().get("/api/support/processes").status()).isEqualTo(403);
        assertThat(ann.client().post("/api/support/reconciliations", BECAUSE).status())
                .isEqualTo(403);
    }
}
