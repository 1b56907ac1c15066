package dev.litevps.query.alert;

import dev.litevps.events.account.AccountEvent.AccountErased;
import dev.litevps.events.alert.AlertAddressEvent;
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

/** Keeps one row for each alert address; of one that was removed only that it was there. */
@Component
@ProcessingGroup("query.alert")
class AlertAddressProjection {

    private static final String ADD = """
            insert into alert_address_view (id, account_id, email_ciphertext, email_hash, added_at, version)
            values (?, ?, ?, ?, ?, ?)
            on conflict (id) do nothing""";

    private static final String REMOVE = """
            update alert_address_view set removed_at = ?, email_ciphertext = null, email_hash = null, version = ?
            where id = ? and version < ?""";

    private static final String ERASE = """
            update alert_address_view
            set email_ciphertext = null, email_hash = null, removed_at = coalesce(removed_at, ?)
            where account_id = ?""";

    private final ViewWriter views;
    private final JdbcOperations jdbc;

    AlertAddressProjection(ViewWriter views, JdbcOperations jdbc) {
        this.views = views;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(AlertAddressEvent event, @SequenceNumber long version) {
        UUID id = event.addressId().value();
        AggregateVersion shown =
                new AggregateVersion("AlertAddresses", event.alertAddressesId().toString(), version);
        Object at = event.at().atOffset(ZoneOffset.UTC);
        switch (event) {
            case AlertAddressEvent.AlertAddressAdded added ->
                views.write(
                        shown,
                        ADD,
                        id,
                        added.accountId().value(),
                        added.email().ciphertext(),
                        added.emailHash(),
                        at,
                        version);
            case AlertAddressEvent.AlertAddressRemoved _ -> views.write(shown, REMOVE, at, version, id, version);
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
        jdbc.execute("truncate table alert_address_view");
    }
}
