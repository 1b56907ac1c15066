package dev.litevps.events.transfer;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** The life of one transfer of one file: the audit of who took or brought what, which its provenance completes. */
public sealed interface FileTransferEvent {

    FileTransferId transferId();

    Instant at();

    /**
     * The file is about to be opened in the guest; stored before it is, so that nothing goes unseen. Nobody reacts.
     *
     * @param accountId who owns the VPS; what could tell about the file is encrypted under this account's key
     * @param path of the file in the guest
     */
    @Revision("1")
    record FileTransferRequested(
            FileTransferId transferId,
            VpsId vpsId,
            AccountId accountId,
            FileDirection direction,
            EncryptedText path,
            Instant at)
            implements FileTransferEvent {}

    /**
     * The transfer has come to its end. Nobody reacts. A transfer without this event was under way when its server died.
     *
     * @param sizeBytes how much of the file went over
     * @param sha256 of an upload that is done, in hexadecimal; null otherwise. Encrypted, since a short content can be guessed
     *     from it
     * @param reason why it is not done, or done without the content, as a sentence; null if the content went over
     */
    @Revision("1")
    record FileTransferEnded(
            FileTransferId transferId,
            FileTransferOutcome outcome,
            long sizeBytes,
            @Nullable EncryptedText sha256,
            @Nullable String reason,
            Instant at)
            implements FileTransferEvent {}
}
