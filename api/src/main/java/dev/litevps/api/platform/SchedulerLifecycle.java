package dev.litevps.api.platform;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Clock;
import org.axonframework.common.IdentifierFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts durable work last, when everything that it needs is there, and stops it first. */
@Component
class SchedulerLifecycle implements SmartLifecycle {

    private final Scheduler scheduler;
    private final Clock clock;
    private volatile boolean running;

    SchedulerLifecycle(Scheduler scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        scheduler.start();
        // Whatever happened to the hosts while nobody looked is found now, not a minute later.
        scheduler.scheduleIfNotExists(
                ProcessConfiguration.RECONCILE_NOW
                        .instance(IdentifierFactory.getInstance().generateIdentifier())
                        .build(),
                clock.instant());
    }

    @Override
    public void stop() {
        running = false;
        scheduler.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
