package dev.litevps.api.file;

import dev.litevps.api.secrets.PersonalData;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.command.transfer.FileTransferCommand.ReportFileTransferEnded;
import dev.litevps.command.transfer.FileTransferCommand.RequestFileTransfer;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.transfer.FileDirection;
import dev.litevps.events.transfer.FileTransferId;
import dev.litevps.events.transfer.FileTransferOutcome;
import dev.litevps.host.GuestFileException;
import dev.litevps.host.HostException;
import dev.litevps.query.vps.VpsRow;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.axonframework.common.IdentifierFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Writes each transfer of a file down before the file is opened and after it has ended. Paths and checksums are encrypted under
 * the key of the account that owns the VPS; of the content nothing is kept.
 */
@Component
class TransferAudit {

    private static final Logger LOG = LoggerFactory.getLogger(TransferAudit.class);

    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final Commands commands;
    private final PersonalData personalData;
    private final Clock clock;

    TransferAudit(Commands commands, PersonalData personalData, Clock clock) {
        this.commands = commands;
        this.personalData = personalData;
        this.clock = clock;
    }

    /** A transfer that is on record and has no end yet. */
    record Begun(FileTransferId id, VpsRow vps, Caller caller, ServerWebExchange exchange) {}

    /** Completes once the transfer is on record; {@link ApiException} 404 if the account's key is destroyed. */
    Mono<Begun> begin(VpsRow vps, FileDirection direction, String path, Caller caller, ServerWebExchange exchange) {
        // Each attempt at a request is a transfer of its own, with an end of its own.
        FileTransferId id = FileTransferId.of(IdentifierFactory.getInstance().generateIdentifier());
        return commands.blocking(() -> new RequestFileTransfer(
                        id, vps.id(), vps.accountId(), direction, encrypt(vps, path), clock.instant()))
                .flatMap(command -> commands.send(command, Commands.provenance(caller, exchange)))
                .thenReturn(new Begun(id, vps, caller, exchange));
    }

    /** All of the file went over; {@code sha256} is null where nobody has computed it. */
    Mono<Void> done(Begun transfer, long sizeBytes, @Nullable String sha256) {
        return commands.blocking(() -> end(
                        transfer,
                        FileTransferOutcome.DONE,
                        sizeBytes,
                        sha256 == null ? null : encrypt(transfer.vps(), sha256),
                        null))
                .flatMap(end -> report(end, transfer))
                .onErrorResume(failure -> lost(transfer, failure));
    }

    /** Its size and permissions were told, and nothing of its content went over, since nobody asked for that. */
    Mono<Void> described(Begun transfer) {
        return report(end(transfer, FileTransferOutcome.DONE, 0, null, "only its headers were asked for"), transfer);
    }

    /** It did not come to its end. */
    Mono<Void> failed(Begun transfer, long sizeBytes, Throwable failure) {
        return switch (failure) {
            case GuestFileException refusal ->
                refused(transfer, sizeBytes, "the guest refused it: " + words(refusal.reason()));
            case ApiException refusal -> refused(transfer, sizeBytes, String.valueOf(refusal.getMessage()));
            case HostException trouble ->
                broken(transfer, sizeBytes, "the guest was not reached: " + words(trouble.reason()));
            default -> broken(transfer, sizeBytes, "the transfer broke off");
        };
    }

    /** The client went away. */
    Mono<Void> abandoned(Begun transfer, long sizeBytes) {
        return broken(transfer, sizeBytes, "the client went away");
    }

    private Mono<Void> refused(Begun transfer, long sizeBytes, String reason) {
        return report(end(transfer, FileTransferOutcome.REFUSED, sizeBytes, null, reason), transfer);
    }

    private Mono<Void> broken(Begun transfer, long sizeBytes, String reason) {
        return report(end(transfer, FileTransferOutcome.BROKEN, sizeBytes, null, reason), transfer);
    }

    private ReportFileTransferEnded end(
            Begun transfer,
            FileTransferOutcome outcome,
            long sizeBytes,
            @Nullable EncryptedText sha256,
            @Nullable String reason) {
        return new ReportFileTransferEnded(transfer.id(), outcome, sizeBytes, sha256, reason, clock.instant());
    }

    /** What was done is done: a caller gets the answer even if the end could not be written down. */
    private Mono<Void> report(ReportFileTransferEnded end, Begun transfer) {
        return Mono.defer(() -> commands.send(end, Commands.provenance(transfer.caller(), transfer.exchange())))
                .retryWhen(Retry.backoff(ATTEMPTS, FIRST_PAUSE))
                .onErrorResume(failure -> lost(transfer, failure));
    }

    private static Mono<Void> lost(Begun transfer, Throwable failure) {
        LOG.error("The end of file transfer {} could not be written down: {}", transfer.id(), failure.toString());
        return Mono.empty();
    }

    private EncryptedText encrypt(VpsRow vps, String text) {
        return personalData.encrypt(vps.accountId(), text).orElseThrow(() -> ApiException.notFound("account"));
    }

    private static String words(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
