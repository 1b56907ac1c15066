package dev.litevps.api.exec;

import dev.litevps.api.secrets.PersonalData;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.command.job.JobCommand.StartJob;
import dev.litevps.events.job.JobId;
import dev.litevps.query.vps.VpsRow;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Has commands run in the background. The text of one may hold passwords, so it is encrypted under the key of the account. */
@Component
class JobStarts {

    private final Commands commands;
    private final PersonalData personalData;
    private final Clock clock;

    JobStarts(Commands commands, PersonalData personalData, Clock clock) {
        this.commands = commands;
        this.personalData = personalData;
        this.clock = clock;
    }

    /** Refused if the VPS does not run, or has too many jobs that have not ended. */
    Mono<ExecAnswer> start(JobId jobId, VpsRow vps, WantedCommand wanted, Caller caller, ServerWebExchange exchange) {
        return commands.blocking(() -> command(jobId, vps, wanted))
                .flatMap(command -> commands.send(command, caller, exchange))
                .thenReturn(ExecAnswer.Accepted.of(jobId, wanted.timeoutSeconds()));
    }

    private StartJob command(JobId jobId, VpsRow vps, WantedCommand wanted) {
        return new StartJob(
                vps.id(),
                vps.accountId(),
                jobId,
                personalData
                        .encrypt(vps.accountId(), wanted.command())
                        .orElseThrow(() -> ApiException.notFound("account")),
                wanted.timeoutSeconds(),
                clock.instant());
    }
}
