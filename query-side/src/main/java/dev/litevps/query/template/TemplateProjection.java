package dev.litevps.query.template;

import dev.litevps.events.Resources;
import dev.litevps.events.template.TemplateEvent;
import dev.litevps.events.vps.VpsEvent.VpsRequested;
import dev.litevps.query.AggregateVersion;
import dev.litevps.query.ViewWriter;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Keeps one row for each template, and one for each VPS that was asked for with one. */
@Component
@ProcessingGroup("query.template")
class TemplateProjection {

    private static final String PUBLISH = """
            insert into template_view (id, slug, name, description, vcpu, memory_mb, disk_gb, user_data, ttl_minutes, version)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do nothing""";

    private static final String DESCRIBE =
            "update template_view set name = ?, description = ?, version = ? where id = ? and version < ?";

    private static final String RESIZE = """
            update template_view set vcpu = ?, memory_mb = ?, disk_gb = ?, version = ? where id = ? and version < ?""";

    private static final String RETIRE =
            "update template_view set retired = true, version = ? where id = ? and version < ?";

    private static final String ORDER =
            "insert into template_order_view (vps_id, template) values (?, ?) on conflict (vps_id) do nothing";

    private final ViewWriter views;
    private final JdbcOperations jdbc;

    TemplateProjection(ViewWriter views, JdbcOperations jdbc) {
        this.views = views;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(TemplateEvent event, @SequenceNumber long version) {
        UUID id = event.templateId().value();
        AggregateVersion shown = new AggregateVersion("Template", id.toString(), version);
        switch (event) {
            case TemplateEvent.TemplatePublished published -> {
                Resources resources = published.resources();
                views.write(
                        shown,
                        PUBLISH,
                        id,
                        published.slug(),
                        published.name(),
                        published.description(),
                        resources.vcpu(),
                        resources.memoryMb(),
                        resources.diskGb(),
                        published.userData(),
                        published.ttlMinutes(),
                        version);
            }
            case TemplateEvent.TemplateDescribed described ->
                views.write(shown, DESCRIBE, described.name(), described.description(), version, id, version);
            case TemplateEvent.TemplateResized resized -> {
                Resources resources = resized.resources();
                views.write(
                        shown,
                        RESIZE,
                        resources.vcpu(),
                        resources.memoryMb(),
                        resources.diskGb(),
                        version,
                        id,
                        version);
            }
            case TemplateEvent.TemplateRetired _ -> views.write(shown, RETIRE, version, id, version);
        }
    }

    /** Nobody waits for the count, so it goes past the writer, which would say that the VPS is shown. */
    @EventHandler
    void on(VpsRequested event) {
        if (event.template() != null) {
            jdbc.update(ORDER, event.vpsId().value(), event.template());
        }
    }

    @ResetHandler
    void reset() {
        jdbc.execute("truncate table template_view, template_order_view");
    }
}
