package dev.litevps.saga.job;

import static dev.litevps.saga.Happenings.ANN;
import static dev.litevps.saga.Happenings.HOST;
import static dev.litevps.saga.Happenings.NOW;
import static dev.litevps.saga.Happenings.PLACEMENT;
import static dev.litevps.saga.Happenings.VPS;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.serializer.JacksonSerializer;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import dev.litevps.command.job.JobCommand.ReportJobEnded;
import dev.litevps.command.job.JobCommand.ReportJobStarted;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.job.JobId;
import dev.litevps.events.job.JobOutcome;
import dev.litevps.events.job.JobsId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.host.GuestJobId;
import dev.litevps.host.GuestJobOutput;
import dev.litevps.host.GuestJobState;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.guest.GuestKeys;
import dev.litevps.saga.ProcessDatabase;
import dev.litevps.saga.machine.HostAccess;
import dev.litevps.saga.machine.HostDirectory;
import dev.litevps.saga.machine.InMemoryDns;
import dev.litevps.saga.machine.InMemoryGuest;
import dev.litevps.saga.machine.InMemoryHypervisor;
import dev.litevps.saga.machine.InMemoryUserData;
import dev.litevps.saga.machine.OutcomeReporter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.test.utils.RecordingCommandBus;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

class JobWorkerTest {

    private static final JobsId ALL = new JobsId(VPS);
    private static final JobId ONE = new JobId(new UUID(9, 1));
    private static final GuestJobId IN_GUEST = new GuestJobId(ONE.value());
    private static final int TIMEOUT_SECONDS = 60;
    private static final GuestJobOutput OUTPUT = new GuestJobOutput("out", "err", true, false);

    /** Encryption that can be seen through, with a key that can be destroyed. */
    private static final class Texts implements AccountTexts {

        private boolean erased;

        @Override
        public Optional<EncryptedText> encrypt(AccountId accountId, String text) {
            return erased ? Optional.empty() : Optional.of(new EncryptedText("sealed " + text));
        }

        @Override
        public Optional<String> decrypt(AccountId accountId, EncryptedText text) {
            return erased ? Optional.empty() : Optional.of(text.ciphertext().substring("sealed ".length()));
        }
    }

    private final Texts texts = new Texts();
    private final InMemoryGuestJobs guests = new InMemoryGuestJobs();
    private final RecordingCommandBus commandBus = new RecordingCommandBus();
    private final SettableClock time = new SettableClock();
    private final DataSource dataSource = ProcessDatabase.empty();
    private final LiveJobs live = new LiveJobs(JdbcClient.create(dataSource));
    private final JobOutputs outputs = new JobOutputs(JdbcClient.create(dataSource), texts, clock());
    private final ManualScheduler scheduler;
    private final DurableJobOrders orders;

    JobWorkerTest() {
        time.set(NOW);
        HostAccess access = new HostAccess(
                new HostDirectory(Map.of(HOST, new InMemoryHypervisor())),
                new InMemoryGuest(time::tick),
                new GuestKeys(new byte[GuestKeys.SECRET_BYTES]),
                new InMemoryDns(),
                new InMemoryUserData());
        OutcomeReporter outcomes = new OutcomeReporter(
                DefaultCommandGateway.builder().commandBus(commandBus).build());
        JobWorker worker = new JobWorker(guests, access, live, outputs, texts, outcomes, clock());
        TestHelper.ManualSchedulerBuilder builder = TestHelper.createManualScheduler(
                        new TransactionAwareDataSourceProxy(dataSource), worker.task())
                .clock(time);
        builder.serializer(new JacksonSerializer());
        scheduler = builder.build();
        orders = new DurableJobOrders(scheduler, live, () -> {}, clock());
    }

    private Clock clock() {
        InstantSource source = time::now;
        return source.withZone(ZoneOffset.UTC);
    }

    private static JobOrder job(JobId id, VpsId vps, Instant at) {
        return new JobOrder(vps, ANN, id, PLACEMENT, new EncryptedText("sealed make all"), TIMEOUT_SECONDS, at);
    }

    private void order() {
        orders.order(job(ONE, VPS, time.now()));
    }

    private void orderAndBegin() {
        order();
        scheduler.runAnyDueExecutions();
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
        if (time.now().isBefore(end)) {
            time.set(end);
        }
    }

