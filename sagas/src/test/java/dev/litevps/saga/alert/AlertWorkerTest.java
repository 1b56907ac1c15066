package dev.litevps.saga.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.serializer.JacksonSerializer;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.LedgerEvent.GraceEnded;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.saga.ProcessDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Everything between an event and an e-mail: real rows in a real PostgreSQL, and a scheduler that works when it is told to. */
class AlertWorkerTest {

    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
    private static final AccountId ANN = new AccountId(new UUID(1, 1));
    private static final Alert LOW = new Alert.LowBalance(ANN, Usd.of("0.42"), Usd.of("0.10"), NOW);

    private final InMemoryAlertSender sender = new InMemoryAlertSender();
    private final SettableClock time = new SettableClock();
    private final DataSource dataSource = ProcessDatabase.empty();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final FailingCommits transactionManager = new FailingCommits(dataSource);
    private final TransactionTemplate transactions = new TransactionTemplate(transactionManager);
    private final ManualScheduler scheduler;
    private final DurableAlerts alerts;

    AlertWorkerTest() {
        time.set(NOW);
        InstantSource source = time::now;
        Clock clock = source.withZone(ZoneOffset.UTC);
        AlertWorker worker = new AlertWorker(sender, transactions, clock);
        TestHelper.ManualSchedulerBuilder builder = TestHelper.createManualScheduler(
                        new TransactionAwareDataSourceProxy(dataSource), worker.alertTask(), worker.mailTask())
                .clock(time);
        builder.serializer(new JacksonSerializer());
        scheduler = builder.build();
        alerts = new DurableAlerts(scheduler, jdbc, () -> {}, clock);
        sender.recipients.addAll(List.of("ops", "cto"));
    }

    /** A database that loses the connection at the moment of a commit, as often as it is told to. */
    private static final class FailingCommits extends JdbcTransactionManager {

        private static final long serialVersionUID = 1L;

        private int failures;

        FailingCommits(DataSource dataSource) {
            super(dataSource);
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            if (failures > 0) {
                failures--;
                doRollback(status);
                throw new DataAccessResourceFailureException("the connection was lost");
            }
            super.doCommit(status);
        }
    }

    private void order(String alertId, Alert alert) {
        transactions.executeWithoutResult(_ -> alerts.order(alertId, alert));
    }

    /** Lets time pass, and does everything at the moment when it is due. */
    private void workFor(Duration duration) {
        Instant end = time.now().plus(duration);
        for (Instant next = nextTurn(); !next.isAfter(end); next = nextTurn()) {
            if (next.isAfter(time.now())) {
                time.set(next);
            }
            scheduler.runAnyDueExecutions();
        }
        time.set(end);
    }

