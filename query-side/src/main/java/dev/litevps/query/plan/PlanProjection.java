package dev.litevps.query.plan;

import dev.litevps.events.Minute;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.plan.PlanEvent;
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

/**
 * Keeps one row for each plan, and one for each price that it has had. A retired plan stays, for the machines that have it.
 */
@Component
@ProcessingGroup("query.catalogue")
class PlanProjection {

    private static final String PUBLISH = """
            insert into plan_view (id, name, vcpu, memory_mb, disk_gb, price_per_hour_micros, version)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do nothing""";

    private static final String REPRICE =
            "update plan_view set price_per_hour_micros = ?, version = ? where id = ? and version < ?";

    private static final String RENAME = "update plan_view set name = ?, version = ? where id = ? and version < ?";

    private static final String RETIRE =
            "update plan_view set retired = true, version = ? where id = ? and version < ?";

    /** Numbers the prices in the order of the events, as the charges do. */
    private static final String ADD_PRICE = """
            insert into price_view (plan_id, number, price_per_hour_micros, effective_from, sequence_number, event_id, at)
            select cast(? as uuid), count(*) + 1, ?, ?, ?, ?, ?
            from price_view where plan_id = ?
            having coalesce(max(sequence_number), -1) < ?""";

    private final ViewWriter views;
    private final JdbcOperations jdbc;

    PlanProjection(ViewWriter views, JdbcOperations jdbc) {
        this.views = views;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(PlanEvent event, @SequenceNumber long version, @MessageIdentifier String eventId) {
        UUID id = event.planId().value();
        AggregateVersion shown = new AggregateVersion("Plan", id.toString(), version);
        switch (event) {
            case PlanEvent.PlanPublished published -> {
                Resources resources = published.resources();
                views.write(
                        shown,
                        PUBLISH,
                        id,
                        published.name(),
                        resources.vcpu(),
                        resources.memoryMb(),
                        resources.diskGb(),
                        published.pricePerHour().micros(),
                        version);
                addPrice(shown, published, published.pricePerHour(), Minute.of(published.at()), eventId);
            }
            case PlanEvent.PlanRepriced repriced -> {
                views.write(shown, REPRICE, repriced.pricePerHour().micros(), version, id, version);
                addPrice(shown, repriced, repriced.pricePerHour(), repriced.effectiveFrom(), eventId);
            }
            case PlanEvent.PlanRenamed renamed -> views.write(shown, RENAME, renamed.name(), version, id, version);
            case PlanEvent.PlanRetired _ -> views.write(shown, RETIRE, version, id, version);
        }
    }

    private void addPrice(
            AggregateVersion shown, PlanEvent event, Usd pricePerHour, Minute effectiveFrom, String eventId) {
        UUID id = event.planId().value();
        long version = shown.sequenceNumber();
        views.write(
                shown,
                ADD_PRICE,
                id,
                pricePerHour.micros(),
                effectiveFrom.sinceEpoch(),
                version,
                UUID.fromString(eventId),
                event.at().atOffset(ZoneOffset.UTC),
                id,
                version);
    }

    @ResetHandler
    void reset() {
        jdbc.execute("truncate table plan_view, price_view");
    }
}
