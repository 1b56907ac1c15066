package dev.litevps.api.health;

import dev.litevps.api.health.Condition.Standing;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether events were put aside because a handler refused them: the rest is served, and somebody must decide. */
@Component
class DeadLettersCheck implements HealthCheck {

    private final JdbcClient jdbc;

    DeadLettersCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String part() {
        return "dead-letters";
    }

    @Override
    public Condition look() {
        Map<String, Long> figures = new HashMap<>();
        jdbc.sql("select processing_group, count(*) from dead_letter group by processing_group")
                .query(row -> {
                    figures.put("waiting_events[" + row.getString(1) + "]", row.getLong(2));
                });
        long waiting = figures.values().stream().mapToLong(Long::longValue).sum();
        figures.put("waiting_events", waiting);
        return waiting == 0
                ? new Condition(part(), Standing.OK, "no event was put aside", figures)
                : new Condition(part(), Standing.DEGRADED, waiting + " events were put aside", figures);
    }
}
