package dev.litevps.saga.machine;

import static dev.litevps.saga.Happenings.HOST;
import static dev.litevps.saga.Happenings.NOW;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.serializer.JacksonSerializer;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import dev.litevps.events.vps.VpsId;
import dev.litevps.host.MachineId;
import dev.litevps.host.guest.GuestKeys;
import dev.litevps.saga.ProcessDatabase;
import dev.litevps.saga.snapshot.DurableSnapshotOrders;
import dev.litevps.saga.snapshot.PendingSnapshotOrders;
import dev.litevps.saga.snapshot.SnapshotTicket;
import dev.litevps.saga.snapshot.SnapshotWorker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.test.utils.RecordingCommandBus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Everything between an order and its outcome: real rows in a real PostgreSQL, a real scheduler that works when it is told
 * to, and a host and a guest in memory.
 */
public final class Workshop {

    private final InMemoryHypervisor host = new InMemoryHypervisor();
    private final GuestKeys keys = new GuestKeys(new byte[GuestKeys.SECRET_BYTES]);
    private final RecordingCommandBus commandBus = new RecordingCommandBus();
    private final OutcomeReporter outcomes = new OutcomeReporter(
            DefaultCommandGateway.builder().commandBus(commandBus).build());
    private final SettableClock time = new SettableClock();
    private final InMemoryGuest guest = new InMemoryGuest(time::tick);
    private final DataSource dataSource = ProcessDatabase.empty();
    private final LatestOrders latestOrders = new LatestOrders(JdbcClient.create(dataSource));
    private final MachineLocks locks = new MachineLocks(dataSource);
    private final InMemoryDns dns = new InMemoryDns();
    private final InMemoryUserData userData = new InMemoryUserData();
    private final ManualScheduler scheduler;
    private final DurableMachineOrders orders;
    private final DurableSnapshotOrders snapshotOrders;
    private int wakeUps;

    public Workshop() {
        time.set(NOW);
        HostAccess access = new HostAccess(hosts(), guest, keys, dns, userData);
        OrderExecution execution = new OrderExecution(access, Duration.ofSeconds(60), clock());
        MachineWorker worker = new MachineWorker(execution, latestOrders, locks, outcomes, clock());
        PendingSnapshotOrders pending = new PendingSnapshotOrders(JdbcClient.create(dataSource));
        SnapshotWorker snapshotWorker = new SnapshotWorker(access, pending, locks, outcomes, clock());
        TestHelper.ManualSchedulerBuilder builder = TestHelper.createManualScheduler(
                        new TransactionAwareDataSourceProxy(dataSource), worker.task(), snapshotWorker.task())
                .clock(time);
        builder.serializer(new JacksonSerializer());
        scheduler = builder.build();
        snapshotOrders = new DurableSnapshotOrders(scheduler, pending, () -> wakeUps++, clock());
        orders = new DurableMachineOrders(scheduler, latestOrders, () -> wakeUps++, clock());
    }

    public static MachineId machine(VpsId vpsId) {
        return new MachineId(vpsId.value());
    }

    public InMemoryHypervisor host() {
        return host;
    }

    public InMemoryGuest guest() {
        return guest;
    }

    public InMemoryDns dns() {
        return dns;
    }

    public InMemoryUserData userData() {
        return userData;
    }

    public GuestKeys keys() {
        return keys;
    }

    public HostDirectory hosts() {
        return new HostDirectory(Map.of(HOST, host));
    }

    public LatestOrders latestOrders() {
        return latestOrders;
    }

    public MachineLocks locks() {
        return locks;
    }

    public OutcomeReporter outcomes() {
        return outcomes;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    public Clock clock() {
        InstantSource source = time::now;
        return source.withZone(ZoneOffset.UTC);
    }

    public Instant now() {
        return time.now();
    }

    public DurableSnapshotOrders snapshotOrders() {
        return snapshotOrders;
    }

    public void order(MachineOrder order) {
        orders.order(order);
    }

    /** Runs it in a transaction that is rolled back in the end. */
    public void inVain(Runnable work) {
        new TransactionTemplate(new JdbcTransactionManager(dataSource)).executeWithoutResult(status -> {
            work.run();
            status.setRollbackOnly();
        });
    }

    public int wakeUps() {
        return wakeUps;
    }

    /** Does what is due. */
    public void work() {
        scheduler.runAnyDueExecutions();
    }

    /** Lets time pass in which nobody works. */
    public void pass(Duration duration) {
        scheduler.tick(duration);
    }

    /** Lets time pass, and does everything at the moment when it is due. */
    public void workFor(Duration duration) {
        Instant end = now().plus(duration);
        for (Instant next = nextTurn(); !next.isAfter(end); next = nextTurn()) {
            if (next.isAfter(now())) {
                time.set(next);
            }
            work();
        }
        if (now().isBefore(end)) {
            time.set(end);
        }
    }

    private Instant nextTurn() {
        Stream<ScheduledExecution<SnapshotTicket>> snapshots =
                scheduler.getScheduledExecutionsForTask("snapshot-order", SnapshotTicket.class).stream();
        return Stream.concat(waiting().stream(), snapshots)
                .map(ScheduledExecution::getExecutionTime)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    /** The orders that still lie in the scheduler. */
    public List<ScheduledExecution<OrderTicket>> waiting() {
        return scheduler.getScheduledExecutionsForTask("machine-order", OrderTicket.class);
    }

    /** What the aggregates were told, in order. */
    public List<Object> reported() {
        return commandBus.getDispatchedCommands().stream()
                .<Object>map(CommandMessage::getPayload)
                .toList();
    }

    /** The same with its metadata. */
    public List<CommandMessage<?>> messages() {
        return commandBus.getDispatchedCommands();
    }

    /** Until {@link #storeOutcomes}, whatever is reported is not stored. */
    public void failToStoreOutcomes() {
        commandBus.setCallbackBehavior((payload, metaData) -> {
            throw new IllegalStateException("the event store is away");
        });
    }

    public void storeOutcomes() {
        commandBus.clearCommands();
        commandBus.setCallbackBehavior((payload, metaData) -> null);
    }
}
