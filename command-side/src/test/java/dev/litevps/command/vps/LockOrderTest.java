package dev.litevps.command.vps;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.NOW;
import static dev.litevps.command.World.createVps;
import static dev.litevps.command.World.credit;
import static dev.litevps.command.World.placeVps;
import static dev.litevps.command.World.ready;
import static dev.litevps.command.World.vps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.Command;
import dev.litevps.command.DecisionFixture;
import dev.litevps.command.vps.VpsCommand.CompleteTeardown;
import dev.litevps.command.vps.VpsCommand.DestroyVps;
import dev.litevps.events.vps.VpsEvent.VpsDestroyed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Decisions that involve the same aggregates do not wait for each other in a circle. */
class LockOrderTest {

    private static final int ROUNDS = 50;
    private static final int ROOM = 4;

    private final DecisionFixture fixture = new DecisionFixture();

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void aPlacementThatFailsAndATeardownOfTheSameAccountDoNotBlockEachOther() throws Exception {
        fixture.given(ready());
        fixture.given(credit(ANN, "1000.00"));
        try (ExecutorService threads = Executors.newFixedThreadPool(2 * ROOM)) {
            for (int round = 0; round < ROUNDS; round++) {
                playRound(round * 2 * ROOM, threads);
            }
        }
    }

    /** The host is full of machines that are being torn down, while as many others look for room on it. */
    private void playRound(int first, ExecutorService threads) throws Exception {
        List<Command> commands = new ArrayList<>();
        for (int number = first; number < first + ROOM; number++) {
            fixture.given(createVps(ANN, number), placeVps(number), new DestroyVps(vps(number), ANN, NOW));
            commands.add(new CompleteTeardown(vps(number), NOW));
        }
        for (int number = first + ROOM; number < first + 2 * ROOM; number++) {
            fixture.given(createVps(ANN, number));
            commands.add(placeVps(number));
        }
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> outcomes = new ArrayList<>();
        for (Command command : commands) {
            outcomes.add(threads.submit(() -> {
                start.await();
                fixture.send(command);
                return true;
            }));
        }
        start.countDown();
        for (Future<?> outcome : outcomes) {
            outcome.get();
        }
        for (int number = first + ROOM; number < first + 2 * ROOM; number++) {
            fixture.given(new DestroyVps(vps(number), ANN, NOW), new CompleteTeardown(vps(number), NOW));
            assertThat(fixture.eventsOf(vps(number))).last().isInstanceOf(VpsDestroyed.class);
        }
    }
}
