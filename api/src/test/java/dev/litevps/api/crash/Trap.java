package dev.litevps.api.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Stops the thread that steps on it, for good, and says so in a file, so that whoever watches can kill the process. */
final class Trap {

    static final String FILE = "trapped";

    private final CrashPoint point;
    private final Path file;

    Trap(CrashPoint point, Path file) {
        this.point = point;
        this.file = file;
    }

    void spring(CrashPoint here) {
        if (here != point) {
            return;
        }
        try {
            Files.writeString(file, here.name());
            new CountDownLatch(1).await();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
