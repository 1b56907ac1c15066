package dev.litevps.saga.alert;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.token.AccessTokenId;
import java.time.Instant;

/** What the owner of an account must be told: figures only, nothing that names a person. It lies in the scheduler's rows. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "alert")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Alert.LowBalance.class, name = "low-balance"),
    @JsonSubTypes.Type(value = Alert.BalanceExhausted.class, name = "balance-exhausted"),
    @JsonSubTypes.Type(value = Alert.GraceEnding.class, name = "grace-ending"),
    @JsonSubTypes.Type(value = Alert.GraceEnded.class, name = "grace-ended"),
    @JsonSubTypes.Type(value = Alert.SpendLimitReached.class, name = "spend-limit-reached")
})
public sealed interface Alert {

    AccountId accountId();

    /** When it happened. */
    Instant at();

    /** The money will soon be used up. */
    record LowBalance(AccountId accountId, Usd balance, Usd burnPerHour, Instant at) implements Alert {}

    /** The money is used up; machines are being stopped, and their disks are kept until {@code graceEndsAt}. */
    record BalanceExhausted(AccountId accountId, Usd balance, Instant graceEndsAt, Instant at) implements Alert {}

    /** The disks will be destroyed soon, at {@code endsAt}. */
    record GraceEnding(AccountId accountId, Instant endsAt, Instant at) implements Alert {}

    /** The machines are being destroyed with their disks. */
    record GraceEnded(AccountId accountId, int machines, Instant at) implements Alert {}

    /** An access token has spent what it may; the machines that it created are being stopped. */
    record SpendLimitReached(AccountId accountId, AccessTokenId tokenId, Usd spent, Usd limit, Instant at)
            implements Alert {}
}
