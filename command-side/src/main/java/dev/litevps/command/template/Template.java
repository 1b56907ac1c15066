package dev.litevps.command.template;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.TimeToLive;
import dev.litevps.command.UserData;
import dev.litevps.command.template.TemplateCommand.AddTemplate;
import dev.litevps.command.template.TemplateCommand.PublishTemplate;
import dev.litevps.command.template.TemplateCommand.RetireTemplate;
import dev.litevps.command.template.TemplateCommand.ReviseTemplate;
import dev.litevps.events.Resources;
import dev.litevps.events.template.TemplateEvent;
import dev.litevps.events.template.TemplateEvent.TemplateDescribed;
import dev.litevps.events.template.TemplateEvent.TemplatePublished;
import dev.litevps.events.template.TemplateEvent.TemplateResized;
import dev.litevps.events.template.TemplateEvent.TemplateRetired;
import dev.litevps.events.template.TemplateId;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * A template is published once, under a slug that stays its own; may be described and sized anew any number of times; and is
 * retired in the end. The slug of a retired one is not given again, since old VPSes still show it.
 */
@Aggregate(cache = "aggregateCache", snapshotTriggerDefinition = "snapshotTrigger")
@Revision("2")
class Template {

    @AggregateIdentifier
    private @Nullable TemplateId templateId;

    private String name = "";
    private String description = "";
    private Resources resources = Resources.NONE;
    private boolean retired;

    Template() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(PublishTemplate command) {
        if (templateId == null) {
            publish(command);
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(AddTemplate command) {
        if (templateId != null) {
            throw new CommandRejected(
                    RejectionCode.TEMPLATE_EXISTS, "there is, or was, a template of this slug; choose another");
        }
        publish(command.template());
    }

    @CommandHandler
    void handle(ReviseTemplate command) {
        String newName = Objects.requireNonNullElse(command.name(), name);
        String newDescription = Objects.requireNonNullElse(command.description(), description);
        Resources newResources = new Resources(
                Objects.requireNonNullElse(command.vcpu(), resources.vcpu()),
                Objects.requireNonNullElse(command.memoryMb(), resources.memoryMb()),
                Objects.requireNonNullElse(command.diskGb(), resources.diskGb()));
        TemplateBounds.requireName(newName);
        TemplateBounds.requireDescription(newDescription);
        TemplateBounds.requireResources(newResources);
        if (!newName.equals(name) || !newDescription.equals(description)) {
            apply(new TemplateDescribed(command.templateId(), newName, newDescription, command.at()));
        }
        if (!newResources.equals(resources)) {
            apply(new TemplateResized(command.templateId(), newResources, command.at()));
        }
    }

    @CommandHandler
    void handle(RetireTemplate command) {
        if (!retired) {
            apply(new TemplateRetired(command.templateId(), command.at()));
        }
    }

    private void publish(PublishTemplate command) {
        TemplateBounds.requireSlug(command.slug());
        if (!command.templateId().equals(TemplateId.ofSlug(command.slug()))) {
            throw new CommandRejected(RejectionCode.INVALID_VALUE, "this is not the id of the slug's template");
        }
        TemplateBounds.requireName(command.name());
        TemplateBounds.requireDescription(command.description());
        TemplateBounds.requireResources(command.resources());
        UserData.require(command.userData());
        TimeToLive.require(command.ttlMinutes());
        apply(new TemplatePublished(
                command.templateId(),
                command.slug(),
                command.name(),
                command.description(),
                command.resources(),
                command.userData(),
                command.ttlMinutes(),
                command.at()));
    }

    @EventSourcingHandler
    void on(TemplateEvent event) {
        switch (event) {
            case TemplatePublished published -> {
                templateId = published.templateId();
                name = published.name();
                description = published.description();
                resources = published.resources();
            }
            case TemplateDescribed described -> {
                name = described.name();
                description = described.description();
            }
            case TemplateResized resized -> resources = resized.resources();
            case TemplateRetired _ -> retired = true;
        }
    }
}
