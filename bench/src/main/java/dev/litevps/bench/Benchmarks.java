package dev.litevps.bench;

import dev.litevps.bench.simulation.BillingSimulator;
import dev.litevps.host.libvirt.LibvirtSettings;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Runs the benchmarks: {@code ./litevps bench [NAME…] [SECONDS]}; all of them, and 10 seconds for each measurement of a
 * rate, unless given.
 */
public final class Benchmarks {

    private static final int DEFAULT_SECONDS = 10;

    /** No benchmark: nothing is measured, and it says whether money is exact. */
    private static final String SIMULATION = "simulation";

    /** Measures, and shows that views made anew are what they were; it takes so long that it is run by itself. */
    private static final String REBUILD = "rebuild";

    private static final long EVENTS_OF_REBUILD = 1_000_000;

    private enum Benchmark {
        COMMANDS,
        FIRST_EXEC,
        START,
        BILLING,
        BILLING_AGE,
        READS,
        SEAL,
        REAL_GUESTS,
        GUEST_ACCESS,
        LARGE_FILE
    }

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals(SIMULATION)) {
            try (Report report = Report.toStandardOutput()) {
                BillingSimulator.main(Arrays.asList(arguments).subList(1, arguments.length), report::line);
            }
            return;
        }
        if (arguments.length > 0 && arguments[0].equals(REBUILD)) {
            try (Report report = Report.toStandardOutput()) {
                long events = arguments.length > 1 ? Long.parseLong(arguments[1]) : EVENTS_OF_REBUILD;
                new RebuildBenchmark(events).run(report);
            }
            return;
        }
        int seconds = Arrays.stream(arguments)
                .filter(Benchmarks::isNumber)
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(DEFAULT_SECONDS);
        List<Benchmark> chosen = Arrays.stream(arguments)
                .filter(argument -> !isNumber(argument))
                .map(name -> Benchmark.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                .toList();
        try (Report report = Report.toStandardOutput()) {
            for (Benchmark benchmark : chosen.isEmpty() ? List.of(Benchmark.values()) : chosen) {
                run(benchmark, seconds, report);
            }
        }
    }

    private static void run(Benchmark benchmark, int seconds, Report report) throws Exception {
        switch (benchmark) {
            case COMMANDS -> new CommandBenchmark(seconds).run(report);
            case FIRST_EXEC -> new FirstExecBenchmark(seconds).run(report);
            case START -> StartBenchmark.run(report);
            case BILLING -> BillingBenchmark.run(report);
            case BILLING_AGE -> BillingBenchmark.growOld(report);
            case READS -> new ReadBenchmark(seconds).run(report);
            case SEAL -> new SealBenchmark(seconds).run(report);
            case REAL_GUESTS -> onRealGuests(RealGuestBenchmark::run, report);
            case GUEST_ACCESS -> onRealGuests(GuestAccessBenchmark::run, report);
            case LARGE_FILE -> onRealGuests(LargeFileBenchmark::run, report);
        }
    }

    @FunctionalInterface
    private interface GuestBenchmark {
        void run(Report report) throws Exception;
    }

    private static void onRealGuests(GuestBenchmark benchmark, Report report) throws Exception {
        if (Files.exists(LibvirtSettings.defaults().imageFolder())) {
            benchmark.run(report);
        } else {
            report.title("Real guests: skipped, host-setup has not been done on this machine");
        }
    }

    private static boolean isNumber(String argument) {
        return argument.chars().allMatch(Character::isDigit);
    }
}
