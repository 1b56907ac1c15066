package dev.litevps.events.approval;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.litevps.events.account.AccountId;

/** The identity of an allowance: the id of the person's account with a prefix, since the two are two streams of events. */
public record AllowanceId(AccountId personId) {

    private static final String PREFIX = "allowance-";

    @JsonCreator
    public static AllowanceId of(String value) {
        if (!value.startsWith(PREFIX)) {
            throw new IllegalArgumentException("not the id of an allowance: " + value);
        }
        return new AllowanceId(AccountId.of(value.substring(PREFIX.length())));
    }

    @Override
    @JsonValue
    public String toString() {
        return PREFIX + personId;
    }
}
