package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.ledger.LedgerEvent;
import dev.litevps.events.ledger.LedgerEvent.FundsCredited;
import dev.litevps.events.ledger.LedgerEvent.FundsHeld;
import dev.litevps.events.ledger.LedgerEvent.MinuteCharged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Fifty callers at once on one account, on real PostgreSQL: nothing is lost, and nothing counts twice. */
class MoneyRaceTest {

    private static final int CALLERS = 50;
    private static final int CREDITS_EACH = 4;

    @Test
    void parallelChargesCreditsAndCreatesLoseNothing() throws Exception {
        try (Server server = Server.start("litevps.hypervisor=simulated", "litevps.simulated.boot-delay=2m")) {
            Customer customer = Customer.with(server, "1.00");
            String plan = customer.cheapestPlan();
            Minute start = Minute.of(Instant.now());

            List<Callable<Integer>> calls = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int number = caller;
                calls.add(() -> {
                    for (int credit = 0; credit < CREDITS_EACH; credit++) {
                        UUID id = UUID.nameUUIDFromBytes(new byte[] {(byte) number, (byte) credit});
                        customer.credit(id, "0.01");
                        customer.credit(id, "0.01");
                        customer.chargeThrough(start.plus(number * CREDITS_EACH + credit));
                    }
                    return customer.client()
                            .post("/api/vps", Map.of("name", "web-" + number, "plan_id", plan))
                            .status();
                });
            }
            List<Integer> statuses = inParallel(calls);

            List<LedgerEvent> events = customer.ledgerEvents();
            assertThat(statuses).as("each could be paid").containsOnly(201);
            assertThat(events).filteredOn(FundsHeld.class::isInstance).hasSize(CALLERS);
            assertThat(events).filteredOn(FundsCredited.class::isInstance).hasSize(1 + CALLERS * CREDITS_EACH);
            assertThat(balance(customer)).isEqualTo(Usd.of("3.00"));
            assertThat(customer.client().get("/api/me").text()).contains("\"balance\":3.0000", "\"held\":0.2100");
        }
    }

    @Test
    void parallelChargesOfRunningMachinesChargeEveryMinuteOnce() throws Exception {
        try (Server server = Server.start("litevps.hypervisor=simulated")) {
            Customer customer = Customer.with(server, "5.00");
            for (int number = 0; number < 3; number++) {
                customer.client().awaitState(customer.create("web-" + number), "running", Duration.ofSeconds(30));
            }
            Minute start = Minute.of(Instant.now());

            List<Callable<Integer>> calls = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int number = caller;
                calls.add(() -> {
                    customer.chargeThrough(start.plus(60 + number % 10));
                    customer.credit(UUID.nameUUIDFromBytes(new byte[] {(byte) number}), "0.01");
                    customer.chargeThrough(start.plus(70 + number % 10));
                    return 0;
                });
            }
            inParallel(calls);

            Set<String> minutes = new HashSet<>();
            Usd charged = Usd.ZERO;
            for (LedgerEvent event : customer.ledgerEvents()) {
                if (event instanceof MinuteCharged charge) {
                    charged = charged.plus(charge.amount());
                    for (ChargeLine line : charge.lines()) {
                        for (int index = 0; index < line.minutes(); index++) {
                            assertThat(minutes.add(line.vpsId() + " "
                                            + line.firstMinute().plus(index)))
                                    .as("charged once")
                                    .isTrue();
                        }
                    }
                }
            }
            assertThat(minutes).as("every machine, up to the last minute").hasSizeGreaterThanOrEqualTo(3 * 80);
            assertThat(balance(customer)).isEqualTo(Usd.of("5.50").minus(charged));
        }
    }

    /** The balance that the last event says, which must be what all of them add up to. */
    private static Usd balance(Customer customer) {
        Usd sum = Usd.ZERO;
        for (LedgerEvent event : customer.ledgerEvents()) {
            switch (event) {
                case FundsCredited credited -> {
                    sum = sum.plus(credited.amount());
                    assertThat(credited.balanceAfter()).isEqualTo(sum);
                }
                case MinuteCharged charged -> {
                    sum = sum.minus(charged.amount());
                    assertThat(charged.balanceAfter()).isEqualTo(sum);
                }
                default -> {
                    // Moves no money here.
                }
            }
        }
        return sum;
    }

    private static List<Integer> inParallel(List<Callable<Integer>> calls) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = calls.stream()
                    .map(call -> callers.submit(() -> {
                        start.await();
                        return call.call();
                    }))
                    .toList();
            start.countDown();
            List<Integer> results = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                results.add(answer.get());
            }
            return results;
        }
    }
}
