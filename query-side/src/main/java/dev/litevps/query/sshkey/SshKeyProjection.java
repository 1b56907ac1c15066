package dev.litevps.query.sshkey;

import dev.litevps.events.account.AccountEvent.AccountErased;
import dev.litevps.events.sshkey.SshKeyEvent;
import dev.litevps.query.AggregateVersion;
import dev.litevps.query.ViewWriter;
import java.time.ZoneOffset;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Keeps one row for each key; one that was removed stays, but is not shown. */
@Component
@ProcessingGroup("query.sshkey")
class SshKeyProjection {

    private static final String ADD = """
            insert into ssh_key_view (id, account_id, name, public_key, fingerprint, added_at, version)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do nothing""";

    private static final String REMOVE =
            "update ssh_key_view set removed_at = ?, version = ? where id = ? and version < ?";

    private static final String ERASE = """
            update ssh_key_view
            set name = '[erased]', public_key = '', fingerprint = '', removed_at = coalesce(removed_at, ?)
            where account_id = ?""";

    private final ViewWriter views;
    private final JdbcOperations jdbc;

    SshKeyProjection(ViewWriter views, JdbcOperations jdbc) {
        this.views = views;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(SshKeyEvent event, @SequenceNumber long version) {
        UUID id = event.sshKeyId().value();
        AggregateVersion shown = new AggregateVersion("SshKey", id.toString(), version);
        Object at = event.at().atOffset(ZoneOffset.UTC);
        switch (event) {
            case SshKeyEvent.SshKeyAdded added ->
                views.write(
                        shown,
                        ADD,
                        id,
                        added.accountId().value(),
                        added.name(),
                        added.publicKey(),
                        added.fingerprint(),
                        at,
                        version);
            case SshKeyEvent.SshKeyRemoved _ -> views.write(shown, REMOVE, at, version, id, version);
        }
    }

    /** What the owner called things is forgotten with the account. */
    @EventHandler
    void on(AccountErased event) {
        views.writeLast(
                ERASE, event.at().atOffset(ZoneOffset.UTC), event.accountId().value());
    }

    @ResetHandler
    void reset() {
        jdbc.execute("truncate table ssh_key_view");
    }
}
