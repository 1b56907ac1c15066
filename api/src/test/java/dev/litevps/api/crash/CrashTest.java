package dev.litevps.api.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.FreshDatabase;
import dev.litevps.api.http.Leftovers;
import dev.litevps.api.http.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * {@code kill -9} at each step from the request for a VPS to its end. After a restart every VPS is running, in error or
 * gone within a minute, and once it is destroyed nothing of it is left anywhere.
 */
class CrashTest {

    private static final Logger STORY = LoggerFactory.getLogger("litevps");

    /** The promise: within this after the driver answers again. */
    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path data = Path.of("");

    @ParameterizedTest
    @EnumSource
    void whateverTheServerWasAtWhenItWasKilledIsBroughtToAnEnd(CrashPoint point) throws Exception {
        String network = "litevps.host.network=" + Server.network();
        FreshDatabase.copyTo(data);
        try (ServerProcess doomed =
                ServerProcess.start(data, "crash.at=" + point.name(), "litevps.hypervisor=simulated", network)) {
            CompletableFuture<Void> work = CompletableFuture.runAsync(() -> live(doomed, point.isTeardown()));
            doomed.awaitTrap();
            STORY.info("The server is killed {}.", point);
            doomed.kill();
            // The client's connection broke with the server; that is all it may complain about.
            work.handle((_, _) -> "over").join();
        }
        try (Server restarted = Server.startOn(data, "litevps.hypervisor=simulated", network)) {
            Client agent = Client.logIn(restarted.url(), "agent@example.com", "s3cr3t");
            if (!point.isTeardown()) {
                String id = awaitOutcome(agent);
                assertThat(agent.post("/api/vps/" + id + "/exec", Map.of("command", "hostname"))
                                .text("stdout"))
                        .isEqualTo("my-vm\n");
                assertThat(agent.delete("/api/vps/" + id).status()).isEqualTo(202);
            }
            Awaitility.await("nothing is left to show")
                    .atMost(RECOVERY_LIMIT)
                    .until(() -> agent.get("/api/vps").json().isEmpty());
            Leftovers.awaitNone(restarted);
            JsonNode money = agent.get("/api/me").json();
            assertThat(money.path("held").asDouble()).isZero();
            // A minute or two may have ended while it ran.
            assertThat(money.path("balance").asDouble()).isBetween(9.99, 10.0);
        }
    }

    /** What the client does until the server is killed under its feet. */
    private static void live(ServerProcess server, boolean toTheEnd) {
        Awaitility.await("the server is up")
                .atMost(Duration.ofMinutes(3))
                .ignoreExceptions()
                .until(() -> new Client(server.url(), null).get("/health").status() == 200);
        Client agent = Client.logIn(server.url(), "agent@example.com", "s3cr3t");
        String planId = agent.get("/api/pricing").json().get(0).path("id").asString();
        Answer created = agent.post("/api/vps", Map.of("name", "my-vm", "plan_id", planId));
        if (toTheEnd) {
            agent.awaitState(created.text("id"), "running", Duration.ofSeconds(60));
            agent.delete("/api/vps/" + created.text("id"));
        }
    }

    private static String awaitOutcome(Client agent) {
        Answer list = Awaitility.await("the VPS is running or in error")
                .atMost(RECOVERY_LIMIT)
                .until(
                        () -> agent.get("/api/vps"),
                        answer -> answer.json().size() == 1
                                && Set.of("running", "error")
                                        .contains(answer.json()
                                                .get(0)
                                                .path("state")
                                                .asString()));
        assertThat(list.json().get(0).path("state").asString())
                .as("nothing was wrong with the host, so the VPS runs: " + list.text())
                .isEqualTo("running");
        return list.json().get(0).path("id").asString();
    }
}
