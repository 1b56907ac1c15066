package dev.litevps.api.health;

import dev.litevps.api.health.Condition.Standing;
import dev.litevps.api.operations.StuckTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether durable work is done when it is due. */
@Component
class TasksCheck implements HealthCheck {

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
        return jdbc.sql(StuckTasks.COUNT)
                .params(StuckTasks.parameters())
                .query((row, _) -> condition(row.getLong("overdue"), row.getLong("failing"), row.getLong("silent")))
                .single();
    }

    private Condition condition(long overdue, long failing, long silent) {
        Map<String, Long> figures =
                Map.of("overdue_tasks", overdue, "failing_tasks", failing, "silent_workers", silent);
        List<String> troubles = new ArrayList<>();
        if (overdue > 0) {
            troubles.add(overdue + " tasks are overdue");
        }
        if (failing > 0) {
            troubles.add(failing + " tasks fail again and again");
        }
        if (silent > 0) {
            troubles.add(silent + " tasks have a worker that is silent");
        }
        return troubles.isEmpty()
                ? new Condition(part(), Standing.OK, "work is done when it is due", figures)
                : new Condition(part(), Standing.DEGRADED, String.join(", ", troubles), figures);
    }
}
