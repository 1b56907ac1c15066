package dev.litevps.query.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.alert.AlertAddressEvent;
import dev.litevps.events.alert.AlertAddressEvent.AlertAddressAdded;
import dev.litevps.events.alert.AlertAddressEvent.AlertAddressRemoved;
import dev.litevps.events.alert.AlertAddressId;
import dev.litevps.events.alert.AlertAddressesId;
import dev.litevps.query.Events;
import dev.litevps.query.ProjectionContract;
import dev.litevps.query.ViewDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.Test;

class AlertAddressProjectionTest extends ProjectionContract {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    private final AccountId account = new AccountId(UUID.randomUUID());
    private final AlertAddressesId addresses = new AlertAddressesId(account);
    private final AlertAddressId first = new AlertAddressId(UUID.randomUUID());
    private final AlertAddressId second = new AlertAddressId(UUID.randomUUID());

    @Override
    protected Object projection(ViewDatabase on) {
        return new AlertAddressProjection(on.writer(), on.jdbc());
    }

    @Override
    protected List<DomainEventMessage<?>> life() {
        return Events.of("AlertAddresses", addresses, added(first, "one"), removed(first));
    }

    @Test
    void addressesAreListedInTheirOrderUntilTheyAreRemoved() {
        handle(Events.of("AlertAddresses", addresses, added(first, "one"), added(second, "two")));
        assertThat(queries().byAccount(account).collectList().block(PATIENCE))
                .containsExactly(row(first, "one"), row(second, "two"));

        handle(Events.of("AlertAddresses", addresses, added(first, "one"), added(second, "two"), removed(first)));
        assertThat(queries().byAccount(account).collectList().block(PATIENCE)).containsExactly(row(second, "two"));
    }

    @Test
    void anAddressIsFoundByItsHashAndByItsOwnerOnly() {
        handle(Events.of("AlertAddresses", addresses, added(first, "one")));

        assertThat(queries().byHash(account, "hash of one").block(PATIENCE)).isEqualTo(row(first, "one"));
        assertThat(queries().byHash(account, "hash of two").blockOptional(PATIENCE))
                .isEmpty();
        assertThat(queries()
                        .byHash(new AccountId(UUID.randomUUID()), "hash of one")
                        .blockOptional(PATIENCE))
                .isEmpty();
    }

    @Test
    void anAddressThatWasRemovedCanBeAddedAgain() {
        handle(Events.of("AlertAddresses", addresses, added(first, "one"), removed(first), added(second, "one")));

        assertThat(queries().byHash(account, "hash of one").block(PATIENCE)).isEqualTo(row(second, "one"));
    }

    @Test
    void nothingOfAnAddressThatWasRemovedStays() {
        handle(life());

        assertThat(database().rows().get("alert_address_view")).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("email_ciphertext", null)
                .containsEntry("email_hash", null));
    }

    private AlertAddressQueries queries() {
        return new AlertAddressQueries(database().reads());
    }

    private AlertAddressEvent added(AlertAddressId id, String email) {
        return new AlertAddressAdded(addresses, account, id, new EncryptedText(email), "hash of " + email, AT);
    }

    private AlertAddressEvent removed(AlertAddressId id) {
        return new AlertAddressRemoved(addresses, account, id, AT);
    }

    private AlertAddressRow row(AlertAddressId id, String email) {
        return new AlertAddressRow(id, account, new EncryptedText(email), AT);
    }
}
