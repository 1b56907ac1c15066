package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** What an owner does with background jobs in a VPS that runs, told once for every kind of guest. */
public final class JobStory {

    private final Client client;
    private final String vps;
    private final Duration patience;

    /** @param patience how long such a guest may take for what is done at once elsewhere */
    public JobStory(Client client, String vps, Duration patience) {
        this.client = client;
        this.vps = vps;
        this.patience = patience;
    }

    /** A job that is cancelled is gone from the guest, with all that it started, and what it had printed is kept. */
    public void cancelledIsGoneFromTheGuest() {
        String job = start("echo begun; (timeout 9000 sleep 4711) & setsid sleep 4712 & sleep 4713", 300);
        awaitStatus(job, "running");
        Awaitility.await("the job runs in the guest").atMost(patience).until(() -> processes()
                .equals("3"));

        Answer cancelled = client.delete(path("/" + job));
        assertThat(cancelled.status()).as(cancelled.text()).isIn(200, 202);

        Answer ended = awaitStatus(job, "cancelled");
        assertThat(processes()).isEqualTo("0");
        assertThat(ended.text("reason")).isEqualTo("its owner cancelled it");
        assertThat(ended.text("stdout")).isEqualTo("begun\n");
        assertThat(ended.json().path("exit_code").isNull()).isTrue();
        assertThat(ended.json().path("finished_at").isNull()).isFalse();
    }

    /** How many of the sleepers of the story there are in the guest. */
    private String processes() {
        return run("pgrep -x -f 'sleep 471[123]' | wc -l").strip();
    }

    /** Starts a job, whose id this is. */
    public String start(String command, int timeoutSeconds) {
        Answer accepted = client.post(
                "/api/vps/" + vps + "/exec",
                Map.of("command", command, "timeout_seconds", timeoutSeconds, "background", true));
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        String job = accepted.text("job_id");
        assertThat(accepted.text())
                .isEqualTo("{\"job_id\":\"%s\",\"status\":\"pending\",\"timeout_seconds\":%d}"
                        .formatted(job, timeoutSeconds));
        return job;
    }

    public Answer get(String job) {
        return client.get(path("/" + job));
    }

    /** Waits until the job is in this status; whatever ends otherwise fails at once. */
    public Answer awaitStatus(String job, String status) {
        return Awaitility.await("job " + job + " is " + status)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            Answer answer = get(job);
                            if (!answer.json().path("finished_at").isNull()) {
                                assertThat(answer.text("status"))
                                        .as(answer.text())
                                        .isEqualTo(status);
                            }
                            return answer;
                        },
                        answer -> answer.text("status").equals(status));
    }

    /** The ids of the jobs that are listed, in that order. */
    public List<String> listed() {
        List<String> ids = new ArrayList<>();
        client.get(path("")).json().forEach(job -> ids.add(job.path("job_id").asString()));
        return ids;
    }

    /** A path below the jobs of the VPS. */
    public String path(String below) {
        return "/api/vps/" + vps + "/jobs" + below;
    }

    /** What the command prints in the foreground. */
    public String run(String command) {
        Answer answer = client.post("/api/vps/" + vps + "/exec", Map.of("command", command));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text("stdout");
    }
}
