package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is restarted while jobs run. Simulated machines end with the server, as with a host that loses its power; that
 * a job outlives the server is shown with real guests.
 */
class JobRestartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data = Path.of("");

    @Test
    void noJobIsForgottenWhenTheServerIsRestarted() {
        String network = "litevps.host.network=" + Server.network();
        String vps;
        String done;
        String running;
        try (Server server = Server.startOn(data, "litevps.hypervisor=simulated", network)) {
            Client agent = Client.logInToDemo(server);
            String planId = agent.get("/api/pricing").json().get(0).path("id").asString();
            vps = agent.post("/api/vps", Map.of("name", "web", "plan_id", planId))
                    .text("id");
            agent.awaitState(vps, "running", PATIENCE);
            JobStory jobs = new JobStory(agent, vps, PATIENCE);
            done = jobs.start("echo kept", 30);
            jobs.awaitStatus(done, "done");
            running = jobs.start("echo once >> /root/log; sleep 250", 300);
            jobs.awaitStatus(running, "running");
        }
        try (Server server = Server.startOn(data, "litevps.hypervisor=simulated", network)) {
            Client agent = Client.logInToDemo(server);
            JobStory jobs = new JobStory(agent, vps, PATIENCE);

            assertThat(jobs.awaitStatus(running, "cancelled").text("reason")).contains("restarted");
            assertThat(jobs.get(done).text("stdout")).isEqualTo("kept\n");
        }
    }
}
