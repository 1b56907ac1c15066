package dev.litevps.saga.topup;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.time.Clock;
import java.time.Duration;
import org.axonframework.common.IdentifierFactory;

/**
 * Payments that were received and may not have been credited yet: durable rows. Whoever receives one keeps it here first,
 * credits it, and then forgets it. If that never comes to its end, {@link PaymentWorker} credits it. All methods block.
 */
public final class ReceivedPayments {

    /** The scheduler's name for them; part of the stored rows. */
    static final TaskDescriptor<PaymentReceived> TASK = TaskDescriptor.of("payment-received", PaymentReceived.class);

    private final SchedulerClient scheduler;
    private final Duration patience;
    private final Clock clock;

    /**
     * Keeps payments in this scheduler.
     *
     * @param patience how long whoever received a payment has to credit it before a worker does
     */
    public ReceivedPayments(SchedulerClient scheduler, Duration patience, Clock clock) {
        this.scheduler = scheduler;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Keeps the payment; when this returns, it is durable. A payment that is received twice is kept twice: one of the two
     * may turn out to be refused, which must not make the other one forgotten.
     *
     * @return by what it can be forgotten
     */
    public String keep(PaymentReceived payment) {
        String id = IdentifierFactory.getInstance().generateIdentifier();
        scheduler.scheduleIfNotExists(
                TASK.instance(id).data(payment).scheduledTo(clock.instant().plus(patience)));
        return id;
    }

    /** Forgets the payment, unless a worker is at it: that one will find that there is nothing to do. */
    public void forget(String id) {
        try {
            scheduler.cancel(TaskInstanceId.of(TASK.getTaskName(), id));
        } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException e) {
            // The worker was faster, and forgets it by itself.
        }
    }
}
