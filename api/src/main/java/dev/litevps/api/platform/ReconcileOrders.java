package dev.litevps.api.platform;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Clock;
import org.axonframework.common.IdentifierFactory;
import org.springframework.stereotype.Component;

/** Has the hosts compared with the events out of turn. */
@Component
public class ReconcileOrders {

    private final SchedulerClient scheduler;
    private final Clock clock;

    ReconcileOrders(SchedulerClient scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** As soon as the current transaction, if there is one, has committed; on whichever node has a worker free. */
    public void now() {
        scheduler.scheduleIfNotExists(
                ProcessConfiguration.RECONCILE_NOW
                        .instance(IdentifierFactory.getInstance().generateIdentifier())
                        .build(),
                clock.instant());
    }
}
