package dev.litevps.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * What the events of one batch have written so far and is not in the database yet. It is written at the end of the batch;
 * or earlier, by who wants to know which event it is that the database refuses.
 */
public final class PendingWrites {

    private static final String RESOURCE = PendingWrites.class.getName();

    private PendingWrites() {}

    /** The writes of one writer. */
    public interface Writes {

        /** Writes them; nothing is pending then. */
        void flush();

        /** Forgets them. */
        void drop();
    }

    /** The writes of this name in the current batch, which begin with the first call. To be called in a unit of work. */
    public static <W extends Writes> W in(String name, Supplier<W> begin) {
        UnitOfWork<?> batch = CurrentUnitOfWork.get().root();
        W known = batch.getResource(name);
        if (known != null) {
            return known;
        }
        W writes = begin.get();
        batch.resources().put(name, writes);
        all(batch).add(writes);
        batch.onPrepareCommit(_ -> writes.flush());
        return writes;
    }

    /** Writes all that is pending in the batch. */
    public static void flush(UnitOfWork<?> batch) {
        all(batch).forEach(Writes::flush);
    }

    /** Forgets all that is pending in the batch. */
    public static void drop(UnitOfWork<?> batch) {
        all(batch).forEach(Writes::drop);
    }

    private static List<Writes> all(UnitOfWork<?> batch) {
        return batch.getOrComputeResource(RESOURCE, _ -> new ArrayList<>());
    }
}
