package dev.litevps.events.alert;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.litevps.events.account.AccountId;

/** The identity of all the alert addresses of an account: the account's id with a prefix, as they are a stream of their own. */
public record AlertAddressesId(AccountId accountId) {

    private static final String PREFIX = "alerts-";

    @JsonCreator
    public static AlertAddressesId of(String value) {
        if (!value.startsWith(PREFIX)) {
            throw new IllegalArgumentException("not the id of an account's alert addresses: " + value);
        }
        return new AlertAddressesId(AccountId.of(value.substring(PREFIX.length())));
    }

    @Override
    @JsonValue
    public String toString() {
        return PREFIX + accountId;
    }
}
