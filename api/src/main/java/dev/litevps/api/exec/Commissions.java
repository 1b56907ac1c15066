package dev.litevps.api.exec;

import dev.litevps.api.security.Caller;
import dev.litevps.api.vps.OwnedVps;
import dev.litevps.api.web.ApiException;
import dev.litevps.events.execution.ExecutionId;
import dev.litevps.events.job.JobId;
import dev.litevps.host.ExecRequest;
import dev.litevps.query.settings.SettingsQueries;
import dev.litevps.query.vps.VpsRow;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Has commands run in a caller's VPSes, in the foreground or in the background, unless operators block them. */
@Component
class Commissions {

    private final OwnedVps owned;
    private final AuditedGuest guest;
    private final JobStarts jobs;
    private final SettingsQueries settings;
    private final ExecProperties limits;

    Commissions(OwnedVps owned, AuditedGuest guest, JobStarts jobs, SettingsQueries settings, ExecProperties limits) {
        this.owned = owned;
        this.guest = guest;
        this.jobs = jobs;
        this.settings = settings;
        this.limits = limits;
    }

    /** The command, within the limits that hold now; fails with 400 if it is beyond them. */
    Mono<WantedCommand> wanted(ExecBody body) {
        return settings.current().map(current -> WantedCommand.of(body, current, limits));
    }

    /**
     * Has it run in one VPS.
     *
     * @param id by which this one command is known from now on
     */
    Mono<ExecAnswer> give(String id, String vpsId, WantedCommand wanted, Caller caller, ServerWebExchange exchange) {
        return owned.find(vpsId, caller).flatMap(vps -> wanted.blockedBy()
                .map(blocked -> refuse(id, vps, wanted, blocked, caller, exchange))
                .orElseGet(() -> run(id, vps, wanted, caller, exchange)));
    }

    /** That somebody wanted to run it is on record before they are told that it is not. */
    private Mono<ExecAnswer> refuse(
            String id, VpsRow vps, WantedCommand wanted, String blocked, Caller caller, ServerWebExchange exchange) {
        return guest.refuse(ExecutionId.of(id), vps, wanted.command(), blocked, caller, exchange)
                .then(Mono.error(() -> ApiException.badRequest(
                        "blocked_command", "this server does not run \"" + blocked + "\" in a VPS")));
    }

    private Mono<ExecAnswer> run(
            String id, VpsRow vps, WantedCommand wanted, Caller caller, ServerWebExchange exchange) {
        if (wanted.background()) {
            return jobs.start(JobId.of(id), vps, wanted, caller, exchange);
        }
        ExecRequest request = new ExecRequest(
                wanted.command(), Duration.ofSeconds(wanted.timeoutSeconds()), wanted.outputLimitBytes());
        return guest.exec(ExecutionId.of(id), vps, request, caller, exchange).map(ExecAnswer.Ended::of);
    }
}
