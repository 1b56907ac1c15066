package dev.litevps.events.token;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of an access token. It names the token and is no secret. */
public record AccessTokenId(UUID value) implements Comparable<AccessTokenId> {

    @JsonCreator
    public static AccessTokenId of(String value) {
        return new AccessTokenId(UUID.fromString(value));
    }

    @Override
    public int compareTo(AccessTokenId other) {
        return value.compareTo(other.value);
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
