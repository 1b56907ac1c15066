package dev.litevps.api.eventstore;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.jspecify.annotations.Nullable;

/**
 * The events after a position, without end. It reads from the database by itself until it has caught up, then follows the
 * {@link EventTail}; if it falls so far behind that the tail no longer has its next event, it reads by itself again. To be
 * used by one thread at a time.
 */
final class TailStream implements TrackingEventStream {

    private static final int READ_AT_ONCE = 256;
    private static final long ON_ITS_OWN = -1;
    private static final long JOINING = -2;

    private final PostgresEventStorageEngine engine;
    private final EventTail tail;
    private final Deque<TrackedEventMessage<?>> buffer = new ArrayDeque<>();
    private final Semaphore available = new Semaphore(0);

    private volatile @Nullable Runnable callback;
    private volatile @Nullable GapAwareTrackingToken position;
    private volatile long place = ON_ITS_OWN;
    private volatile boolean closed;
    private boolean lastRowIsNew;

    TailStream(PostgresEventStorageEngine engine, EventTail tail, @Nullable GapAwareTrackingToken position) {
        this.engine = engine;
        this.tail = tail;
        this.position = position;
    }

    @Nullable
    GapAwareTrackingToken position() {
        return position;
    }

    /** The tail has taken up this stream's position; its next event is the one at the given place in the ring. */
    void follow(long nextPlace) {
        if (closed) {
            tail.leave(this);
        }
        place = nextPlace;
    }

    /** There may be an event. */
    void onAvailable() {
        if (available.availablePermits() == 0) {
            available.release();
        }
        Runnable listener = callback;
        if (listener != null) {
            listener.run();
        }
    }

    @Override
    public boolean setOnAvailableCallback(Runnable listener) {
        callback = listener;
        return true;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        fill();
        return Optional.ofNullable(buffer.peek());
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        fill();
        while (buffer.isEmpty() && !closed) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || !available.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                break;
            }
            fill();
        }
        return !buffer.isEmpty();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable(Integer.MAX_VALUE, TimeUnit.SECONDS)) {
            if (closed) {
                throw new IllegalStateException("the stream was closed");
            }
        }
        return buffer.remove();
    }

    @Override
    public void close() {
        closed = true;
        tail.leave(this);
        available.release();
    }

    private void fill() {
        if (!buffer.isEmpty() || closed) {
            return;
        }
        if (place >= 0) {
            follow();
        }
        if (buffer.isEmpty() && place == ON_ITS_OWN) {
            readAlone();
        }
    }

    private void follow() {
        long next = place;
        List<IndexedEvent> events = tail.read(next, READ_AT_ONCE);
        while (events != null && !events.isEmpty() && buffer.isEmpty()) {
            next += events.size();
            events.forEach(this::accept);
            events = tail.read(next, READ_AT_ONCE);
        }
        place = next;
        if (events == null) {
            tail.leave(this);
            place = ON_ITS_OWN;
        }
    }

    private void accept(IndexedEvent event) {
        boolean isFirstOfRow = event.part() == 0;
        if (isFirstOfRow) {
            lastRowIsNew = isNew(event);
        }
        if (!lastRowIsNew) {
            return;
        }
        GapAwareTrackingToken seen = position;
        if (seen == null || seen.equals(isFirstOfRow ? event.before() : event.token())) {
            position = event.token();
            buffer.add(event.message());
        } else {
            GapAwareTrackingToken seenWithIt = (GapAwareTrackingToken) seen.upperBound(event.token());
            position = seenWithIt;
            buffer.add(event.message().withTrackingToken(seenWithIt));
        }
    }

    private boolean isNew(IndexedEvent event) {
        GapAwareTrackingToken seen = position;
        return seen == null || event.index() > seen.getIndex() || seen.getGaps().contains(event.index());
    }

    private void readAlone() {
        EventBatch batch = engine.readAfter(position);
        batch.events().forEach(event -> buffer.add(event.message()));
        position = batch.end();
        if (batch.isLast()) {
            place = JOINING;
            tail.join(this);
        }
    }
}
