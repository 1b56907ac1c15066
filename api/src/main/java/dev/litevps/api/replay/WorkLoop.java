package dev.litevps.api.replay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread of its own that looks for work again and again, from when it is started to when it is stopped. */
final class WorkLoop {

    private static final Logger LOG = LoggerFactory.getLogger(WorkLoop.class);

    private final String name;
    private final Duration pause;
    private final Step step;
    private volatile @Nullable Thread thread;

    /** Does what there is to do, and comes back. */
    interface Step {
        void work() throws InterruptedException;
    }

    /** @param pause between two looks */
    WorkLoop(String name, Duration pause, Step step) {
        this.name = name;
        this.pause = pause;
        this.step = step;
    }

    void start() {
        Thread begun = Thread.ofPlatform().daemon().name(name).unstarted(this::work);
        // First, since it ends as soon as nobody is to be at work.
        thread = begun;
        begun.start();
    }

    void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    boolean isRunning() {
        return thread != null;
    }

    private void work() {
        try {
            while (isRunning()) {
                try {
                    step.work();
                } catch (RuntimeException e) {
                    LOG.debug("{} cannot work at the moment", name, e);
                } catch (Error e) {
                    // The next piece of work may do.
                    LOG.error("{} broke off", name, e);
                }
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
