package dev.litevps.api.health;

import java.util.Map;

/**
 * How one part of the platform is.
 *
 * @param name of the part, such as {@code views}; stable
 * @param figures what was measured, by name, with the unit last; what a figure is of stands in brackets behind its name
 */
public record Condition(String name, Standing standing, String sentence, Map<String, Long> figures) {

    public Condition {
        figures = Map.copyOf(figures);
    }

    /** From good to bad. */
    public enum Standing {
        /** As it should be. */
        OK(0),
        /** Somebody should look at it; customers are served. */
        DEGRADED(1),
        /** Customers cannot be served as promised. */
        DOWN(2);

        private final int severity;

        Standing(int severity) {
            this.severity = severity;
        }

        /** As it is exported as a metric. */
        int severity() {
            return severity;
        }
    }
}
