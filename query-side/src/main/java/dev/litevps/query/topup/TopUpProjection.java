package dev.litevps.query.topup;

import dev.litevps.events.topup.TopUpEvent;
import dev.litevps.events.topup.TopUpEvent.TopUpExpired;
import dev.litevps.events.topup.TopUpEvent.TopUpPaid;
import dev.litevps.events.topup.TopUpEvent.TopUpRequested;
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

/** Keeps one row for each top-up. */
@Component
@ProcessingGroup("query.topup")
class TopUpProjection {

    private static final String REQUEST = """
            insert into top_up_view (id, account_id, amount_micros, requested_at, version)
            values (?, ?, ?, ?, ?)
            on conflict (id) do nothing""";

    private static final String PAY = "update top_up_view set paid_at = ?, version = ? where id = ? and version < ?";

    private static final String EXPIRE =
            "update top_up_view set expired_at = ?, version = ? where id = ? and version < ?";

    private final ViewWriter views;
    private final JdbcOperations jdbc;

    TopUpProjection(ViewWriter views, JdbcOperations jdbc) {
        this.views = views;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(TopUpEvent event, @SequenceNumber long version) {
        UUID id = event.topUpId().value();
        AggregateVersion shown = new AggregateVersion("TopUp", id.toString(), version);
        Object at = event.at().atOffset(ZoneOffset.UTC);
        switch (event) {
            case TopUpRequested requested ->
                views.write(
                        shown,
                        REQUEST,
                        id,
                        requested.accountId().value(),
                        requested.amount().micros(),
                        at,
                        version);
            case TopUpPaid _ -> views.write(shown, PAY, at, version, id, version);
            case TopUpExpired _ -> views.write(shown, EXPIRE, at, version, id, version);
        }
    }

    @ResetHandler
    void reset() {
        jdbc.execute("truncate table top_up_view");
    }
}
