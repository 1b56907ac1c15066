package dev.litevps.query;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a row that was read. Those without {@code OrNull} promise a value.
 *
 * @param row as the driver hands it over; valid only while it is being mapped
 */
public record Columns(Readable row) {

    public UUID uuid(String name) {
        return required(name, UUID.class);
    }

    public String text(String name) {
        return required(name, String.class);
    }

    public @Nullable String textOrNull(String name) {
        return row.get(name, String.class);
    }

    public int integer(String name) {
        return required(name, Integer.class);
    }

    public @Nullable Integer integerOrNull(String name) {
        return row.get(name, Integer.class);
    }

    public long number(String name) {
        return required(name, Long.class);
    }

    public @Nullable Long numberOrNull(String name) {
        return row.get(name, Long.class);
    }

    public boolean flag(String name) {
        return required(name, Boolean.class);
    }

    public Instant instant(String name) {
        return required(name, OffsetDateTime.class).toInstant();
    }

    public @Nullable Instant instantOrNull(String name) {
        OffsetDateTime value = row.get(name, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** Any other column. */
    public <T> T required(String name, Class<T> type) {
        return Objects.requireNonNull(row.get(name, type), name);
    }
}
