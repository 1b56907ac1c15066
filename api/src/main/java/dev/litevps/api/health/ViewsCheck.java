package dev.litevps.api.health;

import dev.litevps.api.health.Condition.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether views and processes follow the events: how old the oldest event is that one of them has not handled yet. */
@Component
class ViewsCheck implements HealthCheck {

    /** They are within milliseconds as a rule; what takes longer is seen by customers. */
    static final Duration DEGRADED_AFTER = Duration.ofSeconds(10);

    /** Beyond this answers are wrong for so long that it is better to give none. */
    static final Duration DOWN_AFTER = Duration.ofSeconds(60);

    /** What has handled nothing yet is before the first event. Axon's own notes are in the same table, with two underscores. */
    private static final String LAGS = """
            select follower.processor_name,
                (select missed.time_stamp from domain_event_entry missed
                    where missed.global_index > follower.position order by missed.global_index limit 1) as oldest
            from (select processor_name,
                    min(coalesce((convert_from(token, 'UTF8')::jsonb ->> 'index')::bigint, -1)) as position
                from token_entry where processor_name not like '\\_\\_%' group by processor_name) follower""";

    private final JdbcClient jdbc;
    private final Clock clock;

    ViewsCheck(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Lag(String follower, long seconds) {}

    @Override
    public String part() {
        return "views";
    }

    @Override
    public Condition look() {
        Instant now = clock.instant();
        List<Lag> lags = jdbc.sql(LAGS)
                .query((row, _) -> new Lag(row.getString(1), seconds(row.getString(2), now)))
                .list();
        if (lags.isEmpty()) {
            return new Condition(part(), Standing.DOWN, "nobody follows the events", Map.of());
        }
        Map<String, Long> figures = new HashMap<>();
        lags.forEach(lag -> figures.put("lag_seconds[" + lag.follower() + "]", lag.seconds()));
        Lag worst = lags.stream()
                .reduce((first, second) -> first.seconds() >= second.seconds() ? first : second)
                .orElse(new Lag("nobody", 0));
        if (worst.seconds() > DOWN_AFTER.toSeconds()) {
            return new Condition(part(), Standing.DOWN, behind(worst), figures);
        }
        if (worst.seconds() > DEGRADED_AFTER.toSeconds()) {
            return new Condition(part(), Standing.DEGRADED, behind(worst), figures);
        }
        return new Condition(part(), Standing.OK, "all follow the events", figures);
    }

    private static String behind(Lag lag) {
        return lag.follower() + " is " + lag.seconds() + " s behind the events";
    }

    private static long seconds(@Nullable String oldest, Instant now) {
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(Instant.parse(oldest), now).toSeconds());
    }
}
