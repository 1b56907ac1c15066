package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.account.AccountRegistrar;
import dev.litevps.command.ledger.LedgerCommand.CreditFunds;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.Test;

/** What is held for one VPS in the making cannot be promised to another. */
class OverdraftTest {

    private static final int CALLERS = 50;

    /** The guests take so long to boot that no hold is given back before everybody has asked. */
    @Test
    void ofFiftyParallelCreatesOnABalanceForOneExactlyOneIsAccepted() throws Exception {
        try (Server server = Server.start("litevps.hypervisor=simulated", "litevps.simulated.boot-delay=2m")) {
            AccountId id = new AccountId(UUID.randomUUID());
            server.bean(AccountRegistrar.class).register(id, Role.CUSTOMER, "racer@example.com", "correct horse");
            server.bean(CommandGateway.class)
                    .sendAndWait(new CreditFunds(
                            new LedgerId(id),
                            new CreditId(UUID.randomUUID()),
                            CreditKind.GRANT,
                            Usd.of("0.0042"),
                            "enough for one",
                            Instant.now()));
            Client racer = Client.logIn(server.url(), "racer@example.com", "correct horse");
            String planId = racer.get("/api/pricing").json().get(0).path("id").asString();

            List<Integer> statuses =
                    inParallel(number -> racer.post("/api/vps", Map.of("name", "web-" + number, "plan_id", planId)));

            assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
            assertThat(statuses).filteredOn(status -> status == 402).hasSize(CALLERS - 1);
            assertThat(racer.get("/api/me").text()).contains("\"balance\":0.0042", "\"held\":0.0042");

            String vps = racer.get("/api/vps").json().get(0).path("id").asString();
            assertThat(racer.delete("/api/vps/" + vps).status()).isEqualTo(202);
            assertThat(racer.get("/api/me").text())
                    .as("a destroyed VPS holds nothing")
                    .contains("\"held\":0.0000");
            racer.awaitGone(vps, Duration.ofSeconds(30));
            Leftovers.awaitNone(server);
        }
    }

    private interface Call {
        Answer make(int number);
    }

    private static List<Integer> inParallel(Call call) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = IntStream.range(0, CALLERS)
                    .mapToObj(number -> callers.submit(() -> {
                        start.await();
                        return call.make(number);
                    }))
                    .toList();
            start.countDown();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Answer> answer : answers) {
                statuses.add(answer.get().status());
            }
            return statuses;
        }
    }
}
