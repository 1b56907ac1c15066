package dev.litevps.saga.machine;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * How workers carry durable orders out: in short turns, each at least once, until a turn says that there is nothing left to
 * do. What happens in a turn is decided by the order as it lies in the scheduler, its ticket.
 */
public final class Turns {

    private static final Duration FIRST_RETRY = Duration.ofMillis(250);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(15);
    private static final Duration CRASH_RETRY = Duration.ofSeconds(2);

    private Turns() {}

    /** What a turn led to. */
    public sealed interface Next<T> {

        /** Nothing is left to do. */
        record Finished<T>() implements Next<T> {}

        /** Another turn is to be taken after the delay, with this ticket. */
        record Again<T>(T ticket, Duration delay) implements Next<T> {}
    }

    /** The scheduler's task that takes these turns. One that throws, or whose worker died, is taken again. */
    public static <T> CustomTask<T> task(TaskDescriptor<T> descriptor, Clock clock, Function<T, Next<T>> turn) {
        return Tasks.custom(descriptor)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(CRASH_RETRY))
                .onDeadExecutionRevive()
                .execute((instance, _) -> completion(turn.apply(instance.getData()), clock));
    }

    private static <T> CompletionHandler<T> completion(Next<T> next, Clock clock) {
        return switch (next) {
            case Next.Finished<T> _ -> new OnCompleteRemove<>();
            case Next.Again<T>(T ticket, Duration delay) -> {
                Instant when = clock.instant().plus(delay);
                yield (complete, operations) -> operations.reschedule(complete, when, ticket);
            }
        };
    }

    /** How long to wait after so many attempts in vain: twice as long each time, up to 15 s. */
    public static Duration backoff(int attempts) {
        Duration doubled = FIRST_RETRY.multipliedBy(1L << Math.min(attempts, 10));
        return doubled.compareTo(LONGEST_RETRY) < 0 ? doubled : LONGEST_RETRY;
    }
}
