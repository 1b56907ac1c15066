package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.secrets.PersonalData;
import dev.litevps.events.Provenance;
import dev.litevps.events.job.JobEvent.JobEnded;
import dev.litevps.events.job.JobEvent.JobRequested;
import dev.litevps.events.job.JobOutcome;
import dev.litevps.events.vps.VpsId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
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
import tools.jackson.databind.JsonNode;

/** What an owner does with background jobs, and what nobody can. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SOME_ID = "01a208f7-8b94-7945-9c9d-cba318e6ebc4";

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private Customer owner = Customer.with(server, "10.00");
    private String vps = "";
    private JobStory jobs = new JobStory(owner.client(), vps, PATIENCE);

    @BeforeEach
    void aVpsRuns() {
        owner = Customer.with(server, "10.00");
        vps = owner.create("web");
        owner.client().awaitState(vps, "running", PATIENCE);
        jobs = new JobStory(owner.client(), vps, PATIENCE);
    }

    @AfterAll
    void tearDown() {
        server.close();
    }

    private Client client() {
        return owner.client();
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.text("error")).isNotBlank();
    }

    private Answer exec(Map<String, ?> body) {
        return client().post("/api/vps/" + vps + "/exec", body);
    }

    @Test
    void aJobRunsToItsEndAndShowsHowItEnded() {
        Instant before = Instant.now();
        String job = jobs.start("echo out; echo err >&2; exit 7", 20);

        JsonNode done = jobs.awaitStatus(job, "done").json();
        assertThat(done.path("job_id").asString()).isEqualTo(job);
        assertThat(done.path("vps_id").asString()).isEqualTo(vps);
        assertThat(done.path("command").asString()).isEqualTo("echo out; echo err >&2; exit 7");
        assertThat(done.path("stdout").asString()).isEqualTo("out\n");
        assertThat(done.path("stderr").asString()).isEqualTo("err\n");
        assertThat(done.path("exit_code").asInt()).isEqualTo(7);
        assertThat(done.path("duration_ms").asLong()).isBetween(0L, 20_000L);
        assertThat(done.path("timeout_seconds").asInt()).isEqualTo(20);
        assertThat(done.path("reason").isNull()).isTrue();
        assertThat(done.path("stdout_truncated").asBoolean()).isFalse();
        assertThat(done.path("stderr_truncated").asBoolean()).isFalse();
        List<Instant> times = List.of(
                before.minusSeconds(1),
                Instant.parse(done.path("created_at").asString()),
                Instant.parse(done.path("started_at").asString()),
                Instant.parse(done.path("finished_at").asString()));
        assertThat(times).isSorted();
        assertThat(jobs.run("ls /var/lib/litevps/jobs")).isEmpty();
    }

    @Test
    void aJobThatTakesTooLongIsKilled() {
        String job = jobs.start("echo begun; sleep 4711", 1);

        Answer ended = jobs.awaitStatus(job, "timeout");
        assertThat(ended.json().path("exit_code").asInt()).isEqualTo(124);
        assertThat(ended.json().path("duration_ms").asLong()).isBetween(1_000L, 10_000L);
        assertThat(ended.text("stdout")).isEqualTo("begun\n");
        assertThat(jobs.run("pgrep -f 'sleep 471[1]' | wc -l")).isEqualTo("0\n");
    }

    @Test
    void aJobThatIsCancelledIsGoneFromTheGuest() {
        jobs.cancelledIsGoneFromTheGuest();
    }

    @Test
    void cancellingOneThatHasEndedChangesNothing() {
        String job = jobs.start("true", 20);
        jobs.awaitStatus(job, "done");

        Answer cancelled = client().delete(jobs.path("/" + job));
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.text("status")).isEqualTo("done");
    }

    @Test
    void whatAJobPrintsIsKeptUpToALimit() {
        String job = jobs.start("yes | head -c 3000000; yes | head -c 1100000 >&2", 60);

        Answer done = jobs.awaitStatus(job, "done");
        assertThat(done.text("stdout")).hasSize(1024 * 1024);
        assertThat(done.text("stderr")).hasSize(1024 * 1024);
        assertThat(done.json().path("stdout_truncated").asBoolean()).isTrue();
        assertThat(done.json().path("stderr_truncated").asBoolean()).isTrue();
    }

    @Test
    void onlySoManyJobsLiveAtATimeAndTheFiftyNewestAreListed() {
        String first = jobs.start("true", 20);
        jobs.awaitStatus(first, "done");
        List<String> started = new ArrayList<>();
        for (int number = 0; number < 50; number++) {
            started.add(jobs.start("sleep 300", 300));
        }

        assertRefused(exec(Map.of("command", "true", "background", true)), 409, "too_many_jobs");
        Collections.reverse(started);
        assertThat(jobs.listed()).isEqualTo(started).doesNotContain(first);
        JsonNode listed = client().get(jobs.path("")).json().get(0);
        assertThat(listed.path("status").asString()).isIn("pending", "running");
        assertThat(listed.path("command").asString()).isEqualTo("sleep 300");
        assertThat(listed.has("stdout")).isFalse();
        assertThat(jobs.get(first).text("status")).isEqualTo("done");

        jobs.awaitStatus(started.getFirst(), "running");
        client().delete(jobs.path("/" + started.getFirst()));
        jobs.awaitStatus(started.getFirst(), "cancelled");
        jobs.awaitStatus(jobs.start("true", 20), "done");
    }

    @Test
    void aVpsThatIsStoppedEndsItsJobsAndTakesNoMore() {
        String job = jobs.start("sleep 300", 300);
        jobs.awaitStatus(job, "running");

        client().post("/api/vps/" + vps + "/stop");
        client().awaitState(vps, "stopped", PATIENCE);

        assertThat(jobs.awaitStatus(job, "cancelled").text("reason")).isEqualTo("the VPS was stopped");
        assertRefused(exec(Map.of("command", "true", "background", true)), 409, "wrong_state");
    }

    @Test
    void aVpsThatIsRestartedEndsItsJobs() {
        String job = jobs.start("echo once >> /root/log; sleep 300", 300);
        jobs.awaitStatus(job, "running");
        Awaitility.await().atMost(PATIENCE).until(() -> jobs.run("cat /root/log 2>/dev/null")
                .equals("once\n"));

        client().post("/api/vps/" + vps + "/restart");
        client().awaitState(vps, "running", PATIENCE);

        assertThat(jobs.awaitStatus(job, "cancelled").text("reason")).isEqualTo("the VPS was restarted");
        assertThat(jobs.run("cat /root/log")).isEqualTo("once\n");
    }

    @Test
    void nothingOfTheJobsIsLeftWithTheirVps() {
        String done = jobs.start("echo printed", 20);
        jobs.awaitStatus(done, "done");
        jobs.awaitStatus(jobs.start("sleep 300", 300), "running");
        assertThat(count("job_output where vps_id = ?")).isEqualTo(1);

        client().delete("/api/vps/" + vps);
        client().awaitGone(vps, PATIENCE);

        assertThat(client().get(jobs.path("/" + done)).status()).isEqualTo(404);
        assertThat(client().get(jobs.path("")).status()).isEqualTo(404);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(count("job_output where vps_id = ?")).isZero();
            assertThat(count("live_job where job_id in (select id from job_view where vps_id = ?)"))
                    .isZero();
        });
    }

    private int count(String what) {
        return server.bean(JdbcClient.class)
                .sql("select count(*) from " + what)
                .param(VpsId.of(vps).value())
                .query(Integer.class)
                .single();
    }

    @Test
    void badRequestsAreRefusedAndChangeNothing() {
        assertRefused(exec(Map.of("background", true)), 400, "missing_command");
        assertRefused(
                exec(Map.of("command", "true", "timeout_seconds", 0, "background", true)), 400, "invalid_timeout");
        assertRefused(
                exec(Map.of("command", "true", "timeout_seconds", 301, "background", true)), 400, "invalid_timeout");
        assertRefused(exec(Map.of("command", "sudo reboot", "background", true)), 400, "blocked_command");
        assertRefused(exec(Map.of("command", "x".repeat(65_537), "background", true)), 400, "command_too_long");
        assertRefused(client().get(jobs.path("/" + SOME_ID)), 404, "not_found");
        assertRefused(client().get(jobs.path("/nonsense")), 404, "not_found");
        assertRefused(client().delete(jobs.path("/" + SOME_ID)), 404, "not_found");
        assertThat(jobs.listed()).isEmpty();
    }

    @Test
    void anotherTenantFindsNothing() {
        String job = jobs.start("sleep 300", 300);
        Customer other = Customer.with(server, "10.00");
        String others = other.create("other");
        other.client().awaitState(others, "running", PATIENCE);

        assertThat(other.client().get(jobs.path("")).status()).isEqualTo(404);
        assertThat(other.client().get(jobs.path("/" + job)).status()).isEqualTo(404);
        assertThat(other.client().delete(jobs.path("/" + job)).status()).isEqualTo(404);
        assertThat(other.client().get("/api/vps/" + others + "/jobs/" + job).status())
                .isEqualTo(404);
        assertThat(other.client().delete("/api/vps/" + others + "/jobs/" + job).status())
                .isEqualTo(404);
        assertThat(other.client()
                        .post("/api/vps/" + vps + "/exec", Map.of("command", "true", "background", true))
                        .status())
                .isEqualTo(404);
        assertThat(jobs.get(job).text("status")).isIn("pending", "running");
    }

    @Test
    void aRepeatedRequestIsAnsweredWithTheSameJobWhichRunsOnce() {
        Client keyed = client().with("Idempotency-Key", "job-1");
        Map<String, ?> body = Map.of("command", "echo once >> /root/log", "background", true);

        Answer first = keyed.post("/api/vps/" + vps + "/exec", body);
        Answer again = keyed.post("/api/vps/" + vps + "/exec", body);

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.text()).isEqualTo(first.text());
        jobs.awaitStatus(first.text("job_id"), "done");
        assertThat(jobs.listed()).containsExactly(first.text("job_id"));
        assertThat(jobs.run("cat /root/log")).isEqualTo("once\n");
    }

    @Test
    void aJobIsWrittenDownWithWhoAskedForItAndHowItEnded() {
        String job = jobs.start("echo s3cret; exit 7", 20);
        jobs.awaitStatus(job, "done");

        List<? extends DomainEventMessage<?>> audit = server.bean(EventStore.class)
                .readEvents("jobs-" + vps)
                .asStream()
                .toList();
        JobRequested requested = (JobRequested) audit.getFirst().getPayload();
        assertThat(requested.command().ciphertext()).doesNotContain("s3cret");
        assertThat(server.bean(PersonalData.class).decrypt(owner.id(), requested.command()))
                .contains("echo s3cret; exit 7");
        JobEnded ended = (JobEnded) audit.getLast().getPayload();
        assertThat(ended.outcome()).isEqualTo(JobOutcome.DONE);
        assertThat(ended.exitCode()).isEqualTo(7);
        assertThat(audit).allSatisfy(event -> assertThat(event.getMetaData())
                .containsEntry(Provenance.ACCOUNT_ID, owner.id().toString())
                .containsKeys(Provenance.TOKEN_ID, Provenance.REQUEST_ID));
        assertThat(server.bean(JdbcClient.class)
                        .sql("select stdout from job_output where job_id = cast(? as uuid)")
                        .param(job)
                        .query(String.class)
                        .single())
                .doesNotContain("s3cret");
    }
}
