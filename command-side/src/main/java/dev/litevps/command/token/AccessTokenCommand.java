package dev.litevps.command.token;

import dev.litevps.command.Command;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.token.AccessTokenId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of an access token. Its value is nothing that a command knows. */
public sealed interface AccessTokenCommand extends Command {

    AccessTokenId tokenId();

    AccountId accountId();

    /**
     * Make a token of the account. Repeated, it changes nothing. To be sent in the transaction that stores the hash of the
     * token's value.
     *
     * @param name 1 to 64 characters, none of them a control
     * @param spendLimit what the VPSes that are created with it may cost, in all; null if that is not limited
     */
    record CreateAccessToken(
            @TargetAggregateIdentifier AccessTokenId tokenId,
            AccountId accountId,
            String name,
            @Nullable Usd spendLimit,
            Instant at)
            implements AccessTokenCommand {}

    /** Let nobody in with the token any more. Repeated, it changes nothing. To be sent where the hash is deleted. */
    record RevokeAccessToken(@TargetAggregateIdentifier AccessTokenId tokenId, AccountId accountId, Instant at)
            implements AccessTokenCommand {}
}