    private Instant nextTurn() {
        return waiting().stream()
                .map(ScheduledExecution::getExecutionTime)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    private List<ScheduledExecution<Object>> waiting() {
        return scheduler.getScheduledExecutions();
    }

    static Stream<Alert> everyKindOfAlert() {
        return Stream.of(
                LOW,
                new Alert.BalanceExhausted(ANN, Usd.of("-0.01"), NOW.plusSeconds(60), NOW),
                new Alert.GraceEnding(ANN, NOW.plusSeconds(60), NOW),
                new Alert.GraceEnded(ANN, 2, NOW),
                new Alert.SpendLimitReached(ANN, new AccessTokenId(new UUID(2, 2)), Usd.of("1"), Usd.of("1"), NOW));
    }

    @ParameterizedTest
    @MethodSource("everyKindOfAlert")
    void everyAlertTellsEachRecipientOnce(Alert alert) {
        order("event-1", alert);
        workFor(Duration.ofMinutes(1));

        assertThat(sender.sent).containsExactlyInAnyOrder("event-1 to ops", "event-1 to cto");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void anEventThatIsHandledTwiceAlertsOnce() {
        order("event-1", LOW);
        order("event-1", LOW);
        workFor(Duration.ofMinutes(1));
        order("event-1", LOW);
        workFor(Duration.ofMinutes(1));

        assertThat(sender.sent).hasSize(2);
    }

    @Test
    void aGraceTimeThatEndsWithoutAVpsAlertsNobody() {
        AlertReaction reaction = new AlertReaction(alerts);
        LedgerId ledger = new LedgerId(ANN);
        VpsId vps = new VpsId(new UUID(3, 3));
        transactions.executeWithoutResult(_ -> reaction.on(new GraceEnded(ledger, ANN, List.of(), NOW), "event-1"));
        assertThat(waiting()).isEmpty();

        transactions.executeWithoutResult(_ -> reaction.on(new GraceEnded(ledger, ANN, List.of(vps), NOW), "event-2"));
        assertThat(waiting()).hasSize(1);
    }

    @Test
    void twoEventsAlertTwice() {
        order("event-1", LOW);
        order("event-2", LOW);
        workFor(Duration.ofMinutes(1));

        assertThat(sender.sent).hasSize(4);
    }

    @Test
    void anAlertIsOrderedInTheTransactionOfWhoeverOrders() {
        transactions.executeWithoutResult(status -> {
            alerts.order("event-1", LOW);
            status.setRollbackOnly();
        });
        assertThat(waiting()).isEmpty();

        order("event-1", LOW);
        assertThat(waiting()).hasSize(1);
    }

    @Test
    void oneThatFailsIsTriedAgainAndTheOthersAreNotToldTwice() {
        sender.failing.add("ops");
        order("event-1", LOW);
        workFor(Duration.ofHours(1));
        assertThat(sender.sent).containsExactly("event-1 to cto");

        sender.failing.clear();
        workFor(Duration.ofHours(1));

        assertThat(sender.sent).containsExactly("event-1 to cto", "event-1 to ops");
        assertThat(sender.abandoned).isEmpty();
    }

    @Test
    void triesBecomeRarerAndEndAfterADay() {
        sender.recipients.remove("cto");
        sender.failing.add("ops");
        order("event-1", LOW);
        workFor(Duration.ofMinutes(1));
        assertThat(sender.attempts).as("in the first minute").isEqualTo(4);

        workFor(Duration.ofHours(25));

        assertThat(sender.attempts).as("in a day").isBetween(50, 60);
        assertThat(sender.abandoned).containsExactly("event-1 to ops");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void whatCannotBeDeliveredIsAbandonedAtOnce() {
        sender.undeliverable.add("ops");
        order("event-1", LOW);
        workFor(Duration.ofMinutes(1));

        assertThat(sender.sent).containsExactly("event-1 to cto");
        assertThat(sender.abandoned).containsExactly("event-1 to ops");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void anAccountWithoutRecipientsIsToldNothing() {
        sender.recipients.clear();
        order("event-1", LOW);
        workFor(Duration.ofMinutes(1));

        assertThat(sender.attempts).isZero();
        assertThat(waiting()).isEmpty();
    }

    @Test
    void whoIsToBeToldIsLookedUpUntilItIsKnown() {
        sender.knowsNobody = true;
        order("event-1", LOW);
        workFor(Duration.ofMinutes(1));
        assertThat(sender.sent).isEmpty();

        sender.knowsNobody = false;
        workFor(Duration.ofMinutes(1));

        assertThat(sender.sent).hasSize(2);
    }

    @Test
    void afterADayNobodyIsLookedUpAnyMore() {
        sender.knowsNobody = true;
        order("event-1", LOW);
        workFor(Duration.ofHours(25));

        assertThat(waiting()).isEmpty();
    }

    @Test
    void aConnectionThatIsLostWhileTheEmailsAreOrderedRepeatsNone() {
        order("event-1", LOW);
        transactionManager.failures = 1;
        workFor(Duration.ofHours(1));

        assertThat(sender.sent).containsExactlyInAnyOrder("event-1 to ops", "event-1 to cto");
    }

    @Test
    void whatHappenedADayAgoAlertsNobody() {
        time.set(NOW.plus(Duration.ofDays(1)));
        order("event-1", LOW);

        assertThat(waiting()).isEmpty();
    }

    @Test
    void whatIsTooOldToBeToldNeedNotBeRemembered() {
        order("event-1", LOW);
        workFor(Duration.ofHours(25));
        order("event-2", new Alert.LowBalance(ANN, Usd.of("0.42"), Usd.of("0.10"), time.now()));

        assertThat(jdbc.sql("select alert_id from alert").query(String.class).list())
                .containsExactly("event-2");
    }
}
