package dev.litevps.api.eventstore;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.UnaryOperator;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * A cache that does not take back what it was told to forget: an entry that a unit of work has got, or missed, is not put
 * by that unit of work once its key has been removed. Axon puts every aggregate back that it has loaded, so what another
 * node changed in the meantime would otherwise return in its old state, and stay.
 *
 * <p>Removals are counted per group of keys. Those of another key in the group cost at most one more read of the store.
 */
final class ForgetfulCache implements Cache {

    /** A power of two: few enough to need no room (32 KiB), and enough that keys seldom meet. */
    private static final int GROUPS = 4096;

    private final Cache delegate;
    private final AtomicLong removalsOfAll = new AtomicLong();
    private final AtomicLongArray removals = new AtomicLongArray(GROUPS);
    private final String resource = ForgetfulCache.class.getName() + "@" + System.identityHashCode(this);

    ForgetfulCache(Cache delegate) {
        this.delegate = delegate;
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // As the interface has it.
    public <K, V> @Nullable V get(K key) {
        if (CurrentUnitOfWork.isStarted()) {
            // Before looking: a removal in between must not be missed.
            stampsSeen().put(key, stamp(key));
        }
        return delegate.get(key);
    }

    /** Nothing is kept under null: an aggregate that could have come to be, and to which nothing happened, has no identifier. */
    @Override
    public void put(@Nullable Object key, Object value) {
        if (key == null) {
            return;
        }
        long seen = seen(key);
        if (seen == stamp(key)) {
            delegate.put(key, value);
            forgetIfRemovedSince(seen, key);
        }
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        long seen = seen(key);
        if (seen != stamp(key) || !delegate.putIfAbsent(key, value)) {
            return false;
        }
        return !forgetIfRemovedSince(seen, key);
    }

    @Override
    public boolean remove(Object key) {
        // Counted first: whoever puts afterwards sees the count, and what was put before is removed.
        removals.incrementAndGet(group(key));
        return delegate.remove(key);
    }

    @Override
    public void removeAll() {
        removalsOfAll.incrementAndGet();
        delegate.removeAll();
    }

    @Override
    public boolean containsKey(Object key) {
        return delegate.containsKey(key);
    }

    @Override
    public <V> void computeIfPresent(Object key, UnaryOperator<V> update) {
        delegate.computeIfPresent(key, update);
    }

    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        return delegate.registerCacheEntryListener(listener);
    }

    private boolean forgetIfRemovedSince(long seen, Object key) {
        if (seen == stamp(key)) {
            return false;
        }
        delegate.remove(key);
        return true;
    }

    /** The stamp when this unit of work last looked for the key; the present one if it never did, as for a new aggregate. */
    private long seen(Object key) {
        Long seen = CurrentUnitOfWork.isStarted() ? stampsSeen().get(key) : null;
        return seen == null ? stamp(key) : seen;
    }

    private Map<Object, Long> stampsSeen() {
        return CurrentUnitOfWork.get().root().getOrComputeResource(resource, name -> new HashMap<>());
    }

    /** Both counts only rise, so their sum stays the same only if neither did. */
    private long stamp(Object key) {
        return removalsOfAll.get() + removals.get(group(key));
    }

    private static int group(Object key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (GROUPS - 1);
    }
}
