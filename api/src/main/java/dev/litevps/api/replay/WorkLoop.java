package dev.litevps.api.replay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Work on a thread of its own, which looks for it again and again, from when the server is started to when it is stopped. */
abstract class WorkLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(WorkLoop.class);

    private final String name;
    private final Duration pause;
    private volatile @Nullable Thread thread;

    /** @param pause between two looks */
    WorkLoop(String name, Duration pause) {
        this.name = name;
        this.pause = pause;
    }

    /** Does what there is to do, and comes back. */
    abstract void work() throws InterruptedException;

    @Override
    public void start() {
        Thread begun = Thread.ofPlatform().daemon().name(name).unstarted(this::loop);
        // First, since it ends as soon as nobody is to be at work.
        thread = begun;
        begun.start();
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void loop() {
        try {
            while (Thread.currentThread() == thread) {
                try {
                    work();
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
