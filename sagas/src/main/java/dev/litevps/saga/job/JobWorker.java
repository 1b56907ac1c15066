package dev.litevps.saga.job;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import dev.litevps.command.job.JobCommand.ReportJobEnded;
import dev.litevps.command.job.JobCommand.ReportJobStarted;
import dev.litevps.events.job.JobId;
import dev.litevps.events.job.JobOutcome;
import dev.litevps.events.job.JobsId;
import dev.litevps.host.GuestAccess;
import dev.litevps.host.GuestJob;
import dev.litevps.host.GuestJobId;
import dev.litevps.host.GuestJobState;
import dev.litevps.host.GuestJobs;
import dev.litevps.host.HostException;
import dev.litevps.saga.machine.HostAccess;
import dev.litevps.saga.machine.OutcomeReporter;
import dev.litevps.saga.machine.Turns;
import dev.litevps.saga.machine.Turns.Next;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has jobs run in their guests, looks after them until they have ended, and kills those that are cancelled. The job runs by
 * itself in the guest, so each turn is short, and no turn is missed: whoever takes the next one finds out how far it is.
 */
public final class JobWorker {

    private static final Logger LOG = LoggerFactory.getLogger(JobWorker.class);

    /** Of the 16 threads of the scheduler. */
    private static final int GUESTS_AT_ONCE = 6;

    private static final Duration FIRST_BOUNCE = Duration.ofMillis(50);
    private static final Duration LONGEST_BOUNCE = Duration.ofSeconds(1);
    private static final Duration FIRST_LOOK = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** The longer a job has run, the less often it is looked at: its end is seen late by an eighth of its time at most. */
    private static final int LOOKS_PER_LIFE = 8;

    /** What a process that the job left behind may take to print what it has at hand. */
    private static final Duration DRAIN = Duration.ofMillis(300);

    /** Between two looks whether the guest of a job that was given up answers again. */
    private static final Duration LEFT_ALONE = Duration.ofMinutes(1);

    /** How much later than at its timeout a job is killed from outside, if the guest did not do so. */
    private static final Duration GUARD = Duration.ofSeconds(30);

    private static final int TIMED_OUT = 124;
    private static final int KILLED = 137;

    private final GuestJobs guests;
    private final HostAccess hosts;
    private final LiveJobs live;
    private final JobOutputs outputs;
    private final AccountTexts texts;
    private final OutcomeReporter outcomes;
    private final Clock clock;
    private final GuestPlaces places = new GuestPlaces(GUESTS_AT_ONCE);

