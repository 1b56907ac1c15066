package dev.litevps.query.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.ledger.LedgerEvent.ChargesReversed;
import dev.litevps.events.ledger.LedgerEvent.MinuteCharged;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.token.AccessTokenEvent.AccessTokenCreated;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Events;
import dev.litevps.query.ProjectionContract;
import dev.litevps.query.ViewDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenSpendingProjectionTest extends ProjectionContract {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private static final Minute MINUTE = Minute.of(AT);

    /** A micro-dollar for each minute. */
    private static final Usd PRICE = new Usd(60);

    private final AccountId account = new AccountId(UUID.randomUUID());
    private final LedgerId ledger = new LedgerId(account);
    private final AccessTokenId token = new AccessTokenId(UUID.randomUUID());
    private final AccessTokenId other = new AccessTokenId(UUID.randomUUID());

    @Override
    protected Object projection(ViewDatabase on) {
        return new TokenSpendingProjection(on.jdbc());
    }

    @Override
    protected List<DomainEventMessage<?>> life() {
        return Events.of(
                "Ledger",
                ledger,
                charged(line(token, 10), line(token, 20), line(null, 400)),
                charged(line(token, 5)),
                reversed(line(token, 3)),
                charged(line(token, 1)));
    }

    private MinuteCharged charged(ChargeLine... lines) {
        return new MinuteCharged(ledger, account, MINUTE, List.of(lines), Usd.ZERO, AT);
    }

    private ChargesReversed reversed(ChargeLine line) {
        return new ChargesReversed(ledger, account, line.vpsId(), List.of(line), line.amount(), Usd.ZERO, AT);
    }

    private static ChargeLine line(@Nullable AccessTokenId token, int minutes) {
        return ChargeLine.of(new VpsId(UUID.randomUUID()), token, 1, PRICE, MINUTE, minutes, 1);
    }

    private @Nullable Usd spent(AccessTokenId by) {
        database()
                .handle(
                        Events.of("AccessToken", by, new AccessTokenCreated(by, account, "ci-deploy", null, AT)),
                        new AccessTokenProjection(
                                database().writer(), database().jdbc()));
        AccessTokenRow row = new AccessTokenQueries(database().reads()).byId(by).block(PATIENCE);
        return row == null ? null : row.spent();
    }

    /** Nobody waits for it. */
    @Override
    protected long shownVersion(DomainEventMessage<?> event) {
        return database()
                .jdbc()
                .query(
                        "select version from token_spending_view where token_id = ?",
                        (row, _) -> row.getLong("version"),
                        token.value())
                .getFirst();
    }

    @Test
    void whatTheVpsesOfATokenCostIsAddedUp() {
        handle(life());

        assertThat(spent(token)).isEqualTo(new Usd(10 + 20 + 5 - 3 + 1));
    }

    @Test
    void whatNoTokenCreatedCountsForNone() {
        handle(Events.of("Ledger", ledger, charged(line(null, 400))));

        assertThat(database().rows().get("token_spending_view")).isEmpty();
        assertThat(spent(token)).isEqualTo(Usd.ZERO);
    }

    @Test
    void eachTokenIsCountedForItself() {
        handle(Events.of("Ledger", ledger, charged(line(token, 10), line(other, 7)), charged(line(other, 1))));

        assertThat(spent(token)).isEqualTo(new Usd(10));
        assertThat(spent(other)).isEqualTo(new Usd(8));
    }

    @Test
    void aBatchOfOldAndNewEventsCountsTheNewOnes() {
        List<DomainEventMessage<?>> life = life();
        handle(life.subList(0, 2));
        handle(life.subList(1, 4));

        assertThat(spent(token)).isEqualTo(new Usd(10 + 20 + 5 - 3 + 1));
    }

    @Test
    void aMinuteOfALargeFleetIsCountedInOneBatch() {
        int accounts = 200;
        List<DomainEventMessage<?>> minute = new ArrayList<>();
        for (int number = 0; number < accounts; number++) {
            AccountId owner = new AccountId(UUID.randomUUID());
            AccessTokenId deployer = new AccessTokenId(UUID.randomUUID());
            List<ChargeLine> lines =
                    IntStream.range(0, 500).mapToObj(_ -> line(deployer, 1)).toList();
            minute.addAll(Events.of(
                    "Ledger",
                    new LedgerId(owner),
                    new MinuteCharged(new LedgerId(owner), owner, MINUTE, lines, Usd.ZERO, AT)));
        }

        handle(minute);

        assertThat(database().rows().get("token_spending_view"))
                .hasSize(accounts)
                .allSatisfy(row -> assertThat(row).containsEntry("spent_micros", 500L));
    }
}
