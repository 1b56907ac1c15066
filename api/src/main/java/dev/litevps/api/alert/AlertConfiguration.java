package dev.litevps.api.alert;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import dev.litevps.saga.alert.AlertSender;
import dev.litevps.saga.alert.AlertWorker;
import dev.litevps.saga.alert.DurableAlerts;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The durable work of alerts. */
@Configuration(proxyBeanMethods = false)
class AlertConfiguration {

    @Bean
    AlertWorker alertWorker(AlertSender sender, TransactionOperations transactions, Clock clock) {
        return new AlertWorker(sender, transactions, clock);
    }

    @Bean
    CustomTask<?> alertTask(AlertWorker worker) {
        return worker.alertTask();
    }

    @Bean
    CustomTask<?> alertMailTask(AlertWorker worker) {
        return worker.mailTask();
    }

    @Bean
    DurableAlerts durableAlerts(Scheduler scheduler, JdbcClient jdbc, Clock clock) {
        return new DurableAlerts(scheduler, jdbc, scheduler::triggerCheckForDueExecutions, clock);
    }
}
