package dev.litevps.events.template;

import dev.litevps.events.Resources;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** The life of a template. */
public sealed interface TemplateEvent {

    TemplateId templateId();

    Instant at();

    /**
     * A VPS can be ordered by this slug from now on. The list of templates shows it.
     *
     * @param userData what cloud-init gets in a VPS of this template, for everybody to read; null if nothing
     * @param ttlMinutes how long a VPS of this template lives; null if until somebody destroys it
     */
    @Revision("2")
    record TemplatePublished(
            TemplateId templateId,
            String slug,
            String name,
            String description,
            Resources resources,
            @Nullable String userData,
            @Nullable Integer ttlMinutes,
            Instant at)
            implements TemplateEvent {}

    /** The list of templates describes the template like this from now on. */
    @Revision("1")
    record TemplateDescribed(TemplateId templateId, String name, String description, Instant at)
            implements TemplateEvent {}

    /** A VPS that is ordered by the slug from now on has at least this. Those that exist stay as they are. */
    @Revision("1")
    record TemplateResized(TemplateId templateId, Resources resources, Instant at) implements TemplateEvent {}

    /** Nothing can be ordered by the slug any more, for good. VPSes that were keep it. */
    @Revision("1")
    record TemplateRetired(TemplateId templateId, Instant at) implements TemplateEvent {}
}
