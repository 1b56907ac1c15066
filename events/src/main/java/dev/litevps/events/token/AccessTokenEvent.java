package dev.litevps.events.token;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Personal;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** The life of an access token. Neither its value nor a hash of it is part of it. */
public sealed interface AccessTokenEvent {

    AccessTokenId tokenId();

    AccountId accountId();

    Instant at();

    /**
     * Whoever shows the token acts for the account from now on. The hash of its value was stored in the same transaction;
     * so was the limit, in the account's ledger.
     *
     * @param name what the owner calls it
     * @param spendLimit what the VPSes that are created with it may cost, in all; null if that is not limited
     */
    @Revision("1")
    record AccessTokenCreated(
            AccessTokenId tokenId,
            AccountId accountId,
            @Personal String name,
            @Nullable Usd spendLimit,
            Instant at) implements AccessTokenEvent {}

    /**
     * The token lets nobody in any more; the hash of its value was deleted in the same transaction. VPSes that were created
     * with it stay, and still count as spent by it.
     */
    @Revision("1")
    record AccessTokenRevoked(AccessTokenId tokenId, AccountId accountId, Instant at) implements AccessTokenEvent {}
}
