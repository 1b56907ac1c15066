package dev.litevps.api.eventstore;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.AbstractSnapshotTrigger;
import org.axonframework.eventsourcing.SnapshotTrigger;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;

/**
 * Has the state of an aggregate stored after every so many of its events, so that loading it reads few of them. At which
 * of them depends on the aggregate: of thousands of ledgers that get an event each in the same minute, a few are due at a
 * time. One that was missed is made up for when the aggregate is loaded the next time.
 */
final class StaggeredSnapshots implements SnapshotTriggerDefinition {

    private final Snapshotter snapshotter;
    private final int interval;

    /** After every {@code interval} events. */
    StaggeredSnapshots(Snapshotter snapshotter, int interval) {
        this.snapshotter = snapshotter;
        this.interval = interval;
    }

    @Override
    public SnapshotTrigger prepareTrigger(Class<?> aggregateType) {
        return new Trigger(snapshotter, aggregateType, interval);
    }

    @Override
    public SnapshotTrigger reconfigure(Class<?> aggregateType, SnapshotTrigger trigger) {
        return prepareTrigger(aggregateType);
    }

    /** Whether the state after this event of the aggregate is to be stored. */
    static boolean isDue(String aggregateIdentifier, long sequenceNumber, int interval) {
        return Math.floorMod(sequenceNumber + 1 + aggregateIdentifier.hashCode(), interval) == 0;
    }

    private static final class Trigger extends AbstractSnapshotTrigger {

        private static final long serialVersionUID = 1L;

        private final int interval;
        private boolean due;

        private Trigger(Snapshotter snapshotter, Class<?> aggregateType, int interval) {
            super(snapshotter, aggregateType);
            this.interval = interval;
        }

        @Override
        public void eventHandled(EventMessage<?> message) {
            if (message instanceof DomainEventMessage<?> event) {
                due = isDue(event.getAggregateIdentifier(), event.getSequenceNumber(), interval);
            }
            super.eventHandled(message);
        }

        @Override
        protected boolean exceedsThreshold() {
            return due;
        }

        @Override
        protected void reset() {
            due = false;
        }
    }
}
