package dev.litevps.events.snapshot;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.litevps.events.vps.VpsId;

/** The identity of all the snapshots of a VPS: the id of the VPS with a prefix, as they are a stream of their own. */
public record SnapshotsId(VpsId vpsId) {

    private static final String PREFIX = "snapshots-";

    @JsonCreator
    public static SnapshotsId of(String value) {
        if (!value.startsWith(PREFIX)) {
            throw new IllegalArgumentException("not the id of the snapshots of a VPS: " + value);
        }
        return new SnapshotsId(VpsId.of(value.substring(PREFIX.length())));
    }

    @Override
    @JsonValue
    public String toString() {
        return PREFIX + vpsId;
    }
}
