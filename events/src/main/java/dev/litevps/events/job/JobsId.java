package dev.litevps.events.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.litevps.events.vps.VpsId;

/** The identity of all the jobs of a VPS: the id of the VPS with a prefix, as they are a stream of their own. */
public record JobsId(VpsId vpsId) {

    private static final String PREFIX = "jobs-";

    @JsonCreator
    public static JobsId of(String value) {
        if (!value.startsWith(PREFIX)) {
            throw new IllegalArgumentException("not the id of the jobs of a VPS: " + value);
        }
        return new JobsId(VpsId.of(value.substring(PREFIX.length())));
    }

    @Override
    @JsonValue
    public String toString() {
        return PREFIX + vpsId;
    }
}
