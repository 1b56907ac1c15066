package dev.litevps.events.ledger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.litevps.events.account.AccountId;

/** The identity of a ledger: its account's id with a prefix, since an account and its ledger are two streams of events. */
public record LedgerId(AccountId accountId) {

    private static final String PREFIX = "ledger-";

    @JsonCreator
    public static LedgerId of(String value) {
        if (!value.startsWith(PREFIX)) {
            throw new IllegalArgumentException("not the id of a ledger: " + value);
        }
        return new LedgerId(AccountId.of(value.substring(PREFIX.length())));
    }

    @Override
    @JsonValue
    public String toString() {
        return PREFIX + accountId;
    }
}
