package dev.litevps.query.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.account.AccountEvent;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.account.Role;
import dev.litevps.query.Events;
import dev.litevps.query.ProjectionContract;
import dev.litevps.query.ViewDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.Test;

class AccountProjectionTest extends ProjectionContract {

    private static final Instant REGISTERED = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant LOGGED_IN = Instant.parse("2026-11-23T10:05:00Z");

    private final AccountId id = new AccountId(UUID.randomUUID());
    private final EncryptedText email = new EncryptedText("c2VjcmV0");

    @Override
    protected Object projection(ViewDatabase on) {
        return new AccountProjection(on.writer(), on.jdbc());
    }

    @Override
    protected List<DomainEventMessage<?>> life() {
        return Events.of(
                "Account",
                id,
                new AccountEvent.AccountRegistered(id, email, Role.CUSTOMER, REGISTERED),
                new AccountEvent.LoggedIn(id, LOGGED_IN),
                new AccountEvent.SessionsEnded(id, LOGGED_IN.plusSeconds(60)));
    }

    @Test
    void anAccountShowsItsLastLogin() {
        handle(life());
        assertThat(new AccountQueries(database().reads()).byId(id).block(PATIENCE))
                .isEqualTo(new AccountRow(id, email, Role.CUSTOMER, REGISTERED, LOGGED_IN));
    }
}
