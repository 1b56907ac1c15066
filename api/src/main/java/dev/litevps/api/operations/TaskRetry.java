package dev.litevps.api.operations;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import dev.litevps.api.web.ApiException;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Has durable work done now. Blocks. */
@Component
class TaskRetry {

    private final SchedulerClient scheduler;
    private final Clock clock;

    TaskRetry(SchedulerClient scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** {@link ApiException} 409 if a worker is at it, 404 if it is done, or there is no such work. */
    void now(String name, String instance) {
        try {
            if (!scheduler.reschedule(TaskInstanceId.of(name, instance), clock.instant())) {
                throw running();
            }
        } catch (TaskInstanceCurrentlyExecutingException e) {
            ApiException refused = running();
            refused.initCause(e);
            throw refused;
        } catch (TaskInstanceNotFoundException e) {
            ApiException unknown = ApiException.notFound("task");
            unknown.initCause(e);
            throw unknown;
        }
    }

    static ApiException running() {
        return ApiException.conflict("task_running", "a worker is at this task at the moment");
    }
}
