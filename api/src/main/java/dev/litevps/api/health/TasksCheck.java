package dev.litevps.api.health;

import dev.litevps.api.health.Condition.Standing;
import java.time.Duration;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether durable work is done when it is due. */
@Component
class TasksCheck implements HealthCheck {

    /** Workers look every second. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JdbcClient jdbc;

    TasksCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String part() {
        return "tasks";
    }

    @Override
    public Condition look() {
        long overdue = jdbc.sql("""
                        select count(*) from scheduled_tasks
                        where not picked and execution_time < now() - make_interval(secs => :patience)""")
                .param("patience", PATIENCE.toSeconds())
                .query(Long.class)
                .single();
        Map<String, Long> figures = Map.of("overdue_tasks", overdue);
        return overdue == 0
                ? new Condition(part(), Standing.OK, "work is done when it is due", figures)
                : new Condition(part(), Standing.DEGRADED, overdue + " tasks are overdue", figures);
    }
}
