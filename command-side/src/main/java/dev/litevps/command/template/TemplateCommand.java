package dev.litevps.command.template;

import dev.litevps.command.Command;
import dev.litevps.command.RejectionCode;
import dev.litevps.events.Resources;
import dev.litevps.events.template.TemplateId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of a template. */
public sealed interface TemplateCommand extends Command {

    TemplateId templateId();

    /**
     * Let customers order by the slug: 1 to 63 lower-case letters, digits and hyphens. Repeated, it changes nothing.
     *
     * @param resources the least that a VPS of this template has
     * @param userData what cloud-init gets in a VPS of this template, for everybody to read; null if nothing
     * @param ttlMinutes how long a VPS of this template lives; null if until somebody destroys it
     */
    record PublishTemplate(
            @TargetAggregateIdentifier TemplateId templateId,
            String slug,
            String name,
            String description,
            Resources resources,
            @Nullable String userData,
            @Nullable Integer ttlMinutes,
            Instant at)
            implements TemplateCommand {

        /** The template of this slug, of nothing but a size. */
        public static PublishTemplate of(
                String slug, String name, String description, Resources resources, Instant at) {
            return new PublishTemplate(TemplateId.ofSlug(slug), slug, name, description, resources, null, null, at);
        }
    }

    /**
     * As {@link PublishTemplate}, for whoever does not expect that there is one: {@link RejectionCode#TEMPLATE_EXISTS} if the
     * slug was ever published.
     */
    record AddTemplate(PublishTemplate template) implements TemplateCommand {

        @Override
        @TargetAggregateIdentifier
        public TemplateId templateId() {
            return template.templateId();
        }
    }

    /** Change what is not null; the rest stays. VPSes that exist keep what they have. */
    record ReviseTemplate(
            @TargetAggregateIdentifier TemplateId templateId,
            @Nullable String name,
            @Nullable String description,
            @Nullable Integer vcpu,
            @Nullable Integer memoryMb,
            @Nullable Integer diskGb,
            Instant at)
            implements TemplateCommand {}

    /** Let nothing more be ordered by the slug. Repeated, it changes nothing. */
    record RetireTemplate(@TargetAggregateIdentifier TemplateId templateId, Instant at) implements TemplateCommand {}
}
