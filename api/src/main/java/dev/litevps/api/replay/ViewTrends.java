package dev.litevps.api.replay;

import dev.litevps.api.replay.ViewPositions.Position;
import dev.litevps.query.view.View;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Remembers how far behind the views were during the last minute, to tell whether they catch up. */
@Component
class ViewTrends implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ViewTrends.class);
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(10);
    private static final int SAMPLES = 6;

    /** A view that follows closely is always some events behind, now more and now fewer. */
    private static final long NOISE = 100;

    private final ViewPositions positions;
    private final ConcurrentLinkedDeque<Map<View, Long>> lags = new ConcurrentLinkedDeque<>();
    private volatile @Nullable Thread sampler;

    ViewTrends(ViewPositions positions) {
        this.positions = positions;
    }

    enum Trend {
        GROWING,
        STEADY,
        SHRINKING
    }

    /** How the lag has changed within a minute, or since the server was started. */
    Trend of(Position position) {
        Map<View, Long> oldest = lags.peekFirst();
        long before = oldest == null ? position.lag() : oldest.getOrDefault(position.view(), position.lag());
        long change = position.lag() - before;
        if (Math.abs(change) <= NOISE) {
            return Trend.STEADY;
        }
        return change > 0 ? Trend.GROWING : Trend.SHRINKING;
    }

    void sample() {
        lags.addLast(positions.now().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().lag())));
        while (lags.size() > SAMPLES) {
            lags.removeFirst();
        }
    }

    @Override
    public void start() {
        sampler = Thread.ofVirtual().name("view-trends").start(this::sampleForEver);
    }

    private void sampleForEver() {
        try {
            while (true) {
                Thread.sleep(BETWEEN_SAMPLES);
                try {
                    sample();
                } catch (DataAccessException e) {
                    LOG.debug("No sample of how far the views are", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        Thread running = sampler;
        sampler = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return sampler != null;
    }
}
