package dev.litevps.command.plan;

import static dev.litevps.command.World.CHARGED_THROUGH;
import static dev.litevps.command.World.HOUR;
import static dev.litevps.command.World.NOW;
import static dev.litevps.command.World.SMALL;
import static dev.litevps.command.World.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.Command;
import dev.litevps.command.DecisionFixture;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.plan.PlanCommand.PublishPlan;
import dev.litevps.command.plan.PlanCommand.RetirePlan;
import dev.litevps.command.plan.PlanCommand.RevisePlan;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.plan.PlanEvent.PlanRenamed;
import dev.litevps.events.plan.PlanEvent.PlanRepriced;
import dev.litevps.events.plan.PlanEvent.PlanRetired;
import dev.litevps.events.plan.PlanId;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanDecisionsTest {

    private static final Usd DEARER = Usd.of("0.70");

    private final DecisionFixture fixture = new DecisionFixture();
    private int plans;

    @AfterAll
    void tearDown() {
        fixture.close();
    }

    private PlanId published() {
        PlanId id = new PlanId(new UUID(7, ++plans));
        fixture.given(new PublishPlan(id, "Small", SMALL, HOUR, NOW));
        return id;
    }

    @Test
    void aRevisionRenamesAndRepricesFromTheFirstMinuteThatIsNotCharged() {
        PlanId id = published();

        assertThat(fixture.when(new RevisePlan(id, "Tiny", DEARER, NOW)))
                .containsExactly(
                        new PlanRepriced(id, DEARER, CHARGED_THROUGH.plus(1), NOW), new PlanRenamed(id, "Tiny", NOW));
    }

    @Test
    void aRevisionThatChangesNothingIsNone() {
        assertThat(fixture.when(new RevisePlan(published(), "Small", HOUR, NOW)))
                .isEmpty();
    }

    @Test
    void aRefusedPriceRefusesTheNameToo() {
        assertThat(fixture.whenRefused(new RevisePlan(published(), "Tiny", Usd.ZERO, NOW))
                        .code())
                .isEqualTo(RejectionCode.INVALID_VALUE);
    }

    @Test
    void aRefusedNameRefusesThePriceToo() {
        assertThat(fixture.whenRefused(new RevisePlan(published(), " ", DEARER, NOW))
                        .code())
                .isEqualTo(RejectionCode.INVALID_VALUE);
    }

    @Test
    void aPlanIsRetiredOnce() {
        PlanId id = published();

        assertThat(fixture.when(new RetirePlan(id, NOW))).containsExactly(new PlanRetired(id, NOW));
        assertThat(fixture.when(new RetirePlan(id, NOW))).isEmpty();
    }

    @Test
    void aPlanIsPublishedOnce() {
        fixture.given(plan());

        assertThat(fixture.when(plan())).isEmpty();
    }

    static Stream<Command> plansOutOfBounds() {
        return Stream.of(
                publish(" ", SMALL, HOUR),
                publish("x".repeat(PlanBounds.LONGEST_NAME + 1), SMALL, HOUR),
                publish("two\nlines", SMALL, HOUR),
                publish("Zero", SMALL, Usd.ZERO),
                publish("Dear", SMALL, PlanBounds.DEAREST.plus(new Usd(1))),
                publish("No processor", new Resources(0, 512, 10), HOUR),
                publish("No memory", new Resources(1, 0, 10), HOUR),
                publish("No disk", new Resources(1, 512, 0), HOUR),
                publish("Huge", new Resources(1, 512, PlanBounds.LARGEST.diskGb() + 1), HOUR));
    }

    private static PublishPlan publish(String name, Resources resources, Usd price) {
        return new PublishPlan(new PlanId(new UUID(8, 1)), name, resources, price, NOW);
    }

    @ParameterizedTest
    @MethodSource("plansOutOfBounds")
    void aPlanOutOfBoundsIsRefused(Command command) {
        assertThat(fixture.whenRefused(command).code()).isEqualTo(RejectionCode.INVALID_VALUE);
    }
}
