package dev.litevps.api.health;

import dev.litevps.api.health.Condition.Standing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks at every part of the platform every {@link #INTERVAL}, and keeps what it saw last. What was not looked at for
 * {@link #STALE} is not known, and nobody says that it is well.
 */
@Component
class Vitals implements SmartLifecycle {

    static final Duration INTERVAL = Duration.ofSeconds(2);
    static final Duration STALE = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(Vitals.class);

    private final List<HealthCheck> checks;
    private final Clock clock;
    private final MultiGauge standings;
    private final MultiGauge figures;
    private volatile Seen seen = new Seen(Instant.EPOCH, List.of());
    private volatile boolean running;
    private volatile Thread watcher = new Thread();

    Vitals(List<HealthCheck> checks, MeterRegistry registry, Clock clock) {
        this.checks =
                checks.stream().sorted(Comparator.comparing(HealthCheck::part)).toList();
        this.clock = clock;
        this.standings = MultiGauge.builder("litevps.health")
                .description("How each part of the platform is: 0 as it should be, 1 degraded, 2 down")
                .register(registry);
        this.figures = MultiGauge.builder("litevps.health.figure")
                .description(
                        "What was measured of each part of the platform; the unit is at the end of the figure's name")
                .register(registry);
    }

    /** What was seen, and when. */
    record Seen(Instant at, List<Condition> conditions) {}

    /** How every part is. */
    List<Condition> conditions() {
        Seen last = seen;
        return last.at().isBefore(clock.instant().minus(STALE))
                ? checks.stream()
                        .map(check -> new Condition(
                                check.part(), Standing.DOWN, "it has not been looked at for a while", Map.of()))
                        .toList()
                : last.conditions();
    }

    /** How the worst part is. */
    static Standing worst(List<Condition> conditions) {
        return conditions.stream()
                .map(Condition::standing)
                .max(Comparator.naturalOrder())
                .orElse(Standing.OK);
    }

    void look() {
        List<Condition> conditions = checks.stream().map(Vitals::look).toList();
        seen = new Seen(clock.instant(), conditions);
        standings.register(
                conditions.stream()
                        .map(condition -> MultiGauge.Row.of(
                                Tags.of("part", condition.name()),
                                condition.standing().severity()))
                        .toList(),
                true);
        figures.register(
                conditions.stream()
                        .flatMap(condition -> condition.figures().entrySet().stream()
                                .map(figure -> MultiGauge.Row.of(tags(condition, figure.getKey()), figure.getValue())))
                        .toList(),
                true);
    }

    private static Condition look(HealthCheck check) {
        try {
            return check.look();
        } catch (RuntimeException e) {
            LOG.debug("{} could not be looked at", check.part(), e);
            return new Condition(check.part(), Standing.DOWN, "it could not be looked at", Map.of());
        }
    }

    /** {@code lag_seconds[query.vps]} is the figure {@code lag_seconds} of {@code query.vps}. */
    private static Tags tags(Condition condition, String figure) {
        int bracket = figure.indexOf('[');
        String name = bracket < 0 ? figure : figure.substring(0, bracket);
        String of = bracket < 0 ? "" : figure.substring(bracket + 1, figure.length() - 1);
        return Tags.of("part", condition.name(), "figure", name, "of", of);
    }

    @Override
    public void start() {
        running = true;
        watcher = Thread.ofPlatform().daemon().name("health").start(this::watch);
    }

    private void watch() {
        while (running) {
            try {
                look();
                Thread.sleep(INTERVAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("The platform's health could not be looked at; trying again", e);
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        watcher.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
