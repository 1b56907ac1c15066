package dev.litevps.api.operations;

import java.time.Duration;
import java.util.Map;

/** Which durable work does not look as if it would be done by itself: {@link TaskRow#stuck} says the same of one. */
public final class StuckTasks {

    /** Workers look every second, and say that they live every five. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** After so many failures it no longer looks like bad luck. */
    static final int MANY_FAILURES = 3;

    private static final String SILENT = "picked and last_heartbeat < now() - make_interval(secs => :patience)";
    private static final String FAILING = "coalesce(consecutive_failures, 0) >= :many_failures";
    private static final String OVERDUE = "not picked and execution_time < now() - make_interval(secs => :patience)";

    /** As a condition on {@code scheduled_tasks}, with {@link #parameters}. */
    static final String CONDITION = "(" + SILENT + " or " + FAILING + " or " + OVERDUE + ")";

    /** Counts them as {@code silent}, {@code failing} and {@code overdue}, with {@link #parameters}; one may be two of these. */
    public static final String COUNT = """
            select count(*) filter (where %s) as silent, count(*) filter (where %s) as failing,
                count(*) filter (where %s) as overdue
            from scheduled_tasks""".formatted(SILENT, FAILING, OVERDUE);

    private StuckTasks() {}

    /** What stands for the names in the condition. */
    public static Map<String, Object> parameters() {
        return Map.of("patience", (double) PATIENCE.toSeconds(), "many_failures", MANY_FAILURES);
    }
}
