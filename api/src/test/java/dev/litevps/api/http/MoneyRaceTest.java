package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Fifty callers at once on one account, on real PostgreSQL: nothing is lost, and nothing counts twice. */
class MoneyRaceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CALLERS = 50;
    private static final int CREDITS_EACH = 4;
    private static final int MACHINES = 3;
    private static final int MINUTES = 120;

    @Test
    void fiftyCallersWhoChargeCreditAndCreateLoseNothing() throws Exception {
        try (Server server = Server.start("litevps.hypervisor=simulated")) {
            Customer customer = Customer.with(server, "5.00");
            for (int number = 0; number < MACHINES; number++) {
                customer.client().awaitState(customer.create("web-" + number), "running", PATIENCE);
            }
            String plan = customer.cheapestPlan();
            Minute start = Minute.of(Instant.now());

            List<Integer> statuses = inParallel(number -> {
                for (int credit = 0; credit < CREDITS_EACH; credit++) {
                    UUID id = UUID.nameUUIDFromBytes(new byte[] {(byte) number, (byte) credit});
                    customer.credit(id, "0.01");
                    customer.chargeThrough(start.plus((number * CREDITS_EACH + credit) % MINUTES));
                    customer.credit(id, "0.01");
                }
                return customer.client()
                        .post("/api/vps", Map.of("name", "more-" + number, "plan_id", plan))
                        .status();
            });
            customer.chargeThrough(start.plus(MINUTES));

            List<LedgerEvent> events = customer.ledgerEvents();
            assertThat(statuses).as("each could be paid").containsOnly(201);
            assertThat(events).filteredOn(FundsHeld.class::isInstance).hasSize(MACHINES + CALLERS);
            assertThat(events).filteredOn(FundsCredited.class::isInstance).hasSize(1 + CALLERS * CREDITS_EACH);
            assertThat(events).hasAtLeastOneElementOfType(MinuteCharged.class);
            assertThat(minutesChargedOnce(events))
                    .as("of the machines that ran from the beginning alone")
                    .isGreaterThanOrEqualTo(MACHINES * MINUTES);
            assertThat(balance(customer))
                    .isEqualTo(Usd.of("7.00").minus(charged(events)))
                    .isEqualTo(new Usd(shownBalance(customer)));
        }
    }

    private static long shownBalance(Customer customer) {
        return await().atMost(PATIENCE)
                .until(
                        () -> customer.client()
                                .get("/api/billing/history?limit=1&granularity=minute")
                                .json()
                                .get(0)
                                .path("balance_after_micros")
                                .asLong(),
                        shown -> shown == balance(customer).micros());
    }

    private static Usd charged(List<LedgerEvent> events) {
        Usd charged = Usd.ZERO;
        for (LedgerEvent event : events) {
            if (event instanceof MinuteCharged charge) {
                charged = charged.plus(charge.amount());
            }
        }
        return charged;
    }

    /** How many minutes of machines were charged, none of them twice. */
    private static int minutesChargedOnce(List<LedgerEvent> events) {
        Set<String> minutes = new HashSet<>();
        for (LedgerEvent event : events) {
            if (event instanceof MinuteCharged charge) {
                for (ChargeLine line : charge.lines()) {
                    for (int index = 0; index < line.minutes(); index++) {
                        assertThat(minutes.add(
                                        line.vpsId() + " " + line.firstMinute().plus(index)))
                                .as("charged once")
                                .isTrue();
                    }
                }
            }
        }
        return minutes.size();
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

    private interface Caller {
        int call(int number) throws Exception;
    }

    private static List<Integer> inParallel(Caller caller) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = IntStream.range(0, CALLERS)
                    .mapToObj(number -> callers.submit(() -> {
                        start.await();
                        return caller.call(number);
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
