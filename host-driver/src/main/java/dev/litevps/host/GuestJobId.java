package dev.litevps.host;

import java.util.UUID;

/** What a job is called in its guest. */
public record GuestJobId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
