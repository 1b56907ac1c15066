package dev.litevps.query.plan;

import dev.litevps.events.Resources;
import dev.litevps.events.plan.PlanEvent;
import dev.litevps.query.AggregateVersion;
import dev.litevps.query.ViewWriter;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Keeps one row for each plan. A retired one stays, for the machines that have it. */
@Component
@ProcessingGroup("query.plan")
class PlanProjection {

    private static final String PUBLISH = """
            insert into plan_view (id, name, vcpu, memory_mb, disk_gb, price_per_hour_micros, version)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do nothing""";

    private static final String REPRICE =
            "update plan_view set price_per_hour_micros = ?, version = ? where id = ? and version < ?";

    private static final String RETIRE =
            "update plan_view set retired = true, version = ? where id = ? and version < ?";

    private final ViewWriter views;
    private final JdbcOperations jdbc;

    PlanProjection(ViewWriter views, JdbcOperations jdbc) {
        this.views = views;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(PlanEvent event, @SequenceNumber long version) {
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
            }
            case PlanEvent.PlanRepriced repriced ->
                views.write(shown, REPRICE, repriced.pricePerHour().micros(), version, id, version);
            case PlanEvent.PlanRetired _ -> views.write(shown, RETIRE, version, id, version);
        }
    }

    @ResetHandler
    void reset() {
        jdbc.execute("truncate table plan_view");
    }
}
