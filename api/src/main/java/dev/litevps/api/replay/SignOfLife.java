package dev.litevps.api.replay;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says again and again that this node is at work, also while one statement takes long, so that no other takes the work over. */
final class SignOfLife implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SignOfLife.class);

    private final Thread thread;

    private SignOfLife(Thread thread) {
        this.thread = thread;
    }

    static SignOfLife every(Duration pause, Runnable say) {
        return new SignOfLife(Thread.ofVirtual().name("sign-of-life").start(() -> repeat(pause, say)));
    }

    private static void repeat(Duration pause, Runnable say) {
        while (true) {
            try {
                Thread.sleep(pause);
                say.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.debug("Nobody could be told that this node is at work", e);
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
