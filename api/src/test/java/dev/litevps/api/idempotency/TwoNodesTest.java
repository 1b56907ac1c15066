package dev.litevps.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.api.postgres.EmbeddedPostgresServer;
import dev.litevps.command.plan.PlanCommand.PublishPlan;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.LedgerEvent.FundsHeld;
import dev.litevps.events.plan.PlanId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one database: a client that asks both with the same key gets one effect and one answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROUNDS = 8;
    private static final int CALLS_PER_NODE = 3;
    private static final int SECRET_BYTES = 32;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Server> nodes = new ArrayList<>();

    @BeforeAll
    void start(@TempDir Path data) {
        EmbeddedPostgresServer database = EmbeddedPostgresServer.start(data.resolve("postgresql"));
        open.addFirst(database);
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        String network = Server.network();
        for (int node = 0; node < 2; node++) {
            Server server = Server.start(
                    "litevps.hypervisor=simulated",
                    "litevps.host.network=" + network,
                    "litevps.master-secret=" + Base64.getEncoder().encodeToString(secret),
                    "spring.datasource.url=jdbc:postgresql://%s:%d/%s?sslmode=disable"
                            .formatted(database.host(), database.port(), database.database()),
                    "spring.datasource.username=" + database.username(),
                    "spring.datasource.password=" + database.password());
            open.addFirst(server);
            nodes.add(server);
        }
        nodes.getFirst()
                .bean(CommandGateway.class)
                .sendAndWait(new PublishPlan(
                        new PlanId(UUID.randomUUID()),
                        "Nano",
                        new Resources(1, 512, 10),
                        Usd.of("0.0042"),
                        Instant.now()));
        for (Server node : nodes) {
            Awaitility.await("the node sells the plan").atMost(PATIENCE).until(() -> !new Client(node.url(), null)
                    .get("/api/pricing")
                    .json()
                    .isEmpty());
        }
    }

    @AfterAll
    void tearDown() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    /** The customer, as a client of each of the nodes. */
    private List<Client> clientsOf(Customer customer) {
        return nodes.stream()
                .map(node -> new Client(node.url(), customer.client().token()))
                .toList();
    }

    private static List<Answer> allAtOnce(List<Client> clients, Callable<Answer> onFirst, Callable<Answer> onSecond)
            throws InterruptedException {
        assertThat(clients).hasSize(2);
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int call = 0; call < CALLS_PER_NODE; call++) {
            calls.add(onFirst);
            calls.add(onSecond);
        }
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            return callers.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }

    /** The ids of what was made; all other answers say that the first one is not there yet. */
    private static List<String> idsOf(List<Answer> answers) {
        assertThat(answers)
                .allMatch(answer -> answer.status() == 201
                        || (answer.status() == 409 && answer.text("code").equals("idempotency_in_flight")));
        return answers.stream()
                .filter(answer -> answer.status() == 201)
                .map(answer -> answer.text("id"))
                .distinct()
                .toList();
    }

    @Test
    void oneVpsComesOfOneKeyHoweverManyNodesAreAsked() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Customer customer = Customer.with(nodes.getFirst(), "10");
            List<Client> clients = clientsOf(customer).stream()
                    .map(client -> client.with(IdempotencyFilter.HEADER, "the same"))
                    .toList();
            Map<String, String> body = Map.of("name", "one", "plan_id", customer.cheapestPlan());

            List<String> ids =
                    idsOf(allAtOnce(clients, () -> clients.getFirst().post("/api/vps", body), () -> clients.getLast()
                            .post("/api/vps", body)));

            assertThat(ids).hasSize(1);
            for (Client client : clients) {
                Answer again = client.post("/api/vps", body);
                assertThat(again.status()).as(again.text()).isEqualTo(201);
                assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
                assertThat(again.text("id")).isEqualTo(ids.getFirst());
            }
            assertThat(customer.ledgerEvents())
                    .filteredOn(FundsHeld.class::isInstance)
                    .hasSize(1);
            for (Client client : clientsOf(customer)) {
                Awaitility.await("the node shows it").atMost(PATIENCE).untilAsserted(() -> assertThat(
                                client.get("/api/vps").json())
                        .hasSize(1));
            }
        }
    }

    @Test
    void bothNodesShowTheSameAccessTokenForOneKey() throws Exception {
        Customer customer = Customer.with(nodes.getFirst(), "10");
        List<Client> clients = clientsOf(customer).stream()
                .map(client -> client.with(IdempotencyFilter.HEADER, "one token"))
                .toList();

        assertThat(idsOf(allAtOnce(
                        clients,
                        () -> clients.getFirst().post("/api/tokens", Map.of("name", "ci")),
                        () -> clients.getLast().post("/api/tokens", Map.of("name", "ci")))))
                .hasSize(1);

        List<String> shown = clients.stream()
                .map(client -> client.post("/api/tokens", Map.of("name", "ci")).text("token"))
                .distinct()
                .toList();
        assertThat(shown).hasSize(1);
        for (Server node : nodes) {
            assertThat(new Client(node.url(), shown.getFirst()).get("/api/me").status())
                    .isEqualTo(200);
        }
        assertThat(customer.client().get("/api/tokens").json()).hasSize(1);
    }
}
