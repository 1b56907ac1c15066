package dev.litevps.query.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.token.AccessTokenEvent;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.query.Events;
import dev.litevps.query.ProjectionContract;
import dev.litevps.query.ViewDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccessTokenProjectionTest extends ProjectionContract {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private static final Usd LIMIT = Usd.of("2.500001");

    private final AccountId account = new AccountId(UUID.randomUUID());
    private final AccessTokenId id = new AccessTokenId(UUID.randomUUID());

    @Override
    protected Object projection(ViewDatabase on) {
        return new AccessTokenProjection(on.writer(), on.jdbc());
    }

    @Override
    protected List<DomainEventMessage<?>> life() {
        return Events.of(
                "AccessToken", id, created(id, LIMIT, AT), new AccessTokenEvent.AccessTokenRevoked(id, account, AT));
    }

    private AccessTokenEvent created(AccessTokenId token, @Nullable Usd limit, Instant at) {
        return new AccessTokenEvent.AccessTokenCreated(token, account, "ci-deploy", limit, at);
    }

    private AccessTokenQueries queries() {
        return new AccessTokenQueries(database().reads());
    }

    private List<AccessTokenRow> listed() {
        List<AccessTokenRow> rows =
                queries().byAccount(account, 10).collectList().block(PATIENCE);
        return rows == null ? List.of() : rows;
    }

    @Test
    void aTokenIsListedUntilItIsRevoked() {
        handle(Events.of("AccessToken", id, created(id, LIMIT, AT)));
        assertThat(listed()).containsExactly(new AccessTokenRow(id, account, "ci-deploy", LIMIT, Usd.ZERO, AT));
        assertThat(queries().byId(id).blockOptional(PATIENCE)).isPresent();

        handle(life());
        assertThat(listed()).isEmpty();
        assertThat(queries().byId(id).blockOptional(PATIENCE)).isEmpty();
    }

    @Test
    void theNewestTokenIsListedFirst() {
        AccessTokenId later = new AccessTokenId(UUID.randomUUID());
        handle(Events.of("AccessToken", id, created(id, LIMIT, AT)));
        handle(Events.of("AccessToken", later, created(later, null, AT.plusSeconds(1))));

        assertThat(listed()).extracting(AccessTokenRow::id).containsExactly(later, id);
        assertThat(listed()).extracting(AccessTokenRow::spendLimit).containsExactly(null, LIMIT);
    }
}
