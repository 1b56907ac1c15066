package dev.litevps.bench;

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

    private enum Benchmark {
        COMMANDS,
        FIRST_EXEC,
        START,
        BILLING,
        BILLING_AGE,
        REAL_GUESTS
    }

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
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
            case REAL_GUESTS -> {
                if (Files.exists(LibvirtSettings.defaults().imageFolder())) {
                    RealGuestBenchmark.run(report);
                } else {
                    report.title("Real guests: skipped, host-setup has not been done on this machine");
                }
            }
        }
    }

    private static boolean isNumber(String argument) {
        return argument.chars().allMatch(Character::isDigit);
    }
}
