package dev.litevps.saga.alert;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Carries alerts out in two steps, each a durable task. The first finds out who is to be told, and replaces itself, in one
 * transaction, by one task for each of them. The second tells one recipient, and is tried again until it went well or the
 * alert is a day old. So an address that fails does not repeat the e-mail to any other.
 */
public final class AlertWorker {

    private static final Logger LOG = LoggerFactory.getLogger(AlertWorker.class);

    /** How long after the event somebody is told of it at all. */
    static final Duration PATIENCE = Duration.ofHours(24);

    /** The scheduler's name for the e-mails of alerts; part of the stored rows. */
    static final TaskDescriptor<AlertTicket> MAIL_TASK = TaskDescriptor.of("alert-mail", AlertTicket.class);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(30);
    private static final Duration CRASH_RETRY = Duration.ofSeconds(10);

    private final AlertSender sender;
    private final TransactionOperations transactions;
    private final Clock clock;

    /** A worker that tells through this sender, and writes to the scheduler's database in these transactions. */
    public AlertWorker(AlertSender sender, TransactionOperations transactions, Clock clock) {
        this.sender = sender;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The scheduler's task that finds out who is to be told. */
    public CustomTask<Alert> alertTask() {
        return Tasks.custom(DurableAlerts.TASK)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(CRASH_RETRY))
                .onDeadExecutionRevive()
                .execute((instance, context) ->
                        fanOut(instance.getId(), instance.getData(), context.getSchedulerClient()));
    }

    /** The scheduler's task that tells one recipient. */
    public CustomTask<AlertTicket> mailTask() {
        return Tasks.custom(MAIL_TASK)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(CRASH_RETRY))
                .onDeadExecutionRevive()
                .execute((instance, _) -> tell(instance.getData()));
    }

    private CompletionHandler<Alert> fanOut(String alertId, Alert alert, SchedulerClient scheduler) {
        List<AlertRecipient> recipients;
        try {
            recipients = sender.recipients(alert.accountId());
        } catch (RuntimeException e) {
            return whenNobodyIsFound(alertId, alert, e);
        }
        return (_, operations) -> transactions.executeWithoutResult(_ -> {
            Instant now = clock.instant();
            for (AlertRecipient recipient : recipients) {
                scheduler.scheduleIfNotExists(MAIL_TASK
                        .instance(alertId + ":" + recipient.name())
                        .data(new AlertTicket(alertId, alert, recipient, 0))
                        .scheduledTo(now));
            }
            operations.remove();
        });
    }

    private CompletionHandler<Alert> whenNobodyIsFound(String alertId, Alert alert, RuntimeException failure) {
        Instant now = clock.instant();
        // As long again as it has taken so far.
        Instant next = now.plus(within(Duration.between(alert.at(), now)));
        if (isTooLate(next, alert)) {
            LOG.error("Nobody is told of alert {} of account {}", alertId, alert.accountId(), failure);
            return new OnCompleteRemove<>();
        }
        LOG.warn("Whom to tell of alert {} could not be found out: {}", alertId, failure.toString());
        return (complete, operations) -> operations.reschedule(complete, next);
    }

    private CompletionHandler<AlertTicket> tell(AlertTicket ticket) {
        try {
            AlertSender.Outcome outcome = sender.send(ticket.alertId(), ticket.alert(), ticket.recipient());
            if (outcome == AlertSender.Outcome.UNDELIVERABLE) {
                abandon(ticket, "it cannot be delivered");
            }
            return new OnCompleteRemove<>();
        } catch (RuntimeException e) {
            return afterTrouble(ticket, e);
        }
    }

    private CompletionHandler<AlertTicket> afterTrouble(AlertTicket ticket, RuntimeException failure) {
        Instant next = clock.instant().plus(backoff(ticket.attempts()));
        if (isTooLate(next, ticket.alert())) {
            abandon(ticket, failure.toString());
            return new OnCompleteRemove<>();
        }
        LOG.warn(
                "The e-mail about alert {} to recipient {} could not be sent (attempt {}): {}",
                ticket.alertId(),
                ticket.recipient().name(),
                ticket.attempts() + 1,
                failure.toString());
        return (complete, operations) -> operations.reschedule(complete, next, ticket.afterTrouble());
    }

    private void abandon(AlertTicket ticket, String why) {
        LOG.error(
                "Nobody tells recipient {} of alert {} of account {}: {}",
                ticket.recipient().name(),
                ticket.alertId(),
                ticket.alert().accountId(),
                why);
        sender.abandoned(ticket.alertId(), ticket.recipient());
    }

    private static boolean isTooLate(Instant moment, Alert alert) {
        return moment.isAfter(alert.at().plus(PATIENCE));
    }

    private static Duration backoff(int attempts) {
        return within(FIRST_RETRY.multipliedBy(1L << Math.min(attempts, 10)));
    }

    private static Duration within(Duration pause) {
        if (pause.compareTo(FIRST_RETRY) < 0) {
            return FIRST_RETRY;
        }
        return pause.compareTo(LONGEST_RETRY) < 0 ? pause : LONGEST_RETRY;
    }
}
