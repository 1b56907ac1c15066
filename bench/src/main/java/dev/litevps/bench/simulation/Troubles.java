package dev.litevps.bench.simulation;

import dev.litevps.command.vps.VpsCommand.ReportFoundOff;
import dev.litevps.command.vps.VpsCommand.ReportLost;
import java.time.Duration;
import java.util.List;

/** What befalls the platform: restarts, hours or days of downtime, clocks that are set, machines that die unseen. */
final class Troubles {

    private static final Duration LONGEST_PEACE = Duration.ofHours(30);
    private static final Duration LONGEST_DOWNTIME = Duration.ofHours(30);
    private static final Duration LONGEST_UNSEEN = Duration.ofHours(4);
    private static final Duration LONGEST_WRONG = Duration.ofHours(20);
    private static final List<Duration> JUMPS = List.of(
            Duration.ofHours(1),
            Duration.ofHours(-1),
            Duration.ofMinutes(-20),
            Duration.ofSeconds(59),
            Duration.ofSeconds(-61),
            Duration.ofSeconds(4),
            Duration.ofSeconds(-4),
            Duration.ofMillis(-1));

    private final CommandSide platform;
    private final Courier courier;
    private final Agenda agenda;
    private final SimulatedClock clock;
    private final Dice dice;
    private final Witness witness;
    private final MinuteTicks ticks;
    private boolean over;

    Troubles(
            CommandSide platform,
            Courier courier,
            Agenda agenda,
            SimulatedClock clock,
            Dice dice,
            Witness witness,
            MinuteTicks ticks) {
        this.platform = platform;
        this.courier = courier;
        this.agenda = agenda;
        this.clock = clock;
        this.dice = dice;
        this.witness = witness;
        this.ticks = ticks;
    }

    /** From now on there is peace. */
    void end() {
        over = true;
    }

    /** One trouble, and the next some time later. */
    void go() {
        if (over) {
            return;
        }
        int throwOfDice = dice.between(1, 100);
        if (throwOfDice <= 35) {
            restart();
        } else if (throwOfDice <= 50) {
            Duration downtime = dice.upTo(LONGEST_DOWNTIME);
            courier.note(() -> "down for " + downtime);
            clock.advanceTo(clock.monotonic().plus(downtime));
            restart();
        } else if (throwOfDice <= 65) {
            jump();
        } else {
            loseMachine();
        }
        agenda.after(dice.evenlyUpTo(LONGEST_PEACE), this::go);
    }

    private void restart() {
        courier.note(() -> "restart");
        platform.restart();
        ticks.forget();
    }

    /** Mostly somebody notices, and sets the clock right. */
    private void jump() {
        Duration jump = dice.oneOf(JUMPS);
        set(jump);
        if (dice.percent(80)) {
            agenda.after(dice.upTo(LONGEST_WRONG), () -> set(jump.negated()));
        }
    }

    private void set(Duration jump) {
        courier.note(() -> "the clock is set by " + jump);
        clock.shift(jump);
    }

    private void loseMachine() {
        List<Witness.Machine> candidates = witness.machines().stream()
                .filter(machine -> Customers.isOn(machine) || dice.percent(10))
                .toList();
        if (candidates.isEmpty()) {
            return;
        }
        Witness.Machine machine = dice.oneOf(candidates);
        Duration unseen = dice.evenlyUpTo(LONGEST_UNSEEN);
        if (dice.percent(50)) {
            courier.send(new ReportFoundOff(machine.id(), clock.wall().minus(unseen), courier.stamp()));
        } else {
            courier.send(new ReportLost(machine.id(), "not found", clock.wall().minus(unseen), courier.stamp()));
        }
    }
}
