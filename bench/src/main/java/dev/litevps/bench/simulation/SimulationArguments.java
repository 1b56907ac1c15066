package dev.litevps.bench.simulation;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * How to run the simulation.
 *
 * @param seed the one seed to run and to tell about; negative for many
 * @param from the first of many
 * @param seeds how many
 */
record SimulationArguments(long seed, long from, long seeds, Duration length, int threads) {

    static SimulationArguments of(List<String> arguments, long defaultSeeds, Duration defaultLength) {
        long seed = -1;
        long from = 1;
        long seeds = defaultSeeds;
        Duration length = defaultLength;
        int threads = Runtime.getRuntime().availableProcessors();
        for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
            String word = words.next();
            switch (word) {
                case "--seed" -> seed = Long.parseLong(words.next());
                case "--from" -> from = Long.parseLong(words.next());
                case "--days" -> length = Duration.ofDays(Long.parseLong(words.next()));
                case "--threads" -> threads = Integer.parseInt(words.next());
                default -> seeds = Long.parseLong(word);
            }
        }
        return new SimulationArguments(seed, from, seeds, length, threads);
    }
}
