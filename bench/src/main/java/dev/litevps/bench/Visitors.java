package dev.litevps.bench;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that read and write all the time, each with an account of its own, at the pace of people who are in a hurry. */
final class Visitors implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int CALLS_PER_WRITE = 8;
    private static final List<String> PAGES = List.of(
            "/api/me", "/api/vps", "/api/billing/balance", "/api/billing/history", "/api/tokens", "/api/templates");

    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<Throwable> troubles = new ConcurrentLinkedQueue<>();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong slowestNanos = new AtomicLong();
    private volatile boolean goesOn = true;

    private Visitors() {}

    static Visitors come(int count, PlayedLives lives) throws IOException, InterruptedException {
        List<ApiCalls> accounts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            AccountId id = new AccountId(UUID.randomUUID());
            accounts.add(lives.somebody(Role.CUSTOMER, id));
            lives.credit(id, "10.00");
        }
        Visitors visitors = new Visitors();
        for (ApiCalls account : accounts) {
            visitors.threads.add(Thread.ofVirtual().start(() -> visitors.visit(account)));
        }
        return visitors;
    }

    private void visit(ApiCalls account) {
        try {
            String token = "";
            for (int call = 0; goesOn; call++) {
                long begin = System.nanoTime();
                if (call % CALLS_PER_WRITE == 0) {
                    token = account.ask("POST", "/api/tokens", Map.of("name", "visit-" + call))
                            .path("id")
                            .asString();
                } else if (call % CALLS_PER_WRITE == 1) {
                    account.ask("DELETE", "/api/tokens/" + token, null);
                } else {
                    account.ask("GET", PAGES.get(call % PAGES.size()), null);
                }
                long took = System.nanoTime() - begin;
                slowestNanos.accumulateAndGet(took, Math::max);
                answers.incrementAndGet();
                Thread.sleep(PAUSE);
            }
        } catch (IOException | RuntimeException trouble) {
            troubles.add(trouble);
        } catch (InterruptedException gone) {
            Thread.currentThread().interrupt();
        }
    }

    long answers() {
        return answers.get();
    }

    long slowestMillis() {
        return Duration.ofNanos(slowestNanos.get()).toMillis();
    }

    /** Fails if any of them was not answered, or not with success. */
    void requireSuccess() {
        Throwable trouble = troubles.peek();
        if (trouble != null) {
            throw new IllegalStateException("a client was not served", trouble);
        }
    }

    @Override
    public void close() {
        goesOn = false;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        requireSuccess();
    }
}
