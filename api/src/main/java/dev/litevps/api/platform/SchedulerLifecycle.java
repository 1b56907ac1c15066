package dev.litevps.api.platform;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.litevps.api.eventstore.NodeIdentity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Starts durable work last, when everything that it needs is there, and stops it first. */
@Component
class SchedulerLifecycle implements SmartLifecycle {

    private final Scheduler scheduler;
    private final ReconcileOrders reconcileOrders;
    private final JdbcClient jdbc;
    private final boolean soleNode;
    private volatile boolean running;

    SchedulerLifecycle(
            Scheduler scheduler,
            ReconcileOrders reconcileOrders,
            JdbcClient jdbc,
            ObjectProvider<NodeIdentity> identity) {
        this.scheduler = scheduler;
        this.reconcileOrders = reconcileOrders;
        this.jdbc = jdbc;
        this.soleNode = identity.stream().anyMatch(NodeIdentity::sole);
    }

    @Override
    public void start() {
        running = true;
        if (soleNode) {
            takeUpOwnWork();
        }
        scheduler.start();
        // Whatever happened to the hosts while nobody looked is found now, not a minute later.
        reconcileOrders.now();
    }

    /** What this node was at when it died need not wait until it counts as dead. */
    private void takeUpOwnWork() {
        jdbc.sql("UPDATE scheduled_tasks SET picked = false, picked_by = NULL, last_heartbeat = NULL WHERE picked")
                .update();
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
