package dev.litevps.events.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Personal data as events carry it: encrypted under the key of its account, in base64. With the key destroyed it is
 * noise for good, and the event around it stays as provable as before.
 */
public record EncryptedText(@JsonValue String ciphertext) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public EncryptedText {}
}
