package dev.litevps.command.template;

import dev.litevps.command.Command;
import dev.litevps.events.Resources;
import dev.litevps.events.template.TemplateId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of a template. */
public sealed interface TemplateCommand extends Command {

    TemplateId templateId();

    /**
     * Let customers order by the slug: 1 to 63 lower-case letters, digits and hyphens. Repeated, it changes nothing.
     *
     * @param resources the least that a VPS of this template has
     */
    record PublishTemplate(
            @TargetAggregateIdentifier TemplateId templateId,
            String slug,
            String name,
            String description,
            Resources resources,
            Instant at)
            implements TemplateCommand {

        /** The template of this slug. */
        public static PublishTemplate of(
                String slug, String name, String description, Resources resources, Instant at) {
            return new PublishTemplate(TemplateId.ofSlug(slug), slug, name, description, resources, at);
        }
    }
}
