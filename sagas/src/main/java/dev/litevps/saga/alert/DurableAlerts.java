package dev.litevps.saga.alert;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Alerts as rows: the task, and the note in table {@code alert} that the event has had its alert, are written in the
 * transaction of whoever orders. The note is kept until the alert is too old to be sent; so an event that is handled
 * twice, or replayed at any time, alerts nobody twice.
 */
public final class DurableAlerts {

    private static final Logger LOG = LoggerFactory.getLogger(DurableAlerts.class);

    /** The scheduler's name for alerts; part of the stored rows. */
    static final TaskDescriptor<Alert> TASK = TaskDescriptor.of("alert", Alert.class);

    private final SchedulerClient scheduler;
    private final JdbcClient jdbc;
    private final Runnable wakeWorkers;
    private final Clock clock;

    /**
     * Orders through this scheduler.
     *
     * @param wakeWorkers tells the workers, after the commit, that there is something to do
     */
    public DurableAlerts(SchedulerClient scheduler, JdbcClient jdbc, Runnable wakeWorkers, Clock clock) {
        this.scheduler = scheduler;
        this.jdbc = jdbc;
        this.wakeWorkers = wakeWorkers;
        this.clock = clock;
    }

    /** Has everybody told who is to be told, once for each {@code alertId}, in the current transaction. */
    void order(String alertId, Alert alert) {
        Instant now = clock.instant();
        if (!now.isBefore(alert.at().plus(AlertWorker.PATIENCE))) {
            LOG.warn("Alert {} is about what happened at {}: too long ago to tell anybody", alertId, alert.at());
            return;
        }
        forgetOld(now);
        if (note(alertId, alert)) {
            scheduler.scheduleIfNotExists(TASK.instance(alertId).data(alert).scheduledTo(now));
            CurrentUnitOfWork.ifStarted(unitOfWork -> unitOfWork.root().afterCommit(_ -> wakeWorkers.run()));
        }
    }

    private boolean note(String alertId, Alert alert) {
        return jdbc.sql("INSERT INTO alert (alert_id, happened_at) VALUES (?, ?) ON CONFLICT (alert_id) DO NOTHING")
                        .params(alertId, alert.at().atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    /** What is noted too long ago would not be alerted anyway. */
    private void forgetOld(Instant now) {
        jdbc.sql("DELETE FROM alert WHERE happened_at < ?")
                .param(now.minus(AlertWorker.PATIENCE).atOffset(ZoneOffset.UTC))
                .update();
    }
}
