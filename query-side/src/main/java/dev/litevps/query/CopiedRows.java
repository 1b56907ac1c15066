package dev.litevps.query;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;

/** Rows to be added to one table by COPY, which costs PostgreSQL a fraction of what as many inserts do. */
public final class CopiedRows {

    private final String statement;
    private final StringBuilder text = new StringBuilder();

    /**
     * None yet.
     *
     * @param statement {@code copy ... from stdin}, in the text format
     */
    public CopiedRows(String statement) {
        this.statement = statement;
    }

    /**
     * Adds one row.
     *
     * @param values as the columns are ordered: numbers, texts, instants, ids, or arrays of numbers and ids
     */
    public void add(@Nullable Object... values) {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                text.append('\t');
            }
            value(values[i]);
        }
        text.append('\n');
    }

    /** Adds them to the table, in the transaction that is under way. */
    public void write(JdbcOperations jdbc) {
        if (text.isEmpty()) {
            return;
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        Long ignored = jdbc.execute((ConnectionCallback<Long>) connection -> {
            try {
                return connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(statement, new ByteArrayInputStream(bytes), bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> text.append("\\N");
            case String string -> escape(string);
            case int[] numbers -> array(Arrays.toString(numbers));
            case long[] numbers -> array(Arrays.toString(numbers));
            case UUID[] ids -> array(Arrays.toString(ids));
            default -> text.append(value);
        }
    }

    /** PostgreSQL has other brackets than Java; neither minds spaces. */
    private void array(String inBrackets) {
        text.append('{').append(inBrackets, 1, inBrackets.length() - 1).append('}');
    }

    private void escape(String string) {
        for (int i = 0; i < string.length(); i++) {
            char character = string.charAt(i);
            switch (character) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(character);
            }
        }
    }
}
