package dev.litevps.bench.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** All chance of a seed. The same seed throws the same. */
final class Dice {

    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** From {@code from} to {@code to}, both included. */
    int between(int from, int to) {
        return random.nextInt(from, to + 1);
    }

    /** Of a hundred throws, this many on average. */
    boolean percent(double percent) {
        return random.nextDouble(100) < percent;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** At most this long, and most often much shorter: half of them below a tenth of it. */
    Duration upTo(Duration longest) {
        double part = Math.pow(random.nextDouble(), 3);
        return Duration.ofMillis((long) (longest.toMillis() * part));
    }

    /** At most this long, all lengths alike. */
    Duration evenlyUpTo(Duration longest) {
        return Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
    }

    UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
