package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.secrets.PersonalData;
import dev.litevps.events.Provenance;
import dev.litevps.events.execution.ExecutionEvent;
import dev.litevps.events.execution.ExecutionEvent.ExecutionEnded;
import dev.litevps.events.execution.ExecutionEvent.ExecutionRefused;
import dev.litevps.events.execution.ExecutionEvent.ExecutionRequested;
import dev.litevps.events.execution.ExecutionOutcome;
import dev.litevps.events.vps.VpsId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever runs a command in a guest is seen: who, what, when, and what came of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExecAuditTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private Customer owner = Customer.with(server, "10.00");
    private String vps = "";

    @BeforeEach
    void aVpsRuns() {
        owner = Customer.with(server, "10.00");
        vps = owner.create("web");
        owner.client().awaitState(vps, "running", PATIENCE);
    }

    @AfterAll
    void tearDown() {
        server.close();
    }

    @Test
    void aCommandIsWrittenDownWithWhoAskedForItAndHowItEnded() {
        assertThat(exec(Map.of("command", "echo s3cret; exit 7", "timeout_seconds", 20))
                        .status())
                .isEqualTo(200);

        List<DomainEventMessage<?>> audit = audit();
        assertThat(audit).hasSize(2);
        ExecutionRequested requested = (ExecutionRequested) audit.getFirst().getPayload();
        assertThat(requested.vpsId()).isEqualTo(VpsId.of(vps));
        assertThat(requested.timeoutSeconds()).isEqualTo(20);
        assertThat(requested.command().ciphertext()).doesNotContain("s3cret");
        assertThat(server.bean(PersonalData.class).decrypt(owner.id(), requested.command()))
                .contains("echo s3cret; exit 7");
        ExecutionEnded ended = (ExecutionEnded) audit.getLast().getPayload();
        assertThat(ended.outcome()).isEqualTo(ExecutionOutcome.DONE);
        assertThat(ended.exitCode()).isEqualTo(7);
        assertThat(audit).allSatisfy(event -> assertThat(event.getMetaData())
                .containsEntry(Provenance.ACCOUNT_ID, owner.id().toString())
                .containsKeys(Provenance.TOKEN_ID, Provenance.REQUEST_ID));
    }

    @Test
    void aCommandThatRanOutOfTimeIsWrittenDownAsThat() {
        exec(Map.of("command", "sleep 60", "timeout_seconds", 1));

        ExecutionEnded ended = (ExecutionEnded) audit().getLast().getPayload();
        assertThat(ended.outcome()).isEqualTo(ExecutionOutcome.TIMED_OUT);
        assertThat(ended.exitCode()).isEqualTo(124);
    }

    @Test
    void whatIsRefusedBeforeItReachesTheGuestLeavesNothingThatRan() {
        assertThat(exec(Map.of("command", "true", "timeout_seconds", 0)).status())
                .isEqualTo(400);
        assertThat(Customer.with(server, "10.00")
                        .client()
                        .post("/api/vps/" + vps + "/exec", Map.of("command", "true"))
                        .status())
                .isEqualTo(404);
        owner.client().post("/api/vps/" + vps + "/stop");
        owner.client().awaitState(vps, "stopped", PATIENCE);
        assertThat(exec(Map.of("command", "true")).status()).isEqualTo(409);

        assertThat(audit()).isEmpty();
    }

    @Test
    void aBlockedCommandIsWrittenDownAsRefusedWithWhoAskedForIt() {
        Answer answer = exec(Map.of("command", "echo s3cret; sudo reboot"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("blocked_command");

        DomainEventMessage<?> event = assertThat(audit()).singleElement().actual();
        ExecutionRefused refused = (ExecutionRefused) event.getPayload();
        assertThat(refused.vpsId()).isEqualTo(VpsId.of(vps));
        assertThat(refused.blockedBy()).isEqualTo("reboot");
        assertThat(refused.command().ciphertext()).doesNotContain("s3cret");
        assertThat(server.bean(PersonalData.class).decrypt(owner.id(), refused.command()))
                .contains("echo s3cret; sudo reboot");
        assertThat(event.getMetaData())
                .containsEntry(Provenance.ACCOUNT_ID, owner.id().toString())
                .containsKeys(Provenance.TOKEN_ID, Provenance.REQUEST_ID);
        assertThat(Customer.with(server, "10.00")
                        .client()
                        .post("/api/vps/" + vps + "/exec", Map.of("command", "reboot"))
                        .status())
                .isEqualTo(404);
        assertThat(audit()).hasSize(1);
    }

    @Test
    void aGuestThatGoesAwayMeanwhileIsWrittenDownAsAFailure() {
        Thread client = Thread.ofVirtual().start(() -> exec(Map.of("command", "touch /root/begun; sleep 60")));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> owner.client()
                                .download("/api/vps/" + vps + "/files?path=/root/begun")
                                .status()
                        == 200);

        owner.client().delete("/api/vps/" + vps);
        owner.client().awaitGone(vps, PATIENCE);

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(audit())
                .hasSize(2));
        ExecutionEnded ended = (ExecutionEnded) audit().getLast().getPayload();
        assertThat(ended.outcome()).isEqualTo(ExecutionOutcome.FAILED);
        assertThat(ended.exitCode()).isNull();
        assertThat(ended.reason()).startsWith("its end was not seen");
        Awaitility.await().atMost(PATIENCE).until(() -> !client.isAlive());
    }

    private Answer exec(Map<String, ?> body) {
        return owner.client().post("/api/vps/" + vps + "/exec", body);
    }

    /** All that is kept of the commands in this VPS. */
    private List<DomainEventMessage<?>> audit() {
        EventStore store = server.bean(EventStore.class);
        return server
                .bean(JdbcClient.class)
                .sql("select distinct aggregate_identifier from domain_event_entry where type = 'Execution' order by 1")
                .query(String.class)
                .list()
                .stream()
                .map(id -> store.readEvents(id).asStream().toList())
                .filter(events -> VpsId.of(vps)
                        .equals(
                                switch ((ExecutionEvent) events.getFirst().getPayload()) {
                                    case ExecutionRequested requested -> requested.vpsId();
                                    case ExecutionRefused refused -> refused.vpsId();
                                    case ExecutionEnded _ -> null;
                                }))
                .<DomainEventMessage<?>>flatMap(List::stream)
                .toList();
    }
}
