package dev.litevps.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/**
 * Writes the rows of views. What the events of one batch change is collected and written at its end, in the transaction
 * that also stores how far the projection has come, with one round trip for each statement that many rows share. When the
 * transaction has committed, those who wait for it are told through {@link ShownVersions}.
 */
@Component
public class ViewWriter {

    private static final String RESOURCE = ViewWriter.class.getName();

    private final JdbcOperations jdbc;
    private final ShownVersions shownVersions;

    public ViewWriter(JdbcOperations jdbc, ShownVersions shownVersions) {
        this.jdbc = jdbc;
        this.shownVersions = shownVersions;
    }

    /** One that tells nobody what it has written: for copies of views, which nobody waits for. */
    public static ViewWriter silent(JdbcOperations jdbc) {
        return new ViewWriter(jdbc, new ShownVersions(RecentRows.none()));
    }

    /**
     * Runs a statement on the aggregate's row at the end of the batch, after those that were given for this row before. To
     * be called in a unit of work, once for every event of the aggregate, or nobody could wait for the event.
     *
     * @param version the event that is behind it
     */
    public void write(AggregateVersion version, String sql, @Nullable Object... parameters) {
        PendingWrites.in(RESOURCE, this::begin).add(version, sql, parameters);
    }

    /**
     * Tells those who wait for the event when the batch has committed; what it changes is written otherwise, in the same batch.
     *
     * @param version the event
     */
    public void shows(AggregateVersion version) {
        PendingWrites.in(RESOURCE, this::begin).pending.put(version.identifier(), version);
    }

    /**
     * Runs a statement at the end of the batch, after all others: for what changes rows of many aggregates. Nobody can wait for
     * it.
     */
    public void writeLast(String sql, @Nullable Object... parameters) {
        PendingWrites.in(RESOURCE, this::begin).addLast(sql, parameters);
    }

    private Batch begin() {
        Batch batch = new Batch(jdbc);
        CurrentUnitOfWork.get().root().afterCommit(_ -> batch.written.values().forEach(shownVersions::show));
        return batch;
    }

    /**
     * The statements of a batch. Rows do not depend on each other, so a statement joins the earliest group of its kind
     * that comes after everything else that happens to its row.
     */
    private static final class Batch implements PendingWrites.Writes {

        private final JdbcOperations jdbc;
        private final List<Group> groups = new ArrayList<>();
        private final List<Group> last = new ArrayList<>();
        private final Map<String, Integer> lastGroups = new HashMap<>();
        private final Map<String, AggregateVersion> pending = new HashMap<>();
        private final Map<String, AggregateVersion> written = new HashMap<>();

        Batch(JdbcOperations jdbc) {
            this.jdbc = jdbc;
        }

        void add(AggregateVersion version, String sql, @Nullable Object... parameters) {
            int group = lastGroups.getOrDefault(version.identifier(), 0);
            while (group < groups.size() && !groups.get(group).sql.equals(sql)) {
                group++;
            }
            if (group == groups.size()) {
                groups.add(new Group(sql, new ArrayList<>()));
            }
            groups.get(group).parameters.add(parameters);
            lastGroups.put(version.identifier(), group);
            pending.put(version.identifier(), version);
        }

        void addLast(String sql, @Nullable Object... parameters) {
            last.add(new Group(sql, List.<@Nullable Object[]>of(parameters)));
        }

        @Override
        public void flush() {
            groups.forEach(group -> jdbc.batchUpdate(group.sql, group.parameters));
            last.forEach(group -> jdbc.batchUpdate(group.sql, group.parameters));
            written.putAll(pending);
            drop();
        }

        @Override
        public void drop() {
            groups.clear();
            last.clear();
            lastGroups.clear();
            pending.clear();
        }
    }

    private record Group(String sql, List<@Nullable Object[]> parameters) {}
}
