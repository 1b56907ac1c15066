package dev.litevps.command.transfer;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.transfer.FileTransferCommand.ReportFileTransferEnded;
import dev.litevps.command.transfer.FileTransferCommand.RequestFileTransfer;
import dev.litevps.events.transfer.FileTransferEvent;
import dev.litevps.events.transfer.FileTransferEvent.FileTransferEnded;
import dev.litevps.events.transfer.FileTransferEvent.FileTransferRequested;
import dev.litevps.events.transfer.FileTransferId;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** A transfer is requested, and ends once. Neither cached nor snapshotted: two events, and nobody comes back to it. */
@Aggregate
class FileTransfer {

    @AggregateIdentifier
    private @Nullable FileTransferId transferId;

    private boolean ended;

    FileTransfer() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RequestFileTransfer command) {
        if (transferId == null) {
            apply(new FileTransferRequested(
                    command.transferId(),
                    command.vpsId(),
                    command.accountId(),
                    command.direction(),
                    command.path(),
                    command.at()));
        }
    }

    @CommandHandler
    void handle(ReportFileTransferEnded command) {
        if (!ended) {
            apply(new FileTransferEnded(
                    command.transferId(),
                    command.outcome(),
                    command.sizeBytes(),
                    command.sha256(),
                    command.reason(),
                    command.at()));
        }
    }

    @EventSourcingHandler
    void on(FileTransferEvent event) {
        switch (event) {
            case FileTransferRequested requested -> transferId = requested.transferId();
            case FileTransferEnded _ -> ended = true;
        }
    }
}
