package dev.litevps.query.sshkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.sshkey.SshKeyEvent;
import dev.litevps.events.sshkey.SshKeyId;
import dev.litevps.query.Events;
import dev.litevps.query.ProjectionContract;
import dev.litevps.query.Slice;
import dev.litevps.query.ViewDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.Test;

class SshKeyProjectionTest extends ProjectionContract {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    private final AccountId account = new AccountId(UUID.randomUUID());
    private final SshKeyId id = new SshKeyId(UUID.randomUUID());

    @Override
    protected Object projection(ViewDatabase on) {
        return new SshKeyProjection(on.writer(), on.jdbc());
    }

    @Override
    protected List<DomainEventMessage<?>> life() {
        return Events.of("SshKey", id, added(), new SshKeyEvent.SshKeyRemoved(id, account, AT));
    }

    @Test
    void aKeyIsListedUntilItIsRemoved() {
        SshKeyQueries queries = new SshKeyQueries(database().reads());
        handle(Events.of("SshKey", id, added()));
        assertThat(queries.byAccount(account, Slice.first(10)).collectList().block(PATIENCE))
                .containsExactly(new SshKeyRow(id, account, "laptop", "ssh-ed25519 AAAA", "SHA256:abc", AT));
        handle(life());
        assertThat(queries.byAccount(account, Slice.first(10)).collectList().block(PATIENCE))
                .isEmpty();
        assertThat(queries.byId(id).blockOptional(PATIENCE)).isEmpty();
    }

    private SshKeyEvent added() {
        return new SshKeyEvent.SshKeyAdded(id, account, "laptop", "ssh-ed25519 AAAA", "SHA256:abc", AT);
    }
}
