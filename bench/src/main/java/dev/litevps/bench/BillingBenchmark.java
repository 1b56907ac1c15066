package dev.litevps.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long one minute of a large fleet takes to charge, until every event is stored, against the same rows written by SQL
 * in one transaction; and how long it takes to catch up with a day of downtime.
 */
final class BillingBenchmark {

    private static final int ROUNDS = 5;
    private static final int WARM_UP_ROUNDS = 3;
    private static final Duration DOWNTIME = Duration.ofDays(1);
    private static final int MINUTES_A_YEAR = 365 * 24 * 60;

    /** What to charge, and how fast that should be. */
    private record Case(String title, int accounts, String aim) {}

    private static final Case FLEET = new Case("100,000 machines in 10,000 accounts", 10_000, "1,000 or less");
    private static final Case LARGE_FLEET =
            new Case("1,000,000 machines in 100,000 accounts", 100_000, "10,000 or less");

    private BillingBenchmark() {}

    static void run(Report report) throws Exception {
        charge(FLEET, report);
        show(report);
        catchUp(report);
        charge(LARGE_FLEET, report);
    }

    private static void charge(Case fleet, Report report) throws Exception {
        try (BillingStage stage = new BillingStage(fleet.accounts())) {
            report.title("One minute of " + fleet.title());
            sayCacheSize(stage, report);
            RawCharges raw = stage.rawCharges();
            double first = stage.tickMillis();
            List<Double> ticks = new ArrayList<>();
            List<Double> writes = new ArrayList<>();
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                double tick = stage.tickMillis();
                double write = raw.writeMillis(fleet.accounts());
                if (round >= 0) {
                    ticks.add(tick);
                    writes.add(write);
                }
            }
            stage.requireCharged(1 + WARM_UP_ROUNDS + ROUNDS);
            double limit = Measurement.median(writes);
            double charged = Measurement.median(ticks);
            report.value("the same rows by SQL, one transaction, median", limit, "ms", "");
            report.value("charged and stored, median", charged, "ms", fleet.aim());
            report.value(
                    "charged and stored, slowest of " + ROUNDS,
                    ticks.stream().max(Double::compare).orElseThrow(),
                    "ms",
                    "");
            report.value("the first minute after a start, no ledger in memory", first, "ms", "");
            report.ratio("of the speed of the SQL", limit / charged, "none; said");
        }
    }

    /** The same while all views follow, and until they show it. */
    private static void show(Report report) throws Exception {
        try (BillingStage stage = new BillingStage(FLEET.accounts(), InnerHalf.WithViews.class)) {
            report.title("One minute of " + FLEET.title() + ", with all views");
            sayCacheSize(stage, report);
            stage.awaitViews();
            List<Double> ticks = new ArrayList<>();
            List<Double> shown = new ArrayList<>();
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                long start = System.nanoTime();
                double tick = stage.tickMillis();
                stage.awaitViews();
                if (round >= 0) {
                    ticks.add(tick);
                    shown.add(Measurement.millisSince(start));
                }
            }
            report.value("charged and stored, median", Measurement.median(ticks), "ms", "");
            report.value("and shown by all views, median", Measurement.median(shown), "ms", "");
        }
    }

    private static void catchUp(Report report) throws Exception {
        try (BillingStage stage = new BillingStage(FLEET.accounts())) {
            report.title("A day of downtime, " + FLEET.title());
            sayCacheSize(stage, report);
            stage.tickMillis();
            stage.restart();
            stage.pass(DOWNTIME);
            double millis = stage.tickMillis();
            stage.requireCharged(DOWNTIME.toMinutes() + 2);
            report.value("caught up, from a start with no ledger in memory", millis, "ms", "60,000 or less");
        }
    }

    private static void sayCacheSize(BillingStage stage, Report report) {
        report.value("the ledger cache holds at most", stage.ledgerCacheSize(), "ledgers", "");
    }

    /** Whether the age of an account makes a difference. */
    static void growOld(Report report) throws Exception {
        report.title("One account with ten machines, charged for a minute");
        for (int minutes : List.of(60, MINUTES_A_YEAR)) {
            try (BillingStage stage = new BillingStage(1)) {
                stage.age(minutes);
                stage.tickMillis();
                stage.awaitSnapshot();
                List<Double> cold = new ArrayList<>();
                List<Double> warm = new ArrayList<>();
                for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                    stage.restart();
                    double first = stage.tickMillis();
                    double second = stage.tickMillis();
                    if (round >= 0) {
                        cold.add(first);
                        warm.add(second);
                    }
                }
                String age = minutes < MINUTES_A_YEAR ? "an hour old" : "a year old";
                report.value(age + ", from memory, median", Measurement.median(warm), "ms", "");
                report.value(age + ", from the store after a start, median", Measurement.median(cold), "ms", "");
            }
        }
    }
}
