package dev.litevps.api.platform;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.serializer.JacksonSerializer;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.litevps.host.dns.Dns;
import dev.litevps.saga.ProcessServices;
import dev.litevps.saga.ProcessTimeouts;
import dev.litevps.saga.SagaCommands;
import dev.litevps.saga.machine.DurableMachineOrders;
import dev.litevps.saga.machine.HostAccess;
import dev.litevps.saga.machine.HostDirectory;
import dev.litevps.saga.machine.LatestOrders;
import dev.litevps.saga.machine.MachineLocks;
import dev.litevps.saga.machine.MachineOrders;
import dev.litevps.saga.machine.MachineWorker;
import dev.litevps.saga.machine.OrderExecution;
import dev.litevps.saga.machine.OrderTicket;
import dev.litevps.saga.machine.OutcomeReporter;
import dev.litevps.saga.reconciler.HostWatch;
import dev.litevps.saga.reconciler.MachineRegister;
import dev.litevps.saga.reconciler.NameReconciler;
import dev.litevps.saga.reconciler.Reconciler;
import dev.litevps.saga.snapshot.DurableSnapshotOrders;
import dev.litevps.saga.snapshot.PendingSnapshotOrders;
import dev.litevps.saga.snapshot.SnapshotOrders;
import dev.litevps.saga.snapshot.SnapshotTicket;
import dev.litevps.saga.snapshot.SnapshotWorker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurationScopeAwareProvider;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerBinaryDeadlineDetails;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** The processes and their durable work: one scheduler for orders, deadlines and recurring tasks. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class ProcessConfiguration {

    /** To reconcile once, at any time. */
    static final TaskDescriptor<Void> RECONCILE_NOW = TaskDescriptor.of("reconcile-now");

    private static final String RECONCILE = "reconcile";

    private static final int WORKERS = 16;

    /** Work is announced when it is ordered; this finds what was announced to a node that died. */
    private static final Duration POLLING_INTERVAL = Duration.ofSeconds(1);

    /** A worker that did not say it is alive for three of these is dead, and its work is done again. */
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(5);

    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration SHUTDOWN_WAIT = Duration.ofSeconds(5);
    private static final Duration RECONCILE_INTERVAL = Duration.ofSeconds(60);

    @Bean
    ProcessTimeouts processTimeouts(HostProperties host) {
        return new ProcessTimeouts(
                host.bootTimeout(), host.bootTimeout(), host.stopTimeout(), host.bootTimeout(), host.shutdownGrace());
    }

    @Bean
    LatestOrders latestOrders(JdbcClient jdbc) {
        return new LatestOrders(jdbc);
    }

    @Bean
    MachineLocks machineLocks(DataSource dataSource) {
        return new MachineLocks(dataSource);
    }

    @Bean
    OutcomeReporter outcomeReporter(CommandGateway gateway) {
        return new OutcomeReporter(gateway);
    }

    @Bean
    CustomTask<OrderTicket> machineOrderTask(
            HostAccess hosts,
            LatestOrders latestOrders,
            MachineLocks locks,
            OutcomeReporter outcomes,
            ProcessTimeouts timeouts,
            Clock clock) {
        OrderExecution execution = new OrderExecution(hosts, timeouts.shutdownGrace(), clock);
        return new MachineWorker(execution, latestOrders, locks, outcomes, clock).task();
    }

    @Bean
    PendingSnapshotOrders pendingSnapshotOrders(JdbcClient jdbc) {
        return new PendingSnapshotOrders(jdbc);
    }

    @Bean
    CustomTask<SnapshotTicket> snapshotOrderTask(
            HostAccess hosts,
            PendingSnapshotOrders pending,
            MachineLocks locks,
            OutcomeReporter outcomes,
            Clock clock) {
        return new SnapshotWorker(hosts, pending, locks, outcomes, clock).task();
    }

    @Bean
    SnapshotOrders snapshotOrders(Scheduler scheduler, PendingSnapshotOrders pending, Clock clock) {
        return new DurableSnapshotOrders(scheduler, pending, scheduler::triggerCheckForDueExecutions, clock);
    }

    @Bean
    Reconciler reconciler(
            HostDirectory hosts,
            MachineRegister register,
            LatestOrders latestOrders,
            MachineLocks locks,
            OutcomeReporter outcomes,
            EventStore eventStore,
            Clock clock) {
        Reconciler.LatestVersions latestVersions = vpsId -> eventStore.lastSequenceNumberFor(vpsId.toString());
        return new Reconciler(hosts, register, latestOrders, locks, outcomes, latestVersions, clock);
    }

    @Bean
    NameReconciler nameReconciler(Dns dns, MachineRegister register, LatestOrders latestOrders, MachineLocks locks) {
        return new NameReconciler(dns, register, latestOrders, locks);
    }

    @Bean
    HostWatch hostWatch(HostDirectory hosts, OutcomeReporter outcomes, Clock clock) {
        return new HostWatch(hosts, outcomes, clock);
    }

    @Bean
    RecurringTask<Void> reconcileTask(
            Reconciler reconciler, HostRegistration hostRegistration, HostWatch hostWatch, NameReconciler names) {
        return Tasks.recurring(RECONCILE, FixedDelay.of(RECONCILE_INTERVAL)).execute((_, _) -> {
            hostRegistration.ensure();
            hostWatch.look();
            reconciler.reconcile();
            names.reconcile();
        });
    }

    @Bean
    OneTimeTask<Void> reconcileNowTask(
            Reconciler reconciler, HostRegistration hostRegistration, HostWatch hostWatch, NameReconciler names) {
        return Tasks.oneTime(RECONCILE_NOW).execute((_, _) -> {
            hostRegistration.ensure();
            hostWatch.look();
            reconciler.reconcile();
            names.reconcile();
        });
    }

    @Bean
    OneTimeTask<DbSchedulerBinaryDeadlineDetails> deadlineTask(ObjectProvider<DbSchedulerDeadlineManager> manager) {
        return (OneTimeTask<DbSchedulerBinaryDeadlineDetails>)
                DbSchedulerDeadlineManager.binaryTask(manager::getObject);
    }

    @Bean(destroyMethod = "")
    Scheduler scheduler(
            DataSource dataSource,
            List<CustomTask<?>> orders,
            List<OneTimeTask<?>> once,
            List<RecurringTask<?>> recurring) {
        List<Task<?>> onDemand =
                Stream.<Task<?>>concat(orders.stream(), once.stream()).toList();
        return Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), onDemand)
                .startTasks(recurring)
                .serializer(new JacksonSerializer())
                .threads(WORKERS)
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(POLLING_INTERVAL)
                .heartbeatInterval(HEARTBEAT_INTERVAL)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(SHUTDOWN_WAIT)
                .build();
    }

    @Bean
    DbSchedulerDeadlineManager deadlineManager(
            Scheduler scheduler,
            Configuration configuration,
            Serializer serializer,
            TransactionManager transactionManager) {
        return DbSchedulerDeadlineManager.builder()
                .scheduler(scheduler)
                .scopeAwareProvider(new ConfigurationScopeAwareProvider(configuration))
                .serializer(serializer)
                .transactionManager(transactionManager)
                .startScheduler(false)
                .stopScheduler(false)
                .build();
    }

    @Bean
    MachineOrders machineOrders(Scheduler scheduler, LatestOrders latestOrders, Clock clock) {
        return new DurableMachineOrders(scheduler, latestOrders, scheduler::triggerCheckForDueExecutions, clock);
    }

    @Bean
    ProcessServices processServices(
            SagaCommands commands,
            MachineOrders orders,
            DeadlineManager deadlines,
            ProcessTimeouts timeouts,
            Clock clock) {
        return new ProcessServices(commands, orders, deadlines, timeouts, clock);
    }
}
