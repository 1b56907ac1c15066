package dev.litevps.api.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForgetfulCacheTest {

    private final MapCache kept = new MapCache();
    private final ForgetfulCache cache = new ForgetfulCache(kept);
    private UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>("first"));

    @AfterEach
    void endWork() {
        work.rollback();
    }

    @Test
    void whatWasGotIsPutBack() {
        cache.put("key", "old");
        assertThat(cache.<String, String>get("key")).isEqualTo("old");
        cache.put("key", "new");
        assertThat(cache.<String, String>get("key")).isEqualTo("new");
    }

    @Test
    void anAggregateThatNeverCameToBeIsNotKept() {
        assertThatCode(() -> cache.put(null, "nothing happened to it")).doesNotThrowAnyException();
    }

    @Test
    void whatWasRemovedSinceItWasGotIsNotPutBack() {
        cache.put("key", "old");
        cache.get("key");
        cache.remove("key");
        cache.put("key", "old");
        assertThat(cache.putIfAbsent("key", "old")).isFalse();
        assertThat(cache.containsKey("key")).isFalse();
    }

    @Test
    void whatWasRemovedSinceItWasMissedIsNotPut() {
        cache.get("key");
        cache.remove("key");
        cache.put("key", "read before");
        assertThat(cache.containsKey("key")).isFalse();
    }

    @Test
    void nothingGotBeforeAllWasRemovedIsPutBack() {
        cache.get("key");
        cache.removeAll();
        cache.put("key", "old");
        assertThat(cache.containsKey("key")).isFalse();
    }

    @Test
    void theNextUnitOfWorkPutsAgain() {
        cache.get("key");
        cache.remove("key");
        work.rollback();
        work = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>("second"));
        cache.get("key");
        cache.put("key", "new");
        assertThat(cache.containsKey("key")).isTrue();
    }

    @Test
    void whatIsRemovedWhileItIsPutDoesNotStay() {
        cache.get("key");
        kept.beforePut = () -> cache.remove("key");
        cache.put("key", "old");
        assertThat(cache.containsKey("key")).isFalse();
    }

    @Test
    void aNewEntryNeedsNoLookBefore() {
        cache.remove("key");
        assertThat(cache.putIfAbsent("key", "new")).isTrue();
        assertThat(cache.containsKey("key")).isTrue();
    }

    private static final class MapCache implements Cache {
        private final Map<Object, Object> entries = new ConcurrentHashMap<>();
        private Runnable beforePut = () -> {};

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As the interface has it.
        public <K, V> @Nullable V get(K key) {
            return (V) entries.get(key);
        }

        @Override
        public void put(Object key, Object value) {
            beforePut.run();
            entries.put(key, value);
        }

        @Override
        public boolean putIfAbsent(Object key, Object value) {
            return entries.putIfAbsent(key, value) == null;
        }

        @Override
        public boolean remove(Object key) {
            return entries.remove(key) != null;
        }

        @Override
        public void removeAll() {
            entries.clear();
        }

        @Override
        public boolean containsKey(Object key) {
            return entries.containsKey(key);
        }

        @Override
        public Registration registerCacheEntryListener(EntryListener listener) {
            return () -> true;
        }
    }
}
