package dev.litevps.api.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code kill -9} between the commit of a request with an {@code Idempotency-Key} and its answer, and the same request again. */
class KeyedCrashTest {

    private static final Logger STORY = LoggerFactory.getLogger("litevps");

    /** The lease of the attempt that died, and a margin for a slow machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path data = Path.of("");

    @Test
    void whatWasCommittedAndNotAnsweredIsAnsweredToTheNextAttemptAndNotDoneAgain() throws Exception {
        String network = "litevps.host.network=" + Server.network();
        try (ServerProcess doomed = ServerProcess.start(
                data, "crash.at=" + CrashPoint.REQUEST_STORED.name(), "litevps.hypervisor=simulated", network)) {
            CompletableFuture<Void> work = CompletableFuture.runAsync(() -> create(keyed(logIn(doomed))));
            doomed.awaitTrap();
            STORY.info("The server is killed {}.", CrashPoint.REQUEST_STORED);
            doomed.kill();
            work.handle((_, _) -> "over").join();
        }
        try (Server restarted = Server.startOn(data, "litevps.hypervisor=simulated", network)) {
            Client agent = Client.logIn(restarted.url(), "agent@example.com", "s3cr3t");
            assertThat(count(restarted, "VpsRequested"))
                    .as("what was committed")
                    .isEqualTo(1);

            Answer answer = Awaitility.await("the dead attempt's lease is over")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> create(keyed(agent)), attempt -> !attempt.text("code")
                            .equals("idempotency_in_flight"));

            assertThat(answer.status()).as(answer.text()).isEqualTo(201);
            Answer list = agent.get("/api/vps");
            assertThat(list.json()).as(list.text()).hasSize(1);
            assertThat(list.json().get(0).path("id").asString()).isEqualTo(answer.text("id"));
            assertThat(count(restarted, "VpsRequested")).isEqualTo(1);
            assertThat(count(restarted, "FundsHeld")).isEqualTo(1);
            Answer replayed = create(keyed(agent));
            assertThat(replayed.header("Idempotent-Replayed")).isEqualTo("true");
            assertThat(replayed.text()).isEqualTo(answer.text());
            STORY.info("The next attempt was answered {}: {}", answer.status(), answer.text());
        }
    }

    private static Client logIn(ServerProcess server) {
        Awaitility.await("the server is up")
                .atMost(Duration.ofMinutes(3))
                .ignoreExceptions()
                .until(() -> new Client(server.url(), null).get("/health").status() == 200);
        return Client.logIn(server.url(), "agent@example.com", "s3cr3t");
    }

    private static Client keyed(Client client) {
        return client.with("Idempotency-Key", "killed in between");
    }

    private static Answer create(Client client) {
        String planId = client.get("/api/pricing").json().get(0).path("id").asString();
        return client.post("/api/vps", Map.of("name", "my-vm", "plan_id", planId));
    }

    private static long count(Server server, String event) {
        return server.bean(JdbcClient.class)
                .sql("select count(*) from domain_event_entry where payload_type like ?")
                .param("%$" + event)
                .query(Long.class)
                .single();
    }
}
