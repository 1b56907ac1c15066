package dev.litevps.saga;

import static dev.litevps.saga.Happenings.NOW;
import static dev.litevps.saga.Happenings.VPS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.saga.machine.MachineOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.axonframework.common.ReflectionUtils;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.test.saga.ContinuedGivenState;
import org.axonframework.test.saga.FixtureExecutionResult;
import org.axonframework.test.saga.SagaTestFixture;

/**
 * A process and nothing else: events and time go in; commands, orders and deadlines come out. What was ordered while the
 * past was told is not looked at.
 */
public final class ProcessFixture {

    public static final ProcessTimeouts TIMEOUTS = new ProcessTimeouts(
            Duration.ofMinutes(5),
            Duration.ofMinutes(4),
            Duration.ofMinutes(2),
            Duration.ofMinutes(3),
            Duration.ofSeconds(60));

    private final SagaTestFixture<?> axon;
    private final List<MachineOrder> orders = new ArrayList<>();
    private ContinuedGivenState past;

    public ProcessFixture(Class<? extends VpsProcess> process) {
        this(process, (saga, services) -> ((VpsProcess) saga).use(services));
    }

    private ProcessFixture(Class<?> process, BiConsumer<Object, ProcessServices> injection) {
        axon = new SagaTestFixture<>(process);
        ProcessServices services = new ProcessServices(
                new SagaCommands(axon.getCommandBus()), orders::add, deadlines(axon), TIMEOUTS, clock(axon));
        axon.registerResourceInjector(saga -> injection.accept(saga, services));
        past = axon.givenCurrentTime(NOW);
    }

    /** A process that is not of one VPS. */
    public static <T> ProcessFixture of(Class<T> process, BiConsumer<T, ProcessServices> injection) {
        return new ProcessFixture(process, (saga, services) -> injection.accept(process.cast(saga), services));
    }

    /** The fixture keeps its deadlines for fields that are injected one by one; these processes get all at once. */
    private static DeadlineManager deadlines(SagaTestFixture<?> fixture) {
        try {
            return ReflectionUtils.getFieldValue(SagaTestFixture.class.getDeclaredField("deadlineManager"), fixture);
        } catch (NoSuchFieldException e) {
            throw new LinkageError("Axon's fixture is not what it was", e);
        }
    }

    private static Clock clock(SagaTestFixture<?> fixture) {
        InstantSource source = fixture::currentTime;
        return source.withZone(ZoneOffset.UTC);
    }

    /** What happened before. */
    public ProcessFixture given(Object... events) {
        for (Object event : events) {
            past = past.andThenAPublished(event);
        }
        return this;
    }

    /** How long ago that was. */
    public ProcessFixture givenTimePassed(Duration time) {
        try {
            past = past.andThenTimeElapses(time);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** What the process does about an event. */
    public Reaction when(Object event) {
        orders.clear();
        return new Reaction(past.whenPublishingA(event));
    }

    /** What the process does when nothing happens for that long. */
    public Reaction whenNothingHappensFor(Duration time) {
        orders.clear();
        return new Reaction(past.whenTimeElapses(time));
    }

    /** What came of it. */
    public final class Reaction {

        private final FixtureExecutionResult result;

        private Reaction(FixtureExecutionResult result) {
            this.result = result;
            result.expectSuccessfulHandlerExecution();
        }

        /** These commands, and no others. */
        public Reaction sends(Object... commands) {
            result.expectDispatchedCommands(commands);
            return this;
        }

        /** These orders, and no others. */
        public Reaction orders(MachineOrder... expected) {
            assertThat(orders).containsExactly(expected);
            return this;
        }

        /** Neither a command nor an order. */
        public Reaction doesNothing() {
            return sends().orders();
        }

        /** The process waits for what comes next, and will act by itself at the deadline, for which it has but one. */
        public Reaction waits(Duration patience, String deadlineName) {
            return waitsFor("vpsId", VPS, patience, deadlineName);
        }

        /** The same for a process that is not of one VPS. */
        public Reaction waitsFor(String association, Object value, Duration patience, String deadlineName) {
            result.expectActiveSagas(1)
                    .expectAssociationWith(association, value)
                    .expectScheduledDeadlineWithName(patience, deadlineName);
            return this;
        }

        /** The process is there, without a deadline: its command's event is on the way. */
        public Reaction waitsForItsCommand() {
            result.expectActiveSagas(1).expectNoScheduledDeadlines();
            return this;
        }

        /** No process is left, and no deadline. */
        public void ends() {
            result.expectActiveSagas(0).expectNoScheduledDeadlines();
        }
    }

    /** The time that it is for the process. */
    public Instant now() {
        return axon.currentTime();
    }
}
