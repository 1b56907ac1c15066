package dev.litevps.command.template;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.template.TemplateCommand.PublishTemplate;
import dev.litevps.events.template.TemplateEvent;
import dev.litevps.events.template.TemplateEvent.TemplatePublished;
import dev.litevps.events.template.TemplateId;
import java.util.regex.Pattern;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** A template is published once, under a slug that stays its own. */
@Aggregate(cache = "aggregateCache", snapshotTriggerDefinition = "snapshotTrigger")
@Revision("1")
class Template {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    @AggregateIdentifier
    private @Nullable TemplateId templateId;

    Template() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(PublishTemplate command) {
        if (templateId != null) {
            return;
        }
        if (!SLUG.matcher(command.slug()).matches()
                || !command.templateId().equals(TemplateId.ofSlug(command.slug()))) {
            throw new CommandRejected(
                    RejectionCode.INVALID_VALUE,
                    "a template's slug has 1 to 63 lower-case letters, digits and hyphens, and begins with no hyphen");
        }
        apply(new TemplatePublished(
                command.templateId(),
                command.slug(),
                command.name(),
                command.description(),
                command.resources(),
                command.at()));
    }

    @EventSourcingHandler
    void on(TemplateEvent event) {
        switch (event) {
            case TemplatePublished published -> templateId = published.templateId();
        }
    }
}
