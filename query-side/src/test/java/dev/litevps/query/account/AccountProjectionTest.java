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
    private static final Instant ERASED = LOGGED_IN.plusSeconds(120);
    private static final AccountId CLERK = new AccountId(UUID.randomUUID());

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
                new AccountEvent.SessionsEnded(id, LOGGED_IN.plusSeconds(60)),
                new AccountEvent.AccountErased(id, CLERK, "ticket 4711", ERASED));
    }

    @Test
    void anAccountShowsItsLastLogin() {
        handle(life().subList(0, 2));
        assertThat(row()).isEqualTo(new AccountRow(id, email, Role.CUSTOMER, REGISTERED, LOGGED_IN, null));
    }

    @Test
    void anErasedAccountShowsItsReceiptAndNoAddress() {
        List<DomainEventMessage<?>> life = life();
        handle(life);
        UUID receipt = UUID.fromString(life.getLast().getIdentifier());
        assertThat(row())
                .isEqualTo(new AccountRow(
                        id,
                        null,
                        Role.CUSTOMER,
                        REGISTERED,
                        LOGGED_IN,
                        new AccountRow.Erasure(ERASED, CLERK, "ticket 4711", receipt)));
    }

    private AccountRow row() {
        return new AccountQueries(database().reads())
                .byId(id)
                .blockOptional(PATIENCE)
                .orElseThrow();
    }
}
