package dev.litevps.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Looks at the memory of another JVM of this machine, with the JDK's own {@code jstat}, until it is closed. */
final class HeapWatch implements AutoCloseable {

    /** Survivor spaces, eden and the old generation, in KiB. */
    private static final List<String> USED = List.of("S0U", "S1U", "EU", "OU");

    private static final double KIB = 1_024;
    private static final double BYTES_PER_MB = 1_000_000;
    private static final int EVERY_MILLIS = 100;

    private final Process watched;
    private final Process statistics;
    private final Thread reader;
    private volatile double mostUsedMb;

    private HeapWatch(Process watched, Process statistics) {
        this.watched = watched;
        this.statistics = statistics;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /** Watches a JVM that has started. */
    static HeapWatch of(Process watched) throws IOException {
        String jstat = Path.of(System.getProperty("java.home"), "bin", "jstat").toString();
        Process statistics = new ProcessBuilder(
                        jstat, "-gc", Long.toString(watched.pid()), Integer.toString(EVERY_MILLIS))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new HeapWatch(watched, statistics);
    }

    private void read() {
        try (var lines = statistics.inputReader(StandardCharsets.UTF_8)) {
            String head = lines.readLine();
            if (head == null) {
                return;
            }
            List<String> names = words(head);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> values = words(line);
                double used = 0;
                for (String name : USED) {
                    used += number(values.get(names.indexOf(name)));
                }
                mostUsedMb = Math.max(mostUsedMb, used * KIB / BYTES_PER_MB);
            }
        } catch (IOException e) {
            // It was closed in the middle of a line.
        }
    }

    /** The most that was in use at a moment when it was looked at. */
    double mostUsedMb() {
        if (mostUsedMb == 0) {
            throw new IllegalStateException("jstat says nothing of process " + watched.pid());
        }
        return mostUsedMb;
    }

    /** The most that the process ever had in memory, its heap and everything else; by Linux's own count. */
    double mostResidentMb() throws IOException {
        Path status = Path.of("/proc", Long.toString(watched.pid()), "status");
        String line = Files.readAllLines(status).stream()
                .filter(each -> each.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow();
        return number(words(line).get(1)) * KIB / BYTES_PER_MB;
    }

    private static List<String> words(String line) {
        return List.of(line.strip().split("\\s+", -1));
    }

    /** A collector without such a space shows a hyphen. */
    private static double number(String word) {
        return word.equals("-") ? 0 : Double.parseDouble(word.replace(',', '.').toLowerCase(Locale.ROOT));
    }

    @Override
    public void close() {
        statistics.destroy();
        try {
            statistics.waitFor();
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
