package dev.litevps.query.token;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountEvent.AccountErased;
import dev.litevps.events.token.AccessTokenEvent;
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

/** Keeps one row for each access token; one that was revoked stays, but is not shown. */
@Component
@ProcessingGroup("query.token")
class AccessTokenProjection {

    private static final String CREATE = """
            insert into access_token_view (id, account_id, name, spend_limit_micros, created_at, version)
            values (?, ?, ?, ?, ?, ?)
            on conflict (id) do nothing""";

    private static final String REVOKE =
            "update access_token_view set revoked_at = ?, version = ? where id = ? and version < ?";

    private static final String ERASE = """
            update access_token_view set name = '[erased]', revoked_at = coalesce(revoked_at, ?)
            where account_id = ?""";

    private final ViewWriter views;
    private final JdbcOperations jdbc;

    AccessTokenProjection(ViewWriter views, JdbcOperations jdbc) {
        this.views = views;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(AccessTokenEvent event, @SequenceNumber long version) {
        UUID id = event.tokenId().value();
        AggregateVersion shown = new AggregateVersion("AccessToken", id.toString(), version);
        Object at = event.at().atOffset(ZoneOffset.UTC);
        switch (event) {
            case AccessTokenEvent.AccessTokenCreated created -> {
                Usd limit = created.spendLimit();
                views.write(
                        shown,
                        CREATE,
                        id,
                        created.accountId().value(),
                        created.name(),
                        limit == null ? null : limit.micros(),
                        at,
                        version);
            }
            case AccessTokenEvent.AccessTokenRevoked _ -> views.write(shown, REVOKE, at, version, id, version);
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
        jdbc.execute("truncate table access_token_view");
    }
}
