package dev.litevps.command.transfer;

import dev.litevps.command.Command;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.transfer.FileDirection;
import dev.litevps.events.transfer.FileTransferId;
import dev.litevps.events.transfer.FileTransferOutcome;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of the record of a file's transfer. */
public sealed interface FileTransferCommand extends Command {

    FileTransferId transferId();

    /**
     * Write down that the file is about to be opened. That the account owns the VPS was looked at before. Repeated, it changes
     * nothing.
     */
    record RequestFileTransfer(
            @TargetAggregateIdentifier FileTransferId transferId,
            VpsId vpsId,
            AccountId accountId,
            FileDirection direction,
            EncryptedText path,
            Instant at)
            implements FileTransferCommand {}

    /**
     * Write down what came of it. Once it has ended, this changes nothing.
     *
     * @param sizeBytes how much of the file went over
     * @param sha256 of an upload that is done; null otherwise
     * @param reason why it is not done, or done without the content, as a sentence; null if the content went over
     */
    record ReportFileTransferEnded(
            @TargetAggregateIdentifier FileTransferId transferId,
            FileTransferOutcome outcome,
            long sizeBytes,
            @Nullable EncryptedText sha256,
            @Nullable String reason,
            Instant at)
            implements FileTransferCommand {}
}
