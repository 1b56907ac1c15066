package dev.litevps.api.replay;

import dev.litevps.api.replay.Drift.Example;
import dev.litevps.query.view.View;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Compares the live tables of a view, row by row, with those that a replay has filled on this connection. */
final class Comparison {

    /** So many are shown of a view that is wrong as a whole. */
    private static final int MOST_EXAMPLES = 100;

    /** Personal data is encrypted in views, under a key that two encryptions share; it is not shown all the same. */
    private static final String ENCRYPTED = "_ciphertext";

    private static final String HASHED = "_hash";

    /** What customers call things, in rows of theirs: whoever reads of a difference need not know it, and it may be erased. */
    private static final Set<String> GIVEN = Set.of("name", "labels", "public_key", "fingerprint", "reason");

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcOperations jdbc;
    private final String schema;
    private final @Nullable UUID accountId;
    private final List<Example> examples = new ArrayList<>();
    private long rows;
    private long differences;

    /**
     * @param schema where the tables are that were made anew
     * @param accountId whose rows to compare; null if all
     */
    Comparison(JdbcOperations jdbc, String schema, @Nullable UUID accountId) {
        this.jdbc = jdbc;
        this.schema = schema;
        this.accountId = accountId;
    }

    /** Whether an account's part of the view can be told from the rest. */
    static boolean hasAccounts(View view, JdbcOperations jdbc) {
        Integer with = jdbc.queryForObject(
                "select count(*) from information_schema.columns where table_schema = 'public' and column_name = 'account_id'"
                        + " and table_name = any (?)",
                Integer.class,
                (Object) view.tables().toArray(String[]::new));
        return with != null && with == view.tables().size();
    }

    Drift of(View view) {
        view.tables().forEach(this::compare);
        return new Drift(rows, differences, List.copyOf(examples));
    }

    private void compare(String table) {
        String part = accountId == null ? "" : " where account_id = '" + accountId + "'";
        List<String> keys = jdbc.queryForList("""
                select attname from pg_index join pg_attribute on attrelid = indrelid and attnum = any (indkey)
                where indrelid = ?::regclass and indisprimary order by array_position(indkey, attnum)""", String.class, "public." + table);
        String same = keys.stream().map(key -> "live." + key + " = made." + key).collect(Collectors.joining(" and "));
        Long counted = jdbc.queryForObject("select count(*) from public." + table + part, Long.class);
        rows += counted == null ? 0 : counted;
        jdbc.query(
                "select count(*) over () as differences, to_jsonb(live) as live, to_jsonb(made) as made from (select * from public."
                        + table + part + ") live full join (select * from " + schema + "." + table + part + ") made on "
                        + same
                        + " where live is distinct from made order by "
                        + keys.stream()
                                .map(key -> "coalesce(live." + key + ", made." + key + ")")
                                .collect(Collectors.joining(", "))
                        + " limit " + (MOST_EXAMPLES + 1),
                (ResultSet row) -> note(table, keys, row));
    }

    private void note(String table, List<String> keys, ResultSet row) throws SQLException {
        if (row.getRow() == 1) {
            differences += row.getLong("differences");
        }
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(example(table, keys, tree(row.getString("live")), tree(row.getString("made"))));
        }
    }

    private static @Nullable JsonNode tree(@Nullable String text) {
        return text == null ? null : JSON.readTree(text);
    }

    private static Example example(
            String table, List<String> keys, @Nullable JsonNode live, @Nullable JsonNode replayed) {
        JsonNode any = live != null ? live : replayed;
        Map<String, JsonNode> key = new LinkedHashMap<>();
        if (any != null) {
            keys.forEach(column -> key.put(column, any.path(column)));
        }
        return new Example(table, key, shown(live, replayed), shown(replayed, live));
    }

    /** The columns in which a row is not as the other; all of them if there is no other. */
    private static @Nullable JsonNode shown(@Nullable JsonNode row, @Nullable JsonNode other) {
        if (row == null) {
            return null;
        }
        ObjectNode shown = JSON.createObjectNode();
        row.properties().forEach(column -> {
            if (other == null || !column.getValue().equals(other.path(column.getKey()))) {
                shown.set(
                        column.getKey(),
                        isPersonal(column.getKey(), row)
                                ? JSON.getNodeFactory().stringNode("(left out)")
                                : column.getValue());
            }
        });
        return PastState.shown(shown);
    }

    private static boolean isPersonal(String column, JsonNode row) {
        return column.endsWith(ENCRYPTED)
                || column.endsWith(HASHED)
                || (row.has("account_id") && GIVEN.contains(column));
    }
}
