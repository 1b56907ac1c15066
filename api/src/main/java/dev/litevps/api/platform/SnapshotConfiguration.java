package dev.litevps.api.platform;

import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When an aggregate's state is stored beside its events, so that an old one loads as fast as a new one. */
@Configuration(proxyBeanMethods = false)
class SnapshotConfiguration {

    /** A load that is not cached reads this many events at most, in one batch. */
    private static final int EVENTS = 100;

    @Bean
    SnapshotTriggerDefinition snapshotTrigger(Snapshotter snapshotter) {
        return new EventCountSnapshotTriggerDefinition(snapshotter, EVENTS);
    }
}
