package dev.litevps.events.sshkey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of an SSH public key that an account keeps with the platform. */
public record SshKeyId(UUID value) {

    @JsonCreator
    public static SshKeyId of(String value) {
        return new SshKeyId(UUID.fromString(value));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
