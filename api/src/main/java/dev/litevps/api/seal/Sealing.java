package dev.litevps.api.seal;

import dev.litevps.api.eventstore.RecentEvents;
import dev.litevps.api.seal.Sealer.Round;
import dev.litevps.api.secrets.SecretsProperties;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Has the store sealed, again and again, on a thread of its own. If {@code litevps_seal_behind_seconds} grows, something is
 * wrong: the log says what.
 */
@Component
public class Sealing implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Sealing.class);
    private static final String WITNESS = "seal-witness.txt";
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(5);

    private final Sealer sealer;
    private final Clock clock;
    private final Duration interval;
    private volatile @Nullable Thread thread;
    private volatile long caughtUpNanos = System.nanoTime();
    private volatile long size;
    private volatile @Nullable String trouble;

    @Autowired
    Sealing(
            DataSource dataSource,
            SealKeys keys,
            SealProperties properties,
            SecretsProperties data,
            Clock clock,
            RecentEvents recent,
            MeterRegistry metrics) {
        this(dataSource, keys, properties, clock, witnessFile(properties, data), recent);
        Gauge.builder("litevps.seal.behind.seconds", this, Sealing::behindSeconds)
                .description("For how long the store was not seen to be sealed as a whole")
                .register(metrics);
        Gauge.builder("litevps.seal.size", this, sealing -> sealing.size)
                .description("How many events are sealed")
                .register(metrics);
    }

    /** One without metrics, which seals when it is started. */
    public Sealing(
            DataSource dataSource,
            SealKeys keys,
            SealProperties properties,
            Clock clock,
            Path witnessFile,
            RecentEvents recent) {
        this.sealer = new Sealer(dataSource, keys, properties, clock, new Witness(witnessFile), recent);
        this.clock = clock;
        this.interval = properties.interval();
    }

    private static Path witnessFile(SealProperties properties, SecretsProperties data) {
        Path given = properties.witnessFile();
        return given != null ? given : data.data().resolve(WITNESS);
    }

    /**
     * How sealing goes.
     *
     * @param size how many events are sealed
     * @param behind for how long the store was not seen to be sealed as a whole
     * @param trouble what is wrong, in a sentence; null if nothing is
     */
    public record Status(
            long size, Duration behind, @Nullable String trouble) {}

    /** How sealing goes on this node. */
    public Status status() {
        return new Status(size, Duration.ofNanos(System.nanoTime() - caughtUpNanos), trouble);
    }

    private double behindSeconds() {
        return status().behind().toMillis() / (double) TimeUnit.SECONDS.toMillis(1);
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            Thread started = Thread.ofPlatform().daemon().name("sealer").unstarted(this::run);
            thread = started;
            started.start();
        }
    }

    @Override
    public void stop() {
        Thread running;
        synchronized (this) {
            running = thread;
            thread = null;
        }
        if (running != null) {
            running.interrupt();
            try {
                running.join(PATIENCE_AT_END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        while (Thread.currentThread() == thread) {
            try {
                if (!sealOnce()) {
                    Thread.sleep(interval);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Whether there is more to be sealed at once. */
    private boolean sealOnce() {
        try {
            Round round = sealer.seal();
            if (round.size() >= 0) {
                size = round.size();
            }
            // Whoever does not get to seal looks whether the node that does keeps up.
            Instant since = round.unsealedSince();
            if (round.caughtUp()) {
                caughtUpNanos = System.nanoTime();
            } else if (since != null) {
                caughtUpNanos = System.nanoTime()
                        - Math.max(0, Duration.between(since, clock.instant()).toNanos());
            }
            if (trouble != null) {
                LOG.info("Events are sealed again");
                trouble = null;
            }
            return round.goOn();
        } catch (SealException e) {
            report("The seals are damaged, and no event is sealed any more until they are mended: " + e.getMessage());
        } catch (SQLException | IOException | RuntimeException e) {
            report("Events cannot be sealed at the moment: " + e);
        }
        return false;
    }

    private void report(String sentence) {
        if (Thread.currentThread() == thread && !sentence.equals(trouble)) {
            LOG.warn("{}", sentence);
            trouble = sentence;
        }
    }
}
