package dev.litevps.api.exec;

import dev.litevps.api.security.Caller;
import dev.litevps.api.vps.OwnedVps;
import dev.litevps.api.web.ApiException;
import dev.litevps.host.ExecRequest;
import dev.litevps.host.ExecResult;
import dev.litevps.query.settings.SettingsQueries;
import dev.litevps.query.settings.SettingsRow;
import dev.litevps.query.vps.VpsRow;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code POST /api/vps/:id/exec}: runs a shell command as root in a running VPS. */
@RestController
class ExecController {

    private final OwnedVps owned;
    private final AuditedGuest guest;
    private final SettingsQueries settings;
    private final ExecProperties limits;

    ExecController(OwnedVps owned, AuditedGuest guest, SettingsQueries settings, ExecProperties limits) {
        this.owned = owned;
        this.guest = guest;
        this.settings = settings;
        this.limits = limits;
    }

    record ExecBody(
            @Nullable String command,
            @Nullable Integer timeoutSeconds,
            @Nullable Boolean background) {}

    /**
     * How the command ended.
     *
     * @param exitCode its exit status; 124 if it was killed because its time was up
     * @param durationMs in milliseconds
     * @param timedOut whether it was killed because its time was up
     * @param stdoutTruncated whether it printed more than is kept
     * @param stderrTruncated whether it printed more than is kept
     */
    record ExecResponse(
            String stdout,
            String stderr,
            int exitCode,
            long durationMs,
            boolean timedOut,
            boolean stdoutTruncated,
            boolean stderrTruncated) {

        static ExecResponse of(ExecResult result) {
            return new ExecResponse(
                    result.stdout(),
                    result.stderr(),
                    result.exitCode(),
                    result.durationMs(),
                    result.timedOut(),
                    result.stdoutTruncated(),
                    result.stderrTruncated());
        }
    }

    @PostMapping("/api/vps/{id}/exec")
    Mono<ExecResponse> exec(
            @PathVariable String id,
            @RequestBody ExecBody body,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        return settings.current()
                .flatMap(current -> Mono.fromCallable(() -> validated(body, current))
                        .flatMap(request -> owned.find(id, caller)
                                .flatMap(vps -> unlessBlocked(vps, request, current, caller, exchange)
                                        .then(Mono.defer(() -> guest.exec(vps, request, caller, exchange))))))
                .map(ExecResponse::of);
    }

    private ExecRequest validated(ExecBody body, SettingsRow current) {
        String command = body.command();
        if (command == null || command.isBlank()) {
            throw ApiException.badRequest("missing_command", "command is required");
        }
        if (Boolean.TRUE.equals(body.background())) {
            throw ApiException.badRequest("background_unavailable", "this server runs commands in the foreground only");
        }
        int longest = current.maxExecTimeoutSeconds();
        int seconds = Objects.requireNonNullElseGet(body.timeoutSeconds(), () -> limits.defaultTimeoutSeconds(longest));
        if (seconds < 1 || seconds > longest) {
            throw ApiException.badRequest("invalid_timeout", "timeout_seconds must be from 1 to " + longest);
        }
        return new ExecRequest(command, Duration.ofSeconds(seconds), limits.outputLimitBytes());
    }

    /** Fails if the settings block the command; that somebody wanted to run it is on record then. */
    private Mono<Void> unlessBlocked(
            VpsRow vps, ExecRequest request, SettingsRow current, Caller caller, ServerWebExchange exchange) {
        return Mono.justOrEmpty(new BlockedCommands(current.blockedCommands()).foundIn(request.command()))
                .flatMap(blocked -> guest.refuse(vps, request.command(), blocked, caller, exchange)
                        .then(Mono.error(() -> ApiException.badRequest(
                                "blocked_command", "this server does not run \"" + blocked + "\" in a VPS"))));
    }
}
