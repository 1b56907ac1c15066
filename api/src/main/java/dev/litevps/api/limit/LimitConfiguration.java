package dev.litevps.api.limit;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The durable work of this room. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    private static final Duration INTERVAL = Duration.ofMinutes(10);

    @Bean
    RecurringTask<Void> forgetSharedLimitsTask(SharedBuckets buckets) {
        return Tasks.recurring("forget-shared-limits", FixedDelay.of(INTERVAL))
                .execute((_, _) -> buckets.forgetExpired());
    }
}
