package dev.litevps.api.eventstore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest events, read once for all who follow. One thread reads them as soon as somebody signals that there are some,
 * keeps the last few thousand in a ring, and tells the followers.
 *
 * <p>A stream that has caught up with the store joins. What the tail has seen may differ from what the stream has seen:
 * the tail then goes back to what both have seen, and every stream passes over what it has had.
 */
final class EventTail implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(EventTail.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(250);

    private final PostgresEventStorageEngine engine;
    private final Duration safetyPoll;
    private final Semaphore signals = new Semaphore(0);
    private final Queue<TailStream> joining = new ConcurrentLinkedQueue<>();
    private final Set<TailStream> followers = ConcurrentHashMap.newKeySet();

    private final ReentrantLock ringLock = new ReentrantLock();
    private final @Nullable IndexedEvent[] ring;
    private long written;

    private @Nullable GapAwareTrackingToken position;
    private boolean hasPosition;

    private volatile boolean closed;
    private final Thread reader;

    EventTail(PostgresEventStorageEngine engine, int size, Duration safetyPoll) {
        this.engine = engine;
        this.safetyPoll = safetyPoll;
        this.ring = new IndexedEvent[size];
        this.reader = Thread.ofPlatform().daemon().name("event-tail").unstarted(this::run);
    }

    void start() {
        reader.start();
    }

    /** There may be new events. Never blocks. */
    void signal() {
        if (signals.availablePermits() == 0) {
            signals.release();
        }
    }

    /** Lets the stream follow from its own position on, which it must not change until it is told its place. */
    void join(TailStream stream) {
        joining.add(stream);
        signal();
    }

    void leave(TailStream stream) {
        joining.remove(stream);
        followers.remove(stream);
    }

    /** Up to {@code limit} events from a place in the ring on, or null if the ring no longer goes back that far. */
    @Nullable
    List<IndexedEvent> read(long from, int limit) {
        ringLock.lock();
        try {
            if (from < written - ring.length) {
                return null;
            }
            long to = Math.min(written, from + limit);
            List<IndexedEvent> events = new ArrayList<>((int) (to - from));
            for (long place = from; place < to; place++) {
                IndexedEvent event = ring[(int) (place % ring.length)];
                if (event != null) {
                    events.add(event);
                }
            }
            return events;
        } finally {
            ringLock.unlock();
        }
    }

    private void run() {
        while (!closed) {
            try {
                admit();
                if (!advance()) {
                    await(safetyPoll);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                if (!closed) {
                    LOGGER.warn("The newest events could not be read; trying again", e);
                    pauseAfterFailure();
                }
            }
        }
    }

    private void await(Duration timeout) throws InterruptedException {
        if (signals.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            signals.drainPermits();
        }
    }

    private void pauseAfterFailure() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void admit() {
        if (followers.isEmpty()) {
            hasPosition = false;
        }
        for (TailStream stream = joining.poll(); stream != null; stream = joining.poll()) {
            position = hasPosition ? seenByBoth(position, stream.position()) : stream.position();
            hasPosition = true;
            followers.add(stream);
            stream.follow(written);
        }
    }

    private static @Nullable GapAwareTrackingToken seenByBoth(
            @Nullable GapAwareTrackingToken first, @Nullable GapAwareTrackingToken second) {
        return first == null || second == null ? null : first.lowerBound(second);
    }

    /** Whether it is worth looking again at once. */
    private boolean advance() {
        if (followers.isEmpty()) {
            return false;
        }
        EventBatch batch = engine.readAfter(position);
        position = batch.end();
        if (!batch.events().isEmpty()) {
            write(batch.events());
            followers.forEach(TailStream::onAvailable);
        }
        return !batch.isLast();
    }

    private void write(List<IndexedEvent> events) {
        ringLock.lock();
        try {
            for (IndexedEvent event : events) {
                ring[(int) (written % ring.length)] = event;
                written++;
            }
        } finally {
            ringLock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
    }
}
