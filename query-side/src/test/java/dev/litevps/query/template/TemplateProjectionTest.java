package dev.litevps.query.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.template.TemplateEvent;
import dev.litevps.events.template.TemplateEvent.TemplateDescribed;
import dev.litevps.events.template.TemplateEvent.TemplatePublished;
import dev.litevps.events.template.TemplateEvent.TemplateResized;
import dev.litevps.events.template.TemplateEvent.TemplateRetired;
import dev.litevps.events.template.TemplateId;
import dev.litevps.events.vps.VpsEvent.VpsRequested;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Events;
import dev.litevps.query.ProjectionContract;
import dev.litevps.query.ViewDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TemplateProjectionTest extends ProjectionContract {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private static final Resources SMALL = new Resources(1, 512, 10);
    private static final Resources LARGE = new Resources(2, 1_024, 20);

    @Override
    protected Object projection(ViewDatabase on) {
        return new TemplateProjection(on.writer(), on.jdbc());
    }

    @Override
    protected List<DomainEventMessage<?>> life() {
        TemplateId id = TemplateId.ofSlug("small");
        return Events.of(
                "Template",
                id,
                new TemplatePublished(id, "small", "Name", "Text", SMALL, null, 60, AT),
                new TemplateDescribed(id, "Other name", "Other text", AT),
                new TemplateResized(id, LARGE, AT),
                new TemplateRetired(id, AT));
    }

    @Test
    void aRetiredTemplateIsInTheCatalogueOnlyAsItWasLast() {
        handle(life());
        TemplateQueries queries = new TemplateQueries(database().reads());

        assertThat(queries.byPopularity().collectList().block(PATIENCE)).isEmpty();
        assertThat(queries.bySlug("small").blockOptional(PATIENCE)).isEmpty();
        assertThat(queries.catalogue().collectList().block(PATIENCE))
                .containsExactly(new TemplateRow(
                        TemplateId.ofSlug("small"), "small", "Other name", "Other text", LARGE, null, 60, 0, true));
    }

    @Test
    void theOneThatWasOrderedMostComesFirstHoweverOftenAnEventIsSeen() {
        handle(published("a-first"));
        handle(published("b-second"));
        handle(published("c-third"));
        List<DomainEventMessage<?>> order = ordered("c-third");
        handle(order);
        handle(order);
        handle(ordered(null));

        assertThat(new TemplateQueries(database().reads())
                        .byPopularity()
                        .collectList()
                        .block(PATIENCE))
                .containsExactly(row("c-third", 1), row("a-first", 0), row("b-second", 0));
    }

    private static TemplateRow row(String slug, long timesOrdered) {
        return new TemplateRow(
                TemplateId.ofSlug(slug), slug, "Name", "Text", SMALL, "#!/bin/sh", 60, timesOrdered, false);
    }

    private static List<DomainEventMessage<?>> published(String slug) {
        TemplateId id = TemplateId.ofSlug(slug);
        TemplateEvent event = new TemplatePublished(id, slug, "Name", "Text", SMALL, "#!/bin/sh", 60, AT);
        return Events.of("Template", id, event);
    }

    private static List<DomainEventMessage<?>> ordered(@Nullable String template) {
        VpsId id = new VpsId(UUID.randomUUID());
        return Events.of(
                "Vps",
                id,
                new VpsRequested(
                        id,
                        new AccountId(UUID.randomUUID()),
                        null,
                        "web",
                        new PlanId(UUID.randomUUID()),
                        template,
                        SMALL,
                        Usd.of("0.01"),
                        List.of(),
                        AT));
    }
}
