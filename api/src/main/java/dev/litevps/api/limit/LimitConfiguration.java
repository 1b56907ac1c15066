package dev.litevps.api.limit;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/** The durable work of this room, and what the framework has to know of its limits. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    private static final Duration INTERVAL = Duration.ofMinutes(10);

    /** What may come to any endpoint; which of them takes less is seen to before. */
    @Bean
    WebFluxConfigurer largestBody() {
        return new WebFluxConfigurer() {

            @Override
            public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
                configurer.defaultCodecs().maxInMemorySize(BodyLimits.BATCH_BYTES);
            }
        };
    }

    @Bean
    RecurringTask<Void> forgetSharedLimitsTask(SharedBuckets buckets) {
        return Tasks.recurring("forget-shared-limits", FixedDelay.of(INTERVAL))
                .execute((_, _) -> buckets.forgetExpired());
    }
}
