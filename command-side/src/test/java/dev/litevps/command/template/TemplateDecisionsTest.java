package dev.litevps.command.template;

import static dev.litevps.command.World.NOW;
import static dev.litevps.command.World.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.Command;
import dev.litevps.command.DecisionFixture;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.template.TemplateCommand.AddTemplate;
import dev.litevps.command.template.TemplateCommand.PublishTemplate;
import dev.litevps.command.template.TemplateCommand.RetireTemplate;
import dev.litevps.command.template.TemplateCommand.ReviseTemplate;
import dev.litevps.events.Resources;
import dev.litevps.events.template.TemplateEvent.TemplateDescribed;
import dev.litevps.events.template.TemplateEvent.TemplatePublished;
import dev.litevps.events.template.TemplateEvent.TemplateResized;
import dev.litevps.events.template.TemplateEvent.TemplateRetired;
import dev.litevps.events.template.TemplateId;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TemplateDecisionsTest {

    private static final String TEXT = "A small one";

    private final DecisionFixture fixture = new DecisionFixture();
    private int templates;

    @AfterAll
    void tearDown() {
        fixture.close();
    }

    private static PublishTemplate publish(String slug, String name, String description, Resources resources) {
        return PublishTemplate.of(slug, name, description, resources, NOW);
    }

    private static PublishTemplate small(String slug) {
        return publish(slug, "Small", TEXT, SMALL);
    }

    private TemplateId published() {
        String slug = "small-" + ++templates;
        fixture.given(small(slug));
        return TemplateId.ofSlug(slug);
    }

    private static ReviseTemplate revise(TemplateId id) {
        return new ReviseTemplate(id, null, null, null, null, null, NOW);
    }

    @Test
    void aTemplateIsPublishedOnce() {
        PublishTemplate command = small("once");

        assertThat(fixture.when(command))
                .containsExactly(new TemplatePublished(
                        TemplateId.ofSlug("once"), "once", "Small", TEXT, SMALL, null, null, NOW));
        assertThat(fixture.when(command)).isEmpty();
    }

    @Test
    void aSlugThatWasEverPublishedCannotBeAdded() {
        AddTemplate command = new AddTemplate(small("taken"));
        assertThat(fixture.when(command)).hasSize(1);

        assertThat(fixture.whenRefused(command).code()).isEqualTo(RejectionCode.TEMPLATE_EXISTS);
        fixture.given(new RetireTemplate(TemplateId.ofSlug("taken"), NOW));
        assertThat(fixture.whenRefused(command).code()).isEqualTo(RejectionCode.TEMPLATE_EXISTS);
    }

    @Test
    void theIdMustBeThatOfTheSlug() {
        PublishTemplate forged =
                new PublishTemplate(TemplateId.ofSlug("one"), "other", "Small", TEXT, SMALL, null, null, NOW);

        assertThat(fixture.whenRefused(forged).code()).isEqualTo(RejectionCode.INVALID_VALUE);
    }

    @Test
    void whatIsNotRevisedStays() {
        TemplateId id = published();

        assertThat(fixture.when(new ReviseTemplate(id, "Tiny", null, null, null, null, NOW)))
                .containsExactly(new TemplateDescribed(id, "Tiny", TEXT, NOW));
        assertThat(fixture.when(new ReviseTemplate(id, null, null, null, 2_048, null, NOW)))
                .containsExactly(new TemplateResized(id, new Resources(SMALL.vcpu(), 2_048, SMALL.diskGb()), NOW));
        assertThat(fixture.when(new ReviseTemplate(id, null, "", null, null, null, NOW)))
                .containsExactly(new TemplateDescribed(id, "Tiny", "", NOW));
    }

    @Test
    void aRevisionThatChangesNothingIsNone() {
        TemplateId id = published();

        assertThat(fixture.when(revise(id))).isEmpty();
        assertThat(fixture.when(
                        new ReviseTemplate(id, "Small", TEXT, SMALL.vcpu(), SMALL.memoryMb(), SMALL.diskGb(), NOW)))
                .isEmpty();
    }

    @Test
    void aRefusedSizeRefusesTheNameToo() {
        assertThat(fixture.whenRefused(new ReviseTemplate(published(), "Tiny", null, 0, null, null, NOW))
                        .code())
                .isEqualTo(RejectionCode.INVALID_VALUE);
    }

    @Test
    void aTemplateIsRetiredOnceAndPublishingItAgainChangesNothing() {
        fixture.given(small("old"));
        TemplateId id = TemplateId.ofSlug("old");

        assertThat(fixture.when(new RetireTemplate(id, NOW))).containsExactly(new TemplateRetired(id, NOW));
        assertThat(fixture.when(new RetireTemplate(id, NOW))).isEmpty();
        assertThat(fixture.when(small("old"))).isEmpty();
    }

    static Stream<Command> templatesOutOfBounds() {
        return Stream.of(
                small(""),
                small("-first"),
                small("Upper"),
                small("a/b"),
                small("x".repeat(64)),
                publish("a", " ", TEXT, SMALL),
                publish("a", "x".repeat(TemplateBounds.LONGEST_NAME + 1), TEXT, SMALL),
                publish("a", "two\nlines", TEXT, SMALL),
                publish("a", "Long", "x".repeat(TemplateBounds.LONGEST_DESCRIPTION + 1), SMALL),
                publish("a", "Bell", "\u0007", SMALL),
                publish("a", "No processor", TEXT, new Resources(0, 512, 10)),
                publish("a", "No memory", TEXT, new Resources(1, 0, 10)),
                publish("a", "No disk", TEXT, new Resources(1, 512, 0)),
                publish("a", "Huge", TEXT, new Resources(257, 512, 10)));
    }

    @ParameterizedTest
    @MethodSource("templatesOutOfBounds")
    void aTemplateOutOfBoundsIsRefused(Command command) {
        assertThat(fixture.whenRefused(command).code()).isEqualTo(RejectionCode.INVALID_VALUE);
    }
}
