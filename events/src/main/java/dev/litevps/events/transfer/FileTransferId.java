package dev.litevps.events.transfer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of one transfer of one file. */
public record FileTransferId(UUID value) {

    @JsonCreator
    public static FileTransferId of(String value) {
        return new FileTransferId(UUID.fromString(value));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
