package dev.litevps.bench.simulation;

import dev.litevps.command.Command;
import dev.litevps.events.Minute;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Carries commands to the platform as a network with mishaps does: at once, late, twice, and again and again when the
 * platform dies on them and nobody knows what came of it.
 */
final class Courier {

    private static final Duration LATEST = Duration.ofMinutes(20);
    private static final Duration LATEST_DUPLICATE = Duration.ofHours(3);
    private static final Duration LONGEST_RESTART = Duration.ofMinutes(3);
    private static final double LATE_PERCENT = 6;
    private static final double DUPLICATE_PERCENT = 6;
    private static final double CRASH_PERCENT = 3;
    private static final double BOUNDARY_PERCENT = 3;

    private final CommandSide platform;
    private final Dice dice;
    private final SimulatedClock clock;
    private final Agenda agenda;
    private final Trace trace;
    private final Consumer<Attempt> reader;
    private boolean reliable = true;

    Courier(
            CommandSide platform,
            Dice dice,
            SimulatedClock clock,
            Agenda agenda,
            Trace trace,
            Consumer<Attempt> reader) {
        this.platform = platform;
        this.dice = dice;
        this.clock = clock;
        this.agenda = agenda;
        this.trace = trace;
        this.reader = reader;
    }

    /** From now on nothing goes wrong, as in the beginning. */
    void becomeReliable() {
        reliable = true;
    }

    /** From now on everything goes wrong that may. */
    void becomeUnreliable() {
        reliable = false;
    }

    /** The time on a message that is written now: mostly now, sometimes just at or before the last minute's boundary. */
    Instant stamp() {
        if (reliable || !dice.percent(BOUNDARY_PERCENT)) {
            return clock.wall();
        }
        Instant boundary = Minute.of(clock.wall()).start();
        return dice.percent(50) ? boundary : boundary.minusNanos(1);
    }

    /** Sends it, and lets go wrong what may. */
    void send(Command command) {
        if (!reliable && dice.percent(LATE_PERCENT)) {
            agenda.after(dice.upTo(LATEST), () -> deliver(command));
        } else {
            deliver(command);
        }
        if (!reliable && dice.percent(DUPLICATE_PERCENT)) {
            agenda.after(dice.upTo(LATEST_DUPLICATE), () -> deliver(command));
        }
    }

    /** Something else happened. */
    void note(Supplier<String> what) {
        trace.step(what);
    }

    /** Delivers it now; repeats it if the platform dies on it. */
    Attempt deliver(Command command) {
        Attempt attempt = attempt(command);
        if (attempt.isCrashed()) {
            agenda.after(dice.upTo(LONGEST_RESTART), () -> deliver(command));
        }
        return attempt;
    }

    private Attempt attempt(Command command) {
        Attempt attempt = platform.attempt(command, crashPoint());
        trace.step(() -> line(attempt));
        reader.accept(attempt);
        return attempt;
    }

    private CrashPoint crashPoint() {
        if (reliable || !dice.percent(CRASH_PERCENT)) {
            return CrashPoint.NONE;
        }
        return dice.percent(50) ? CrashPoint.BEFORE_APPEND : CrashPoint.AFTER_APPEND;
    }

    private static String line(Attempt attempt) {
        String outcome =
                attempt.refusal() != null ? "refused: " + attempt.refusal().getMessage() : "";
        String crash = attempt.isCrashed() ? "crash " + attempt.crash() : "";
        return "%s %s%s%s".formatted(attempt.command(), outcome, crash, lines(attempt));
    }

    private static String lines(Attempt attempt) {
        StringBuilder events = new StringBuilder();
        attempt.stored().forEach(event -> events.append("\n        → ").append(event));
        return events.toString();
    }
}
