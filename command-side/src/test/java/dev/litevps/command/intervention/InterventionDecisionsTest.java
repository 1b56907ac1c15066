package dev.litevps.command.intervention;

import static dev.litevps.command.World.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.DecisionFixture;
import dev.litevps.command.intervention.InterventionCommand.RecordIntervention;
import dev.litevps.events.intervention.InterventionEvent.InterventionMade;
import dev.litevps.events.intervention.InterventionId;
import dev.litevps.events.intervention.InterventionKind;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterventionDecisionsTest {

    private static final InterventionId ID = new InterventionId(new UUID(9, 4));

    private final DecisionFixture fixture = new DecisionFixture();

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    private static RecordIntervention because(String reason) {
        return new RecordIntervention(ID, InterventionKind.TASK_RETRIED, "machine-order/1", reason, NOW);
    }

    @Test
    void anInterventionIsWrittenDownOnce() {
        assertThat(fixture.when(because("the customer waits")))
                .containsExactly(new InterventionMade(
                        ID, InterventionKind.TASK_RETRIED, "machine-order/1", "the customer waits", NOW));
        assertThat(fixture.when(because("the customer waits"))).isEmpty();
    }

    @Test
    void aReasonHasOneToFiveHundredCharacters() {
        assertThatThrownBy(() -> fixture.when(because(" "))).isInstanceOf(CommandRejected.class);
        assertThatThrownBy(() -> fixture.when(because("x".repeat(501)))).isInstanceOf(CommandRejected.class);
        assertThat(fixture.when(because("x".repeat(500)))).hasSize(1);
    }
}