    public JobWorker(
            GuestJobs guests,
            HostAccess hosts,
            LiveJobs live,
            JobOutputs outputs,
            AccountTexts texts,
            OutcomeReporter outcomes,
            Clock clock) {
        this.guests = guests;
        this.hosts = hosts;
        this.live = live;
        this.outputs = outputs;
        this.texts = texts;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** The scheduler's task that runs this worker. */
    public CustomTask<JobTicket> task() {
        return Turns.task(DurableJobOrders.TASK, clock, this::turn);
    }

    private Next<JobTicket> turn(JobTicket ticket) {
        return places.tryWith(ticket.order().vpsId(), () -> takeTurn(ticket))
                .orElseGet(() -> new Next.Again<>(ticket.bounced(), whileNoPlace(ticket)));
    }

    /** What an owner waits for, a start or a kill, is tried again soon; a look can wait until the next would be due. */
    private Duration whileNoPlace(JobTicket ticket) {
        Duration doubled = FIRST_BOUNCE.multipliedBy(1L << Math.min(ticket.bounces(), 5));
        Duration bounce = shorter(doubled, LONGEST_BOUNCE);
        Instant begunAt = ticket.begunAt();
        if (begunAt == null || live.wish(ticket.order().jobId()).orElse(null) != LiveJobs.Wish.RUN) {
            return bounce;
        }
        return longer(bounce, pause(begunAt));
    }

    private Next<JobTicket> takeTurn(JobTicket ticket) {
        Optional<LiveJobs.Wish> wish = live.wish(ticket.order().jobId());
        if (ticket.givenUp() || (wish.isEmpty() && isTooLate(ticket))) {
            return clear(ticket);
        }
        if (wish.isEmpty()) {
            tidy(ticket.order());
            return new Next.Finished<>();
        }
        try {
            return switch (wish.get()) {
                case CANCEL -> cancel(ticket);
                case RUN -> ticket.begunAt() == null ? begin(ticket) : watch(ticket, ticket.begunAt());
            };
        } catch (HostException e) {
            return afterTrouble(ticket, e);
        }
    }

    private Next<JobTicket> begin(JobTicket ticket) {
        JobOrder order = ticket.order();
        Optional<GuestJob> job = job(order);
        if (job.isEmpty()) {
            return report(ticket, cancelled(order, "the data of its account was erased"));
        }
        guests.begin(access(order), job.get());
        Instant now = clock.instant();
        outcomes.report(new ReportJobStarted(all(order), order.jobId(), now), ticket.provenance(), ticket.task());
        return new Next.Again<>(ticket.begun(now), FIRST_LOOK);
    }

    private Optional<GuestJob> job(JobOrder order) {
        return texts.decrypt(order.accountId(), order.command())
                .map(command -> new GuestJob(
                        id(order), command, Duration.ofSeconds(order.timeoutSeconds()), JobOutputs.LIMIT_BYTES));
    }

    private Next<JobTicket> watch(JobTicket ticket, Instant begunAt) {
        JobOrder order = ticket.order();
        return switch (guests.look(access(order), id(order))) {
            case GuestJobState.Waiting _ -> beginAgain(ticket);
            case GuestJobState.Running _ -> whileRunning(ticket, begunAt);
            case GuestJobState.Ended ended -> afterEnd(ticket, ended);
            case GuestJobState.Absent _ ->
                report(
                        ticket,
                        cancelled(order, "the VPS keeps nothing of it: it was restarted, or somebody removed it"));
            case GuestJobState.Rebooted _ -> end(ticket, cancelled(order, "the VPS was restarted"));
            case GuestJobState.Vanished _ -> {
                guests.kill(access(order), id(order));
                yield end(ticket, cancelled(order, "somebody in the VPS killed it"));
            }
        };
    }

    private Next<JobTicket> beginAgain(JobTicket ticket) {
        JobOrder order = ticket.order();
        if (isTooLate(ticket)) {
            return end(ticket, cancelled(order, "the VPS could not begin it in time"));
        }
        job(order).ifPresent(job -> guests.begin(access(order), job));
        return new Next.Again<>(ticket.afterTrouble(), Turns.backoff(ticket.attempts()));
    }

    private Next<JobTicket> whileRunning(JobTicket ticket, Instant begunAt) {
        JobOrder order = ticket.order();
        Instant now = clock.instant();
        if (now.isAfter(begunAt.plusSeconds(order.timeoutSeconds()).plus(GUARD))) {
            guests.kill(access(order), id(order));
            return end(ticket, ended(order, JobOutcome.TIMEOUT, TIMED_OUT, null, null));
        }
        return new Next.Again<>(ticket.seen(), pause(begunAt));
    }

    private Duration pause(Instant begunAt) {
        Duration age = Duration.between(begunAt, clock.instant());
        return shorter(longer(age.dividedBy(LOOKS_PER_LIFE), FIRST_LOOK), LONGEST_PAUSE);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private Next<JobTicket> afterEnd(JobTicket ticket, GuestJobState.Ended ended) {
        if (!ended.drained() && !ticket.ended()) {
            return new Next.Again<>(ticket.seenEnded(), DRAIN);
        }
        JobOrder order = ticket.order();
        long durationMs = ended.duration().toMillis();
        boolean timedOut = (ended.exitCode() == TIMED_OUT || ended.exitCode() == KILLED)
                && ended.duration().compareTo(Duration.ofSeconds(order.timeoutSeconds())) >= 0;
        if (!timedOut) {
            return end(ticket, ended(order, JobOutcome.DONE, ended.exitCode(), durationMs, null));
        }
        // The guest is content once the command itself is dead; what that had started is to go as well.
        guests.kill(access(order), id(order));
        return end(ticket, ended(order, JobOutcome.TIMEOUT, TIMED_OUT, durationMs, null));
    }

    /** A job that ended before it could be killed has ended as it did. */
    private Next<JobTicket> cancel(JobTicket ticket) {
        JobOrder order = ticket.order();
        if (guests.look(access(order), id(order)) instanceof GuestJobState.Ended ended) {
            return afterEnd(ticket, ended);
        }
        guests.kill(access(order), id(order));
        return end(ticket, cancelled(order, "its owner cancelled it"));
    }

    /** What it printed is kept before its end is told, so that whoever sees the end finds the output too. */
    private Next<JobTicket> end(JobTicket ticket, ReportJobEnded end) {
        JobOrder order = ticket.order();
        outputs.store(order, guests.output(access(order), id(order), JobOutputs.LIMIT_BYTES));
        return report(ticket, end);
    }

    private Next<JobTicket> report(JobTicket ticket, ReportJobEnded end) {
        outcomes.report(end, ticket.provenance(), ticket.task());
        tidy(ticket.order());
        return new Next.Finished<>();
    }

    /** What cannot be removed now goes when the next job begins, or with the VPS. */
    private Optional<HostException> tidy(JobOrder order) {
        try {
            guests.remove(access(order), id(order));
            return Optional.empty();
        } catch (HostException e) {
            LOG.info("Job {} may have left something in VPS {}: {}", order.jobId(), order.vpsId(), e.getMessage());
            return Optional.of(e);
        }
    }

    private Next<JobTicket> afterTrouble(JobTicket ticket, HostException failure) {
        JobOrder order = ticket.order();
        LOG.warn(
                "Job {} of VPS {} met trouble (attempt {}): {}",
                order.jobId(),
                order.vpsId(),
                ticket.attempts() + 1,
                failure.toString());
        JobTrouble trouble = JobTrouble.of(failure, ticket.begunAt() != null);
        if (trouble.passing() && !isTooLate(ticket)) {
            return new Next.Again<>(ticket.afterTrouble(), Turns.backoff(ticket.attempts()));
        }
        outcomes.report(cancelled(order, trouble.message()), ticket.provenance(), ticket.task());
        return trouble.passing() ? new Next.Again<>(ticket.afterGivingUp(), LEFT_ALONE) : new Next.Finished<>();
    }

    /**
     * Of a job that was given up nobody knows whether it runs: the guest may have it, although its answer was lost. So nothing of
     * it shall be left once the guest answers again, as long as it can run there.
     */
    private Next<JobTicket> clear(JobTicket ticket) {
        JobOrder order = ticket.order();
        boolean mayRun = tidy(order)
                        .filter(failure ->
                                JobTrouble.of(failure, /* begun= */ true).passing())
                        .isPresent()
                && clock.instant().isBefore(JobDeadlines.ofTheLast(order));
        return mayRun ? new Next.Again<>(ticket.afterTrouble(), LEFT_ALONE) : new Next.Finished<>();
    }

    private boolean isTooLate(JobTicket ticket) {
        return !clock.instant().isBefore(JobDeadlines.of(ticket));
    }

    private ReportJobEnded cancelled(JobOrder order, String reason) {
        return ended(order, JobOutcome.CANCELLED, null, null, reason);
    }

    private ReportJobEnded ended(
            JobOrder order,
            JobOutcome outcome,
            @Nullable Integer exitCode,
            @Nullable Long durationMs,
            @Nullable String reason) {
        return new ReportJobEnded(all(order), order.jobId(), outcome, exitCode, durationMs, reason, clock.instant());
    }

    private GuestAccess access(JobOrder order) {
        return hosts.guestAccess(order.vpsId(), order.placement());
    }

    private static JobsId all(JobOrder order) {
        return new JobsId(order.vpsId());
    }

    private static GuestJobId id(JobOrder order) {
        JobId jobId = order.jobId();
        return new GuestJobId(jobId.value());
    }
}
