package dev.litevps.command.transfer;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.NOW;
import static dev.litevps.command.World.vps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.DecisionFixture;
import dev.litevps.command.transfer.FileTransferCommand.ReportFileTransferEnded;
import dev.litevps.command.transfer.FileTransferCommand.RequestFileTransfer;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.transfer.FileDirection;
import dev.litevps.events.transfer.FileTransferEvent.FileTransferEnded;
import dev.litevps.events.transfer.FileTransferEvent.FileTransferRequested;
import dev.litevps.events.transfer.FileTransferId;
import dev.litevps.events.transfer.FileTransferOutcome;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FileTransferDecisionsTest {

    private static final FileTransferId ID = new FileTransferId(new UUID(9, 2));
    private static final EncryptedText PATH = new EncryptedText("cGF0aA==");
    private static final EncryptedText SUM = new EncryptedText("c3Vt");
    private static final RequestFileTransfer REQUEST =
            new RequestFileTransfer(ID, vps(1), ANN, FileDirection.INTO_GUEST, PATH, NOW);
    private static final ReportFileTransferEnded END =
            new ReportFileTransferEnded(ID, FileTransferOutcome.DONE, 12, SUM, null, NOW);

    private final DecisionFixture fixture = new DecisionFixture();

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void aTransferIsWrittenDownOnce() {
        assertThat(fixture.when(REQUEST))
                .containsExactly(new FileTransferRequested(ID, vps(1), ANN, FileDirection.INTO_GUEST, PATH, NOW));
        assertThat(fixture.when(REQUEST)).isEmpty();
    }

    @Test
    void itEndsOnceAndAsWasReportedFirst() {
        fixture.given(REQUEST);

        assertThat(fixture.when(END))
                .containsExactly(new FileTransferEnded(ID, FileTransferOutcome.DONE, 12, SUM, null, NOW));
        assertThat(fixture.when(new ReportFileTransferEnded(
                        ID, FileTransferOutcome.BROKEN, 3, null, "the client went away", NOW)))
                .isEmpty();
    }

    @Test
    void aRequestThatIsRepeatedAfterTheEndChangesNothing() {
        fixture.given(REQUEST, END);

        assertThat(fixture.when(REQUEST)).isEmpty();
    }
}
