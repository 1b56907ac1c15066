package dev.litevps.api.security;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Keeps this node's signing keys up to date, and has the next one made when it is time. */
@Component
class SigningKeyRefresh {

    /** A small part of how long a key is announced: a node that misses a few looks still knows it in time. */
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeyRefresh.class);

    private final SigningKeys keys;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("signing-keys").factory());
    private @Nullable Future<?> looking;

    SigningKeyRefresh(SigningKeys keys) {
        this.keys = keys;
    }

    @PostConstruct
    void start() {
        looking = thread.scheduleWithFixedDelay(
                this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            keys.rotate();
        } catch (DataAccessException | TransactionException | IllegalStateException e) {
            LOG.warn("The signing keys could not be looked at; those that are known stay in use: {}", e.toString());
        }
    }

    @PreDestroy
    void close() {
        if (looking != null) {
            looking.cancel(true);
        }
        thread.shutdownNow();
    }
}
