package dev.litevps.events.snapshot;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of a snapshot. Hosts name it after this: its owner's name for it may be given again, to another. */
public record SnapshotId(UUID value) {

    @JsonCreator
    public static SnapshotId of(String value) {
        return new SnapshotId(UUID.fromString(value));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