    private Instant nextTurn() {
        return waiting().stream()
                .map(ScheduledExecution::getExecutionTime)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    private List<ScheduledExecution<JobTicket>> waiting() {
        return scheduler.getScheduledExecutionsForTask("job", JobTicket.class);
    }

    private List<Object> reported() {
        return commandBus.getDispatchedCommands().stream()
                .<Object>map(CommandMessage::getPayload)
                .toList();
    }

    private ReportJobEnded end() {
        assertThat(reported().getLast()).isInstanceOf(ReportJobEnded.class);
        assertThat(reported()).filteredOn(ReportJobEnded.class::isInstance).hasSize(1);
        return (ReportJobEnded) reported().getLast();
    }

    private void assertCancelled(String reason) {
        assertThat(end().outcome()).isEqualTo(JobOutcome.CANCELLED);
        assertThat(end().exitCode()).isNull();
        assertThat(end().reason()).startsWith(reason);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aJobIsBegunLookedAfterAndReportedWithWhatItPrinted() {
        guests.print(OUTPUT);
        orderAndBegin();
        assertThat(guests.deeds()).containsExactly("begin make all for 60");
        assertThat(reported()).containsExactly(new ReportJobStarted(ALL, ONE, NOW));

        workFor(Duration.ofSeconds(20));
        assertThat(reported()).hasSize(1);

        guests.end(IN_GUEST, 7, Duration.ofMillis(20_500));
        workFor(Duration.ofSeconds(10));
        assertThat(end().outcome()).isEqualTo(JobOutcome.DONE);
        assertThat(end().exitCode()).isEqualTo(7);
        assertThat(end().durationMs()).isEqualTo(20_500);
        assertThat(end().reason()).isNull();
        assertThat(outputs.find(ONE, ANN)).contains(OUTPUT);
        assertThat(guests.deeds()).endsWith("remove").doesNotContain("kill");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aTicketTellsNobodyWhatIsRun() {
        order();

        assertThat(JdbcClient.create(dataSource)
                        .sql("SELECT convert_from(task_data, 'UTF8') FROM scheduled_tasks")
                        .query(String.class)
                        .single())
                .contains("sealed make all");
    }

    @Test
    void theLongerAJobRunsTheLessOftenItIsLookedAt() {
        orderAndBegin();
        workFor(Duration.ofSeconds(55));

        assertThat(Duration.between(time.now(), nextTurn())).isLessThanOrEqualTo(Duration.ofSeconds(5));
        assertThat(waiting().getFirst().getExecutionTime()).isAfter(time.now());
    }

    @Test
    void aJobThatIsCancelledIsKilledAtOnce() {
        guests.print(OUTPUT);
        orderAndBegin();
        workFor(Duration.ofSeconds(50));

        orders.cancel(ONE);
        scheduler.runAnyDueExecutions();

        assertThat(guests.deeds()).containsExactly("begin make all for 60", "kill", "remove");
        assertCancelled("its owner cancelled it");
        assertThat(outputs.find(ONE, ANN)).contains(OUTPUT);
    }

    @Test
    void aJobThatIsCancelledBeforeItBeginsIsNotBegun() {
        order();
        orders.cancel(ONE);
        scheduler.runAnyDueExecutions();

        assertThat(guests.deeds()).containsExactly("kill", "remove");
        assertCancelled("its owner cancelled it");
    }

    @Test
    void aJobThatEndedBeforeItCouldBeKilledIsDone() {
        orderAndBegin();
        guests.end(IN_GUEST, 0, Duration.ofSeconds(1));
        orders.cancel(ONE);
        scheduler.runAnyDueExecutions();

        assertThat(end().outcome()).isEqualTo(JobOutcome.DONE);
        assertThat(guests.deeds()).doesNotContain("kill");
    }

    @Test
    void aJobThatTheGuestKilledInTimeHasTimedOutAndNothingOfItIsLeft() {
        orderAndBegin();
        guests.end(IN_GUEST, 137, Duration.ofSeconds(62));
        workFor(Duration.ofSeconds(1));

        assertThat(end().outcome()).isEqualTo(JobOutcome.TIMEOUT);
        assertThat(end().exitCode()).isEqualTo(124);
        assertThat(guests.deeds()).endsWith("kill", "remove");
    }

    @Test
    void aCommandThatSays124ByItselfIsDone() {
        orderAndBegin();
        guests.end(IN_GUEST, 124, Duration.ofSeconds(59));
        workFor(Duration.ofSeconds(1));

        assertThat(end().outcome()).isEqualTo(JobOutcome.DONE);
        assertThat(end().exitCode()).isEqualTo(124);
    }

    @Test
    void aJobThatTheGuestDoesNotKillIsKilledFromOutside() {
        orderAndBegin();
        workFor(Duration.ofSeconds(TIMEOUT_SECONDS + 29));
        assertThat(guests.deeds()).doesNotContain("kill");

        workFor(Duration.ofSeconds(7));
        assertThat(guests.deeds()).contains("kill");
        assertThat(end().outcome()).isEqualTo(JobOutcome.TIMEOUT);
    }

    @Test
    void whatIsLeftBehindMayPrintALittleLonger() {
        orderAndBegin();
        guests.set(IN_GUEST, new GuestJobState.Ended(0, Duration.ofSeconds(1), false));
        workFor(Duration.ofMillis(150));
        assertThat(reported()).hasSize(1);

        workFor(Duration.ofSeconds(1));
        assertThat(end().outcome()).isEqualTo(JobOutcome.DONE);
    }

    @Test
    void aRebootAKillFromInsideAndALostFolderEndIt() {
        guests.print(OUTPUT);
        orderAndBegin();
        guests.set(IN_GUEST, new GuestJobState.Rebooted());
        workFor(Duration.ofSeconds(1));
        assertCancelled("the VPS was restarted");
        assertThat(outputs.find(ONE, ANN)).contains(OUTPUT);

        commandBus.clearCommands();
        orderAndBegin();
        guests.set(IN_GUEST, new GuestJobState.Vanished());
        workFor(Duration.ofSeconds(1));
        assertCancelled("somebody in the VPS killed it");
        assertThat(guests.deeds()).endsWith("kill", "remove");

        commandBus.clearCommands();
        orderAndBegin();
        guests.set(IN_GUEST, new GuestJobState.Absent());
        workFor(Duration.ofSeconds(1));
        assertCancelled("the VPS keeps nothing of it");
    }

    @Test
    void aJobThatDoesNotBeginIsBegunAgainUntilItIsTooLate() {
        orderAndBegin();
        guests.set(IN_GUEST, new GuestJobState.Waiting());
        workFor(Duration.ofSeconds(1));
        assertThat(guests.deeds().stream().filter(deed -> deed.startsWith("begin")))
                .hasSizeGreaterThan(1);

        workFor(Duration.ofMinutes(12));
        assertCancelled("the VPS could not begin it in time");
    }

    @Test
    void aGuestThatDoesNotAnswerIsWaitedFor() {
        guests.fail(Reason.UNREACHABLE);
        order();
        workFor(Duration.ofMinutes(4));
        assertThat(reported()).isEmpty();
        guests.recover();
        workFor(Duration.ofSeconds(30));
        assertThat(guests.deeds()).containsExactly("begin make all for 60");

        guests.fail(Reason.UNREACHABLE);
        workFor(Duration.ofMinutes(10));
        guests.recover();
        guests.end(IN_GUEST, 0, Duration.ofSeconds(50));
        workFor(Duration.ofSeconds(20));
        assertThat(end().outcome()).isEqualTo(JobOutcome.DONE);
    }

    @Test
    void aGuestThatNeverAnswersIsGivenUpBeforeTheJobBeginsAndAfter() {
        guests.fail(Reason.TIMED_OUT);
        order();
        workFor(Duration.ofMinutes(6));
        assertThat(end().reason()).isEqualTo("the VPS did not answer for too long; whether the job ran is not known");
        guests.recover();
        workFor(Duration.ofMinutes(2));
        assertCancelled("the VPS did not answer for too long; whether the job ran is not known");

        commandBus.clearCommands();
        orderAndBegin();
        guests.fail(Reason.TIMED_OUT);
        workFor(Duration.ofMinutes(12));
        assertThat(end().reason()).isEqualTo("the VPS did not answer for too long; how the job ended is not known");
        guests.recover();
        workFor(Duration.ofMinutes(2));
        assertCancelled("the VPS did not answer for too long; how the job ended is not known");
    }

    @Test
    void aJobThatWasCancelledAndGivenUpIsKilledOnceItsGuestAnswersAgain() {
        guests.set(IN_GUEST, new GuestJobState.Running());
        guests.fail(Reason.UNREACHABLE);
        order();
        orders.cancel(ONE);
        workFor(Duration.ofMinutes(6));
        assertThat(end().outcome()).isEqualTo(JobOutcome.CANCELLED);
        assertThat(guests.deeds()).isEmpty();
        orders.close(ONE);
        workFor(Duration.ofMinutes(3));

        guests.recover();
        workFor(Duration.ofMinutes(2));

        assertThat(guests.deeds()).as("what removes it kills it").containsExactly("remove");
        assertThat(waiting()).isEmpty();
        assertThat(reported()).hasSize(1);
    }

    @Test
    void aJobThatWasGivenUpIsNotBegunWhenItsGuestAnswersAgain() {
        guests.fail(Reason.UNREACHABLE);
        order();
        workFor(Duration.ofMinutes(6));
        guests.recover();

        workFor(Duration.ofMinutes(2));

        assertThat(guests.deeds()).containsExactly("remove");
        assertThat(reported()).hasSize(1);
    }

    @Test
    void aGuestThatNeverAnswersIsLeftAloneOnceTheJobCannotRunAnyMore() {
        guests.fail(Reason.UNREACHABLE);
        order();
        workFor(JobDeadlines.longestLife(TIMEOUT_SECONDS).minusMinutes(2));
        assertThat(waiting()).isNotEmpty();

        workFor(Duration.ofMinutes(4));

        assertThat(waiting()).isEmpty();
        assertThat(reported()).hasSize(1);
    }

    @Test
    void whatWillNotPassEndsTheJobAtOnce() {
        guests.fail(Reason.NO_SPACE);
        orderAndBegin();

        assertCancelled("the VPS could not store the job");
    }

    @Test
    void withoutTheKeyOfItsAccountNobodyKnowsWhatToRun() {
        texts.erased = true;
        orderAndBegin();

        assertCancelled("the data of its account was erased");
        assertThat(guests.deeds()).containsExactly("remove");
    }

    @Test
    void aJobThatHasEndedForAnotherReasonIsRemovedFromTheGuest() {
        orderAndBegin();
        orders.close(ONE);
        scheduler.runAnyDueExecutions();

        assertThat(guests.deeds()).endsWith("remove");
        assertThat(reported()).hasSize(1);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void anOutcomeThatCouldNotBeStoredIsReportedAgain() {
        orderAndBegin();
        guests.end(IN_GUEST, 0, Duration.ofSeconds(1));
        commandBus.setCallbackBehavior((_, _) -> {
            throw new IllegalStateException("the event store is away");
        });
        workFor(Duration.ofSeconds(1));
        commandBus.clearCommands();
        commandBus.setCallbackBehavior((_, _) -> null);
        workFor(Duration.ofSeconds(5));

        assertThat(end().outcome()).isEqualTo(JobOutcome.DONE);
        assertThat(guests.deeds()).endsWith("remove");
    }

    @Test
    void ofEachVpsOnlyTheNewestOutputsAreKept() {
        VpsId other = new VpsId(new UUID(5, 2));
        outputs.store(job(new JobId(new UUID(8, 1)), other, NOW), OUTPUT);
        for (int number = 1; number <= 51; number++) {
            outputs.store(job(new JobId(new UUID(9, number)), VPS, NOW.plusSeconds(number)), OUTPUT);
        }

        assertThat(outputs.find(new JobId(new UUID(9, 1)), ANN)).isEmpty();
        assertThat(outputs.find(new JobId(new UUID(9, 2)), ANN)).contains(OUTPUT);
        assertThat(outputs.find(new JobId(new UUID(9, 51)), ANN)).contains(OUTPUT);
        assertThat(outputs.find(new JobId(new UUID(8, 1)), ANN)).contains(OUTPUT);
    }

    @Test
    void theOutputsOfAVpsHaveALimitTogetherAndTheNewestIsKeptInAnyCase() {
        String large = "x".repeat(9 * 1024 * 1024);
        outputs.store(job(new JobId(new UUID(9, 1)), VPS, NOW), OUTPUT);
        outputs.store(
                job(new JobId(new UUID(9, 2)), VPS, NOW.plusSeconds(1)),
                new GuestJobOutput(large, large, false, false));

        assertThat(outputs.find(new JobId(new UUID(9, 1)), ANN)).isEmpty();
        assertThat(outputs.find(new JobId(new UUID(9, 2)), ANN)).isPresent();
    }

    @Test
    void theOutputsGoWithTheirVps() {
        outputs.store(job(ONE, VPS, NOW), OUTPUT);
        outputs.forget(new VpsId(new UUID(5, 2)));
        assertThat(outputs.find(ONE, ANN)).contains(OUTPUT);

        outputs.forget(VPS);
        assertThat(outputs.find(ONE, ANN)).isEmpty();
    }
}
