package dev.litevps.api.eventstore;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;

/** The test aggregate, and two processors that remember what they saw. */
@Configuration(proxyBeanMethods = false)
@Profile(TestNode.PROFILE)
@Import(Counter.class)
class CounterConfiguration {

    static final int SNAPSHOT_AFTER = 10;

    @Bean
    SnapshotTriggerDefinition counterSnapshots(Snapshotter snapshotter) {
        return new EventCountSnapshotTriggerDefinition(snapshotter, SNAPSHOT_AFTER);
    }

    @Bean
    FirstFollower firstFollower() {
        return new FirstFollower();
    }

    @Bean
    SecondFollower secondFollower() {
        return new SecondFollower();
    }

    abstract static class Follower {
        private final List<EventMessage<Counter.Counted>> seen = new CopyOnWriteArrayList<>();

        private final AtomicInteger failures = new AtomicInteger();

        void failNext(int times) {
            failures.set(times);
        }

        boolean stillFails() {
            return failures.get() > 0;
        }

        @EventHandler
        void on(Counter.Counted event, EventMessage<Counter.Counted> message) {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("not now");
            }
            seen.add(message);
        }

        List<EventMessage<Counter.Counted>> seen() {
            return seen;
        }

        long seenOf(String counterId) {
            return seen.stream()
                    .filter(message -> message.getPayload().counterId().equals(counterId))
                    .count();
        }
    }

    @ProcessingGroup("test.first")
    static final class FirstFollower extends Follower {}

    @ProcessingGroup("test.second")
    static final class SecondFollower extends Follower {}
}
