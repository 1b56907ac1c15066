package dev.litevps.saga.topup;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.litevps.command.CommandRejected;
import java.time.Duration;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Credits payments that were received and not credited at once, at least once each. It never gives up: trouble is met by
 * trying again, after {@value #FIRST_RETRY_SECONDS} s at first and {@value #LONGEST_RETRY_SECONDS} s at most.
 */
public final class PaymentWorker {

    private static final Logger LOG = LoggerFactory.getLogger(PaymentWorker.class);

    private static final int FIRST_RETRY_SECONDS = 2;
    private static final int LONGEST_RETRY_SECONDS = 300;
    private static final int MOST_DOUBLINGS = 10;

    private final CommandGateway gateway;

    public PaymentWorker(CommandGateway gateway) {
        this.gateway = gateway;
    }

    /** The scheduler's task that runs this worker. */
    public OneTimeTask<PaymentReceived> task() {
        return Tasks.oneTime(ReceivedPayments.TASK)
                .onFailure(PaymentWorker::tryLater)
                .onDeadExecutionRevive()
                .execute((instance, _) -> credit(instance.getData()));
    }

    private void credit(PaymentReceived payment) {
        try {
            gateway.sendAndWait(
                    GenericCommandMessage.asCommandMessage(payment.command()).withMetaData(payment.provenance()));
            LOG.info("Top-up {} was credited after trouble", payment.topUpId());
        } catch (CommandRejected e) {
            // Another time would not be different, and the provider was told that all is well: a person has to look.
            LOG.error(
                    "Payment {} for top-up {} was accepted, but cannot be credited: {}",
                    payment.reference(),
                    payment.topUpId(),
                    e.getMessage());
        }
    }

    private static void tryLater(ExecutionComplete failed, ExecutionOperations<PaymentReceived> operations) {
        int failuresBefore = failed.getExecution().consecutiveFailures;
        operations.reschedule(failed, failed.getTimeDone().plus(backoff(failuresBefore)));
    }

    static Duration backoff(int failuresBefore) {
        long seconds = (long) FIRST_RETRY_SECONDS << Math.min(failuresBefore, MOST_DOUBLINGS);
        return Duration.ofSeconds(Math.min(seconds, LONGEST_RETRY_SECONDS));
    }
}
