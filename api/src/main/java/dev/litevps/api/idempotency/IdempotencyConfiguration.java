package dev.litevps.api.idempotency;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The durable work of this room. */
@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration {

    private static final Duration INTERVAL = Duration.ofMinutes(10);

    @Bean
    RecurringTask<Void> forgetIdempotentRequestsTask(IdempotentRequests requests) {
        return Tasks.recurring("forget-idempotent-requests", FixedDelay.of(INTERVAL))
                .execute((_, _) -> {
                    boolean more = true;
                    while (more) {
                        more = requests.forgetExpired();
                    }
                });
    }
}
