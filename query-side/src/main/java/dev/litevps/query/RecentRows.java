package dev.litevps.query;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Rows of views that were read lately, by the aggregate that they show: who polls a VPS asks for the same row again and again.
 * Only where this node alone writes the views, as the node says by a {@link SoleWriter}: a row is forgotten when the
 * transaction that changed it has committed, before anybody is told of it. Elsewhere every row is read anew.
 */
@Component
public class RecentRows {

    private static final int REMEMBERED = 10_000;

    private final boolean remembers;
    private final AsyncCache<String, Object> rows =
            Caffeine.newBuilder().maximumSize(REMEMBERED).buildAsync();

    /** To be there is to say that no other node writes the views. */
    public record SoleWriter() {}

    @Autowired
    RecentRows(ObjectProvider<SoleWriter> soleWriter) {
        this(soleWriter.getIfAvailable() != null);
    }

    private RecentRows(boolean remembers) {
        this.remembers = remembers;
    }

    /** Reads every row anew. */
    public static RecentRows none() {
        return new RecentRows(false);
    }

    /** Remembers what it reads. */
    static RecentRows remembering() {
        return new RecentRows(true);
    }

    /**
     * The row that shows the aggregate, or empty if there is none, which is not remembered.
     *
     * @param identifier of the aggregate, which one view shows
     * @param read reads the row
     */
    public <R> Mono<R> get(String identifier, Class<R> type, Supplier<Mono<R>> read) {
        return remembers ? Mono.defer(() -> recent(identifier, type, read)) : read.get();
    }

    private <R> Mono<R> recent(String identifier, Class<R> type, Supplier<Mono<R>> read) {
        Object known = rows.synchronous().getIfPresent(identifier);
        return known == null
                ? Mono.fromFuture(rows.get(identifier, (_, _) -> begin(read.get())), true)
                        .cast(type)
                : Mono.just(type.cast(known));
    }

    /** The view shows another version of the aggregate. What is being read at this moment may be old, and is not kept. */
    void forget(String identifier) {
        if (remembers) {
            rows.synchronous().invalidate(identifier);
        }
    }

    /** The views were changed by another way than by events that came in one after the other. */
    public void forgetAll() {
        rows.synchronous().invalidateAll();
    }

    private static CompletableFuture<Object> begin(Mono<?> read) {
        return read.cast(Object.class).toFuture();
    }
}
