package dev.litevps.query.token;

import dev.litevps.events.Usd;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.ledger.LedgerEvent.ChargesReversed;
import dev.litevps.events.ledger.LedgerEvent.MinuteCharged;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.query.PendingWrites;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/**
 * Adds up, for each access token, what the VPSes that it created have cost. Nobody waits for it: a client that has written
 * something has not thereby spent anything yet.
 */
@Component
@ProcessingGroup("query.token-spending")
class TokenSpendingProjection {

    private static final String RESOURCE = TokenSpendingProjection.class.getName();

    private final JdbcOperations jdbc;

    TokenSpendingProjection(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(MinuteCharged charged, @SequenceNumber long version) {
        sums(charged.lines()).forEach((token, sum) -> batch().add(token, charged.accountId(), sum, version));
    }

    @EventHandler
    void on(ChargesReversed reversed, @SequenceNumber long version) {
        sums(reversed.lines())
                .forEach((token, sum) -> batch().add(token, reversed.accountId(), Usd.ZERO.minus(sum), version));
    }

    /** What the lines of each token cost together. A minute of one account has few tokens, but many lines. */
    private static Map<AccessTokenId, Usd> sums(List<ChargeLine> lines) {
        Map<AccessTokenId, Usd> sums = new HashMap<>();
        for (ChargeLine line : lines) {
            AccessTokenId token = line.tokenId();
            if (token != null) {
                sums.merge(token, line.amount(), Usd::plus);
            }
        }
        return sums;
    }

    private SpendingBatch batch() {
        return PendingWrites.in(RESOURCE, () -> new SpendingBatch(jdbc));
    }

    @ResetHandler
    void reset() {
        jdbc.execute("truncate table token_spending_view");
    }
}
