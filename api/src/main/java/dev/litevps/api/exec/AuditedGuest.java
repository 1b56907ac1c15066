package dev.litevps.api.exec;

import dev.litevps.api.idempotency.UnrepeatableSteps;
import dev.litevps.api.secrets.PersonalData;
import dev.litevps.api.security.Caller;
import dev.litevps.api.vps.GuestThreads;
import dev.litevps.api.vps.OwnedVps;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.command.execution.ExecutionCommand.RefuseExecution;
import dev.litevps.command.execution.ExecutionCommand.ReportExecutionEnded;
import dev.litevps.command.execution.ExecutionCommand.RequestExecution;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.execution.ExecutionId;
import dev.litevps.events.execution.ExecutionOutcome;
import dev.litevps.host.ExecRequest;
import dev.litevps.host.ExecResult;
import dev.litevps.host.Guest;
import dev.litevps.host.GuestAccess;
import dev.litevps.host.HostException;
import dev.litevps.query.vps.VpsRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Runs commands in guests, and writes each of them down before it is sent and after it has ended. The text of a command may
 * hold passwords, so it is encrypted under the key of the account.
 */
@Component
class AuditedGuest {

    private static final Logger LOG = LoggerFactory.getLogger(AuditedGuest.class);

    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final Guest guest;
    private final GuestThreads threads;
    private final Commands commands;
    private final UnrepeatableSteps steps;
    private final PersonalData personalData;
    private final Clock clock;

    AuditedGuest(
            Guest guest,
            GuestThreads threads,
            Commands commands,
            UnrepeatableSteps steps,
            PersonalData personalData,
            Clock clock) {
        this.guest = guest;
        this.steps = steps;
        this.threads = threads;
        this.commands = commands;
        this.personalData = personalData;
        this.clock = clock;
    }

    /**
     * Runs the command in the caller's own VPS, and keeps the record of it under this id; {@link ApiException} 409 if the
     * VPS does not run, {@link HostException} if the guest cannot be reached. Once begun it goes on to its end, whether its
     * caller still waits or not: it runs in the guest either way, and the audit shall say how it ended.
     */
    Mono<ExecResult> exec(ExecutionId id, VpsRow vps, ExecRequest request, Caller caller, ServerWebExchange exchange) {
        GuestAccess access = OwnedVps.reachable(vps);
        Mono<ExecResult> whole = commands.blocking(() -> requested(id, vps, request))
                .flatMap(command -> commands.send(command, caller, exchange))
                .then(Mono.defer(() -> unlessBegunBefore(id, exchange)))
                .then(Mono.defer(() -> run(id, access, request, caller, exchange)));
        return Mono.create(answer -> whole.subscribe(answer::success, answer::error));
    }

    /** Nobody can tell afterwards whether a guest has run a command: an attempt that was cut short is not repeated. */
    private Mono<Void> unlessBegunBefore(ExecutionId id, ServerWebExchange exchange) {
        return commands.blocking(() -> steps.begin(exchange, "exec:" + id))
                .flatMap(first -> first
                        ? Mono.empty()
                        : Mono.error(() -> ApiException.conflict(
                                "idempotency_outcome_unknown",
                                "the server was interrupted in the first attempt, and the command may have run:"
                                        + " look what came of it, and use a new key")));
    }

    /** Writes down that the caller's command is not run, and why. */
    Mono<Void> refuse(
            ExecutionId id, VpsRow vps, String command, String blockedBy, Caller caller, ServerWebExchange exchange) {
        return commands.blocking(() -> new RefuseExecution(
                        id, vps.id(), vps.accountId(), encrypted(vps, command), blockedBy, clock.instant()))
                .flatMap(refusal -> commands.send(refusal, caller, exchange));
    }

    private EncryptedText encrypted(VpsRow vps, String command) {
        return personalData.encrypt(vps.accountId(), command).orElseThrow(() -> ApiException.notFound("account"));
    }

    private RequestExecution requested(ExecutionId id, VpsRow vps, ExecRequest request) {
        return new RequestExecution(
                id,
                vps.id(),
                vps.accountId(),
                encrypted(vps, request.command()),
                Math.toIntExact(request.timeout().toSeconds()),
                clock.instant());
    }

    private Mono<ExecResult> run(
            ExecutionId id, GuestAccess access, ExecRequest request, Caller caller, ServerWebExchange exchange) {
        Instant start = clock.instant();
        return threads.run(() -> guest.exec(access, request))
                .flatMap(result -> report(ended(id, result), caller, exchange).thenReturn(result))
                .onErrorResume(HostException.class, failure -> report(failed(id, failure, start), caller, exchange)
                        .then(Mono.error(failure)));
    }

    private ReportExecutionEnded ended(ExecutionId id, ExecResult result) {
        ExecutionOutcome outcome = result.timedOut() ? ExecutionOutcome.TIMED_OUT : ExecutionOutcome.DONE;
        return new ReportExecutionEnded(id, outcome, result.exitCode(), result.durationMs(), null, clock.instant());
    }

    private ReportExecutionEnded failed(ExecutionId id, HostException failure, Instant start) {
        Instant now = clock.instant();
        String reason = "its end was not seen: "
                + failure.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        long durationMs = Duration.between(start, now).toMillis();
        return new ReportExecutionEnded(id, ExecutionOutcome.FAILED, null, durationMs, reason, now);
    }

    /** What was done is done: a caller gets the result even if its end could not be written down. */
    private Mono<Void> report(ReportExecutionEnded end, Caller caller, ServerWebExchange exchange) {
        return Mono.defer(() -> commands.send(end, caller, exchange))
                .retryWhen(Retry.backoff(ATTEMPTS, FIRST_PAUSE))
                .onErrorResume(failure -> {
                    LOG.error("The end of execution {} could not be written down: {}", end.executionId(), failure);
                    return Mono.empty();
                });
    }
}
