package dev.litevps.api.replay;

import dev.litevps.query.view.View;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * The tables of a view in a schema of their own, like the live ones in all that matters: also the names of indexes and how full
 * pages are made, which PostgreSQL does not copy by itself.
 */
final class ViewCopy {

    /** What the copy's projection refuses is put aside beside the copy. */
    private static final String LETTERS = "dead_letter";

    private final View view;
    private final String schema;
    private final JdbcOperations jdbc;

    ViewCopy(View view, String schema, JdbcOperations jdbc) {
        this.view = view;
        this.schema = schema;
        this.jdbc = jdbc;
    }

    /** Makes it, empty; nothing is done if it is there. */
    void make() {
        if (exists()) {
            return;
        }
        jdbc.execute("create schema " + schema);
        for (String table : view.tables()) {
            jdbc.execute("create table " + schema + "." + table + " (like public." + table
                    + " including all excluding indexes)");
            String options = jdbc.queryForObject(
                    "select coalesce(array_to_string(reloptions, ', '), '') from pg_class where oid = ?::regclass",
                    String.class,
                    "public." + table);
            if (options != null && !options.isEmpty()) {
                jdbc.execute("alter table " + schema + "." + table + " set (" + options + ")");
            }
            addKeys(table, "p");
            if (!view.isOnlyAddedTo()) {
                addIndexes(table);
            }
        }
        jdbc.execute("create table " + schema + "." + LETTERS + " (like public." + LETTERS + " including all)");
    }

    private boolean exists() {
        Boolean found = jdbc.queryForObject(
                "select exists (select from information_schema.schemata where schema_name = ?)", Boolean.class, schema);
        return Boolean.TRUE.equals(found);
    }

    /**
     * Makes the indexes that it has not yet, and lets the planner know what is in it; in a transaction. Who does so at the same time
     * waits for its end, and finds them, or that they were not made.
     */
    void complete() {
        for (String table : view.tables()) {
            jdbc.execute("lock table " + schema + "." + table + " in share row exclusive mode");
            addIndexes(table);
            jdbc.execute("analyze " + schema + "." + table);
        }
    }

    /** Those of the live table that this one lacks, under the names that they have there. */
    private void addIndexes(String table) {
        addKeys(table, "u");
        jdbc.queryForList(
                        "select replace(indexdef, ' ON public.', ' ON ' || ? || '.') from pg_indexes"
                                + " where schemaname = 'public' and tablename = ? and indexname not in"
                                + " (select indexname from pg_indexes where schemaname = ? and tablename = ?)",
                        String.class,
                        schema,
                        table,
                        schema,
                        table)
                .forEach(jdbc::execute);
    }

    /** @param kind {@code p} for the primary key, {@code u} for the others */
    private void addKeys(String table, String kind) {
        jdbc.query(
                        "select conname, pg_get_constraintdef(oid) from pg_constraint where conrelid = ?::regclass and contype = ?"
                                + " and conname not in (select conname from pg_constraint where conrelid = ?::regclass)",
                        (row, _) -> "add constraint " + row.getString(1) + " " + row.getString(2),
                        "public." + table,
                        kind,
                        schema + "." + table)
                .forEach(added -> jdbc.execute("alter table " + schema + "." + table + " " + added));
    }

    /**
     * Puts it in the place of the live tables, which lie where it was afterwards, and what was put aside of it in the place of
     * what was put aside of these; in a transaction that has locked them.
     */
    void swap() {
        String away = schema + "_old";
        jdbc.execute("create schema " + away);
        for (String table : view.tables()) {
            jdbc.execute("alter table public." + table + " set schema " + away);
            jdbc.execute("alter table " + schema + "." + table + " set schema public");
        }
        jdbc.update("delete from public." + LETTERS + " where processing_group = ?", view.group());
        jdbc.update("insert into public." + LETTERS + " select * from " + schema + "." + LETTERS);
    }

    /** Waits for those who read or write the live tables, and lets no others. */
    void lockLive() {
        jdbc.execute("lock table "
                + view.tables().stream().map(table -> "public." + table).collect(Collectors.joining(", "))
                + " in access exclusive mode");
    }
}
