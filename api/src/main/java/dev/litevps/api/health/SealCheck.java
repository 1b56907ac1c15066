package dev.litevps.api.health;

import dev.litevps.api.health.Condition.Standing;
import dev.litevps.api.seal.SealProperties;
import dev.litevps.api.seal.Sealing;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Whether events are sealed soon after they were stored. Customers are served without; auditors have no proof meanwhile. */
@Component
class SealCheck implements HealthCheck {

    /** On top of the pause between two seals. */
    private static final Duration DEGRADED_AFTER = Duration.ofSeconds(60);

    private final Sealing sealing;
    private final Duration limit;

    SealCheck(Sealing sealing, SealProperties properties) {
        this.sealing = sealing;
        this.limit = properties.interval().plus(DEGRADED_AFTER);
    }

    @Override
    public String part() {
        return "seal";
    }

    @Override
    public Condition look() {
        Sealing.Status status = sealing.status();
        long behind = status.behind().toSeconds();
        Map<String, Long> figures = Map.of("sealed_events", status.size(), "lag_seconds", behind);
        String trouble = status.trouble();
        if (trouble != null) {
            return new Condition(part(), Standing.DEGRADED, trouble, figures);
        }
        return status.behind().compareTo(limit) > 0
                ? new Condition(part(), Standing.DEGRADED, "sealing is " + behind + " s behind the events", figures)
                : new Condition(part(), Standing.OK, "events are sealed as they come", figures);
    }
}
