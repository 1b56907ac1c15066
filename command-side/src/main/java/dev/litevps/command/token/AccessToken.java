package dev.litevps.command.token;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.token.AccessTokenCommand.CreateAccessToken;
import dev.litevps.command.token.AccessTokenCommand.RevokeAccessToken;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.token.AccessTokenEvent;
import dev.litevps.events.token.AccessTokenEvent.AccessTokenCreated;
import dev.litevps.events.token.AccessTokenEvent.AccessTokenRevoked;
import dev.litevps.events.token.AccessTokenId;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** A token is created by its account, lets whoever shows it act for the account, and is revoked in the end, for good. */
@Aggregate(cache = "aggregateCache", snapshotTriggerDefinition = "snapshotTrigger")
@Revision("1")
class AccessToken {

    static final String UNKNOWN = "there is no such access token";

    @AggregateIdentifier
    private @Nullable AccessTokenId tokenId;

    private @Nullable AccountId accountId;
    private boolean limited;
    private boolean revoked;

    AccessToken() {}

    boolean exists() {
        return tokenId != null;
    }

    boolean isRevoked() {
        return revoked;
    }

    boolean isLimited() {
        return limited;
    }

    void create(CreateAccessToken command) {
        apply(new AccessTokenCreated(
                command.tokenId(), command.accountId(), command.name(), command.spendLimit(), command.at()));
    }

    void revoke(RevokeAccessToken command) {
        if (!command.accountId().equals(accountId)) {
            throw new CommandRejected(RejectionCode.UNKNOWN_ACCESS_TOKEN, UNKNOWN);
        }
        if (!revoked) {
            apply(new AccessTokenRevoked(command.tokenId(), command.accountId(), command.at()));
        }
    }

    @EventSourcingHandler
    void on(AccessTokenEvent event) {
        switch (event) {
            case AccessTokenCreated created -> {
                tokenId = created.tokenId();
                accountId = created.accountId();
                limited = created.spendLimit() != null;
            }
            case AccessTokenRevoked _ -> revoked = true;
        }
    }
}
