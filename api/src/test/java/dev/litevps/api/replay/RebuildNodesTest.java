package dev.litevps.api.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.events.account.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Views made anew where nodes come and go. */
class RebuildNodesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path data = Path.of("");

    @Test
    void anotherNodeReadsAndWritesOnWhileOneSwaps() throws InterruptedException {
        // A server that brings its own database takes it that it is alone: it is there for the database only.
        try (Server alone = Server.start("litevps.hypervisor=simulated");
                Server first = Server.beside(alone, "litevps.hypervisor=simulated");
                Server second = Server.beside(alone, "litevps.hypervisor=simulated")) {
            Client support = Customer.as(Role.SUPPORT, first).client();
            Customer ann = Customer.with(first, "10.00");
            ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
            AtomicInteger asked = new AtomicInteger();
            List<Thread> readers = new ArrayList<>();
            for (Client client : List.of(ann.client(), ann.at(second))) {
                readers.add(Thread.ofVirtual().start(() -> readUntilInterrupted(client, asked, wrong)));
            }
            try {
                for (String view : List.of("query.ledger", "query.vps", "query.token", "query.account")) {
                    Answer swapped = new Rebuilds(support).await(new Rebuilds(support).begin(view, true), "swapped");
                    assertThat(swapped.json().path("differences").asLong(-1))
                            .as(swapped.text())
                            .isZero();
                }
            } finally {
                readers.forEach(Thread::interrupt);
            }
            for (Thread reader : readers) {
                reader.join();
            }

            assertThat(wrong).isEmpty();
            assertThat(asked.get()).isGreaterThan(40);
            ann.credit(UUID.randomUUID(), "5.00");
            Client other = ann.at(second);
            other.post("/api/tokens", Map.of("name", "after"));
            Awaitility.await("both nodes show what came after").atMost(PATIENCE).untilAsserted(() -> {
                for (Client client : List.of(ann.client(), other)) {
                    Answer tokens = client.get("/api/tokens");
                    assertThat(tokens.text()).contains("after");
                    assertThat(tokens.header("X-Balance-Remaining")).isEqualTo("15.0000");
                }
            });
        }
    }

    private static void readUntilInterrupted(Client client, AtomicInteger asked, ConcurrentLinkedQueue<String> wrong) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Answer answer = client.get(asked.incrementAndGet() % 2 == 0 ? "/api/tokens" : "/api/billing/balance");
                if (answer.status() != 200) {
                    wrong.add(answer.status() + " " + answer.text());
                }
                Thread.sleep(5);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!Thread.currentThread().isInterrupted() && !(e.getCause() instanceof InterruptedException)) {
                    wrong.add(e.toString());
                }
                return;
            }
        }
    }

    @Test
    void afterARestartItGoesOnFromWhereItWas() {
        String network = "litevps.host.network=" + Server.network();
        String rebuild;
        long before;
        Customer ann;
        try (Server server = Server.startOn(data, "litevps.hypervisor=simulated", network)) {
            Client support = Customer.as(Role.SUPPORT, server).client();
            ann = Customer.with(server, "10.00");
            rebuild = new Rebuilds(support).begin("query.ledger", false);
            before = new Rebuilds(support)
                    .await(rebuild, "ready")
                    .json()
                    .path("events")
                    .asLong();
            // As it is while a copy is being filled: much of it is there, and a node that works on it is gone.
            server.bean(JdbcClient.class)
                    .sql("update view_rebuild set state = 'filling', node = 'gone', differences = null,"
                            + " seen_at = now() - interval '1 minute'")
                    .update();
        }
        try (Server server = Server.startOn(data, "litevps.hypervisor=simulated", network)) {
            Client support = Customer.as(Role.SUPPORT, server).client();
            Customer.with(server, "1.00");

            Answer ready = new Rebuilds(support).await(rebuild, "ready");

            assertThat(ready.json().path("differences").asLong(-1))
                    .as(ready.text())
                    .isZero();
            // From the beginning it would be all of them once more.
            assertThat(ready.json().path("events").asLong()).isBetween(before, 2 * before - 1);
            assertThat(ready.json().path("rows").asLong()).isGreaterThan(2);
            assertThat(support.post(rebuild + "/swap", Map.of("reason", "to see"))
                            .status())
                    .isEqualTo(202);
            new Rebuilds(support).await(rebuild, "swapped");
            assertThat(ann.at(server).get("/api/me").header("X-Balance-Remaining"))
                    .isEqualTo("10.0000");
        }
    }
}
