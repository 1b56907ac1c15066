package dev.litevps.api.eventstore;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Brings back what event processors have given up. After a failure Axon leaves a segment alone for a second, after the
 * next one for two, up to a minute: too long for whoever waits for a machine, once the database is there again. Here a
 * segment that nobody works on is taken up again within {@link #INTERVAL}, however often it has failed.
 */
final class ProcessorSupervisor implements AutoCloseable {

    static final Duration INTERVAL = Duration.ofSeconds(3);

    private static final Logger LOGGER = LoggerFactory.getLogger(ProcessorSupervisor.class);

    private final EventProcessingConfiguration processing;
    private final TokenStore tokenStore;
    private final TransactionOperations transactions;
    private final NamedThreads thread = NamedThreads.of("processor-supervisor", 1);

    ProcessorSupervisor(
            EventProcessingConfiguration processing, TokenStore tokenStore, TransactionOperations transactions) {
        this.processing = processing;
        this.tokenStore = tokenStore;
        this.transactions = transactions;
    }

    void start() {
        ScheduledExecutorService executor = thread.executor();
        var _ = executor.scheduleWithFixedDelay(
                this::supervise, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void supervise() {
        try {
            processing.eventProcessors().values().stream()
                    .filter(StreamingEventProcessor.class::isInstance)
                    .map(StreamingEventProcessor.class::cast)
                    .filter(StreamingEventProcessor::isRunning)
                    .forEach(this::claimWhatNobodyWorksOn);
        } catch (RuntimeException e) {
            LOGGER.debug("The event processors could not be looked after; trying again", e);
        }
    }

    private void claimWhatNobodyWorksOn(StreamingEventProcessor processor) {
        String name = processor.getName();
        int[] segments = transactions.execute(status -> tokenStore.fetchSegments(name));
        if (segments == null) {
            return;
        }
        Arrays.stream(segments)
                .filter(segment -> !processor.processingStatus().containsKey(segment))
                .forEach(segment -> claim(processor, segment));
    }

    /** In vain where another node works on it. */
    private static void claim(StreamingEventProcessor processor, int segment) {
        var _ = processor.claimSegment(segment);
    }

    @Override
    public void close() {
        thread.close();
    }
}
