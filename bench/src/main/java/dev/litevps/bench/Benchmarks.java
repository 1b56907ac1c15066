package dev.litevps.bench;

/** Runs the benchmarks: {@code ./litevps bench [SECONDS]}, the time for each measurement; 10 unless given. */
public final class Benchmarks {

    private static final int DEFAULT_SECONDS = 10;

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length == 0 ? DEFAULT_SECONDS : Integer.parseInt(arguments[0]);
        try (Report report = Report.toStandardOutput()) {
            new CommandBenchmark(seconds).run(report);
        }
    }
}
