package dev.litevps.query.account;

import dev.litevps.events.account.AccountEvent;
import dev.litevps.query.AggregateVersion;
import dev.litevps.query.ViewWriter;
import java.time.ZoneOffset;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Keeps one row for each account. */
@Component
@ProcessingGroup("query.account")
class AccountProjection {

    private static final String REGISTER = """
            insert into account_view (id, email_ciphertext, role, registered_at, version)
            values (?, ?, ?, ?, ?)
            on conflict (id) do nothing""";

    private static final String LOG_IN =
            "update account_view set last_login_at = ?, version = ? where id = ? and version < ?";

    private static final String PASS_BY = "update account_view set version = ? where id = ? and version < ?";

    private static final String ERASE = """
            update account_view
            set email_ciphertext = null, erased_at = ?, erased_by = ?, erased_reason = ?, erased_event_id = ?, version = ?
            where id = ? and version < ?""";

    private final ViewWriter views;
    private final JdbcOperations jdbc;

    AccountProjection(ViewWriter views, JdbcOperations jdbc) {
        this.views = views;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(AccountEvent event, @SequenceNumber long version, @MessageIdentifier String eventId) {
        UUID id = event.accountId().value();
        AggregateVersion shown = new AggregateVersion("Account", id.toString(), version);
        Object at = event.at().atOffset(ZoneOffset.UTC);
        switch (event) {
            case AccountEvent.AccountRegistered registered ->
                views.write(
                        shown,
                        REGISTER,
                        id,
                        registered.email().ciphertext(),
                        registered.role().name(),
                        at,
                        version);
            case AccountEvent.LoggedIn _ -> views.write(shown, LOG_IN, at, version, id, version);
            case AccountEvent.SessionsEnded _ -> views.write(shown, PASS_BY, version, id, version);
            case AccountEvent.AccountErased erased ->
                views.write(
                        shown,
                        ERASE,
                        at,
                        erased.erasedBy().value(),
                        erased.reason(),
                        UUID.fromString(eventId),
                        version,
                        id,
                        version);
        }
    }

    @ResetHandler
    void reset() {
        jdbc.execute("truncate table account_view");
    }
}
