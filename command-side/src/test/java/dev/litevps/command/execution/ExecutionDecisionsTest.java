package dev.litevps.command.execution;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.NOW;
import static dev.litevps.command.World.vps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.DecisionFixture;
import dev.litevps.command.execution.ExecutionCommand.RefuseExecution;
import dev.litevps.command.execution.ExecutionCommand.ReportExecutionEnded;
import dev.litevps.command.execution.ExecutionCommand.RequestExecution;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.execution.ExecutionEvent.ExecutionEnded;
import dev.litevps.events.execution.ExecutionEvent.ExecutionRefused;
import dev.litevps.events.execution.ExecutionEvent.ExecutionRequested;
import dev.litevps.events.execution.ExecutionId;
import dev.litevps.events.execution.ExecutionOutcome;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecutionDecisionsTest {

    private static final ExecutionId ID = new ExecutionId(new UUID(9, 1));
    private static final EncryptedText COMMAND = new EncryptedText("c2VjcmV0");
    private static final RequestExecution REQUEST = new RequestExecution(ID, vps(1), ANN, COMMAND, 30, NOW);
    private static final ReportExecutionEnded END =
            new ReportExecutionEnded(ID, ExecutionOutcome.DONE, 7, 12, null, NOW);

    private final DecisionFixture fixture = new DecisionFixture();

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void aCommandIsWrittenDownOnce() {
        assertThat(fixture.when(REQUEST)).containsExactly(new ExecutionRequested(ID, vps(1), ANN, COMMAND, 30, NOW));
        assertThat(fixture.when(REQUEST)).isEmpty();
    }

    @Test
    void itEndsOnceAndAsWasReportedFirst() {
        fixture.given(REQUEST);

        assertThat(fixture.when(END)).containsExactly(new ExecutionEnded(ID, ExecutionOutcome.DONE, 7, 12, null, NOW));
        assertThat(fixture.when(new ReportExecutionEnded(ID, ExecutionOutcome.FAILED, null, 13, "lost", NOW)))
                .isEmpty();
    }

    @Test
    void aRequestThatIsRepeatedAfterTheEndChangesNothing() {
        fixture.given(REQUEST, END);

        assertThat(fixture.when(REQUEST)).isEmpty();
    }

    @Test
    void aRefusedCommandIsWrittenDownOnceAndNeverRuns() {
        RefuseExecution refusal = new RefuseExecution(ID, vps(1), ANN, COMMAND, "reboot", NOW);

        assertThat(fixture.when(refusal))
                .containsExactly(new ExecutionRefused(ID, vps(1), ANN, COMMAND, "reboot", NOW));
        assertThat(fixture.when(refusal)).isEmpty();
        assertThat(fixture.when(REQUEST)).isEmpty();
        assertThat(fixture.when(END)).isEmpty();
    }
}
