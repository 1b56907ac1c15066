package dev.litevps.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.litevps.api.account.AccountRegistrar;
import dev.litevps.api.health.Condition.Standing;
import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import dev.litevps.host.Hypervisor;
import dev.litevps.host.simulated.Fault;
import dev.litevps.host.simulated.SimulatedHypervisor;
import dev.litevps.saga.reconciler.HostWatch;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Health tells the truth: it is good only while everything does what it should. */
class HealthTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Client support = Customer.as(Role.SUPPORT, server).client();
    private final Client anybody = new Client(server.url(), null);

    @AfterEach
    void tearDown() {
        server.close();
    }

    private String statusOf(String part) {
        return anybody.get("/health/ready")
                .json()
                .path("parts")
                .valueStream()
                .filter(row -> row.path("name").asString().equals(part))
                .findFirst()
                .orElseThrow()
                .path("status")
                .asString();
    }

    private void awaitStatus(String part, String status) {
        Awaitility.await(part + " is " + status).atMost(PATIENCE).until(() -> statusOf(part), status::equals);
    }

    private Condition viewsAfter(Duration time) {
        return new ViewsCheck(server.bean(JdbcClient.class), Clock.offset(Clock.systemUTC(), time)).look();
    }

    @Test
    void aServerThatWorksIsReady() {
        awaitStatus("views", "ok");
        awaitStatus("hosts", "ok");
        Answer ready = anybody.get("/health/ready");

        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.text("status")).isEqualTo("ok");
        assertThat(support.get("/api/support/health").text()).contains("lag_seconds[query.vps]");
    }

    @Test
    void aViewThatNobodyWritesMakesTheServerUnready() {
        EventProcessor accounts = server.bean(EventProcessingConfiguration.class)
                .eventProcessor("query.account")
                .orElseThrow();
        accounts.shutDown();
        server.bean(AccountRegistrar.class)
                .register(new AccountId(UUID.randomUUID()), Role.CUSTOMER, "unseen@example.com", "correct horse");

        Condition soon = viewsAfter(ViewsCheck.DEGRADED_AFTER.plusSeconds(5));
        Condition late = viewsAfter(ViewsCheck.DOWN_AFTER.plusSeconds(5));

        assertThat(soon.standing()).isEqualTo(Standing.DEGRADED);
        assertThat(late.standing()).isEqualTo(Standing.DOWN);
        assertThat(late.figures().get("lag_seconds[query.account]")).isGreaterThan(60);
        accounts.start();
        Awaitility.await("it has caught up")
                .atMost(PATIENCE)
                .until(() -> viewsAfter(ViewsCheck.DOWN_AFTER.plusSeconds(5)).standing() == Standing.OK);
    }

    @Test
    void workThatFailsAgainAndAgainIsSeenThoughItIsNeverOverdue() {
        JdbcClient database = server.bean(JdbcClient.class);
        database.sql("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version,"
                        + " consecutive_failures) values ('failing', '1', now() + interval '1 hour', false, 1, 3)")
                .update();

        Condition tasks = server.bean(TasksCheck.class).look();

        assertThat(tasks.standing()).isEqualTo(Standing.DEGRADED);
        assertThat(tasks.sentence()).contains("1 tasks fail again and again");
        assertThat(tasks.figures()).containsEntry("failing_tasks", 1L).containsEntry("overdue_tasks", 0L);
        database.sql("delete from scheduled_tasks where task_name = 'failing'").update();
    }

    @Test
    void aHostThatIsSilentAndWorkThatIsOverdueAreSeen() {
        SimulatedHypervisor host = (SimulatedHypervisor) server.bean(Hypervisor.class);
        host.inject(Fault.HOST_UNREACHABLE);
        server.bean(HostWatch.class).look();
        server.bean(Scheduler.class).pause();
        server.bean(JdbcClient.class)
                .sql("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                        + " values ('forgotten', '1', now() - interval '5 minutes', false, 1)")
                .update();

        awaitStatus("hosts", "down");
        awaitStatus("tasks", "degraded");
        assertThat(anybody.get("/health/ready").status()).isEqualTo(503);
        assertThat(Customer.as(Role.OPERATOR, server).client().get("/metrics").text())
                .contains("litevps_health{part=\"hosts\"} 2.0", "figure=\"overdue_tasks\"");
    }

    @Test
    void eventsThatAreNotSealedAreSeen() {
        awaitStatus("seal", "ok");
        server.bean(JdbcClient.class)
                .sql("alter table seal_leaf_tile rename to elsewhere")
                .update();
        Customer.as(Role.CUSTOMER, server);

        awaitStatus("seal", "degraded");
        assertThat(anybody.get("/health/ready").status()).isEqualTo(200);
        assertThat(support.get("/api/support/health").text()).contains("Events cannot be sealed at the moment");

        server.bean(JdbcClient.class)
                .sql("alter table elsewhere rename to seal_leaf_tile")
                .update();
        awaitStatus("seal", "ok");
    }

    @Test
    void anEventThatWasPutAsideIsSeen() {
        server.bean(JdbcClient.class).sql("""
                        insert into dead_letter (processing_group, segment, aggregate_identifier, sequence_index,
                            event_identifier, aggregate_version, payload_type, put_aside_at)
                        values ('query.nobody', -1, 'x', 0, 'e', 0, 'p', now())""").update();

        awaitStatus("dead-letters", "degraded");
        assertThat(anybody.get("/health/ready").status()).isEqualTo(200);
    }
}
