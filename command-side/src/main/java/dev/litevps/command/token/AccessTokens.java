package dev.litevps.command.token;

import dev.litevps.command.Aggregates;
import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.ledger.Ledgers;
import dev.litevps.command.token.AccessTokenCommand.CreateAccessToken;
import dev.litevps.command.token.AccessTokenCommand.RevokeAccessToken;
import dev.litevps.events.Usd;
import dev.litevps.events.token.AccessTokenId;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A token and its limit begin together, and end together. Handlers of other aggregates ask here, within their own unit of
 * work, whether a token still counts.
 */
@Component
public class AccessTokens {

    private static final String REVOKED = "the access token was revoked";

    private final Repository<AccessToken> tokens;
    private final Ledgers ledgers;

    AccessTokens(Repository<AccessToken> tokens, Ledgers ledgers) {
        this.tokens = tokens;
        this.ledgers = ledgers;
    }

    /**
     * Makes sure that the token, if there is one, was not revoked while what it was shown for was on its way.
     *
     * @throws CommandRejected with {@link RejectionCode#ACCESS_TOKEN_REVOKED} if it was, or never was
     */
    public void requireNotRevoked(@Nullable AccessTokenId tokenId) {
        if (tokenId != null
                && Aggregates.load(tokens, tokenId, RejectionCode.ACCESS_TOKEN_REVOKED, REVOKED)
                        .invoke(AccessToken::isRevoked)) {
            throw new CommandRejected(RejectionCode.ACCESS_TOKEN_REVOKED, REVOKED);
        }
    }

    @CommandHandler
    void handle(CreateAccessToken command) {
        Aggregate<AccessToken> token = Aggregates.loadOrCreate(tokens, command.tokenId(), AccessToken::new);
        if (token.invoke(AccessToken::exists)) {
            return;
        }
        TokenTerms.requireName(command.name());
        Usd limit = command.spendLimit();
        if (limit != null) {
            TokenTerms.requireLimit(limit);
            ledgers.limitSpending(command.accountId(), command.tokenId(), limit, command.at());
        }
        token.execute(fresh -> fresh.create(command));
    }

    @CommandHandler
    void handle(RevokeAccessToken command) {
        Aggregate<AccessToken> token =
                Aggregates.load(tokens, command.tokenId(), RejectionCode.UNKNOWN_ACCESS_TOKEN, AccessToken.UNKNOWN);
        token.execute(known -> known.revoke(command));
        if (token.invoke(AccessToken::isLimited)) {
            ledgers.endSpendLimit(command.accountId(), command.tokenId(), command.at());
        }
    }
}
