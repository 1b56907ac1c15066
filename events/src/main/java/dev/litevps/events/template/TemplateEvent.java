package dev.litevps.events.template;

import dev.litevps.events.Resources;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** The life of a template. */
public sealed interface TemplateEvent {

    TemplateId templateId();

    Instant at();

    /** A VPS can be ordered by this slug from now on. The list of templates shows it. */
    @Revision("1")
    record TemplatePublished(
            TemplateId templateId, String slug, String name, String description, Resources resources, Instant at)
            implements TemplateEvent {}
}
