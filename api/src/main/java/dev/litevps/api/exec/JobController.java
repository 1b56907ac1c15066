package dev.litevps.api.exec;

import dev.litevps.api.secrets.PersonalData;
import dev.litevps.api.security.Caller;
import dev.litevps.api.vps.OwnedVps;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.command.job.JobCommand.CancelJob;
import dev.litevps.events.job.JobId;
import dev.litevps.host.GuestJobOutput;
import dev.litevps.query.job.JobQueries;
import dev.litevps.query.job.JobRow;
import dev.litevps.query.vps.VpsRow;
import dev.litevps.saga.job.JobOutputs;
import java.time.Clock;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code /api/vps/:id/jobs}: commands that run in the background. */
@RestController
@RequestMapping("/api/vps/{id}/jobs")
class JobController {

    private static final int LISTED = 50;

    private final OwnedVps owned;
    private final Commands commands;
    private final JobQueries queries;
    private final JobOutputs outputs;
    private final PersonalData personalData;
    private final Clock clock;

    JobController(
            OwnedVps owned,
            Commands commands,
            JobQueries queries,
            JobOutputs outputs,
            PersonalData personalData,
            Clock clock) {
        this.owned = owned;
        this.commands = commands;
        this.queries = queries;
        this.outputs = outputs;
        this.personalData = personalData;
        this.clock = clock;
    }

    @GetMapping
    Mono<List<JobResponse.Summary>> list(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        return owned.find(id, caller).flatMap(vps -> queries.newest(vps.id(), LISTED)
                .collectList()
                .flatMap(rows -> commands.blocking(() -> rows.stream()
                        .map(row -> JobResponse.Summary.of(row, text(vps, row)))
                        .toList())));
    }

    @GetMapping("/{job_id}")
    Mono<JobResponse> get(
            @PathVariable String id, @PathVariable("job_id") String jobId, @AuthenticationPrincipal Caller caller) {
        return owned.find(id, caller).flatMap(vps -> find(vps, parse(jobId)));
    }

    /** 202 while it is being killed, 200 if it has ended, however that was. */
    @DeleteMapping("/{job_id}")
    Mono<ResponseEntity<JobResponse>> cancel(
            @PathVariable String id,
            @PathVariable("job_id") String jobId,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        JobId job = parse(jobId);
        return owned.find(id, caller)
                .flatMap(vps -> row(vps, job)
                        .then(Mono.defer(() -> commands.send(
                                new CancelJob(vps.id(), caller.accountId(), job, clock.instant()), caller, exchange)))
                        .then(Mono.defer(() -> find(vps, job))))
                .map(response -> (response.finishedAt() == null ? ResponseEntity.accepted() : ResponseEntity.ok())
                        .body(response));
    }

    private Mono<JobResponse> find(VpsRow vps, JobId job) {
        return row(vps, job)
                .flatMap(row -> commands.blocking(() -> JobResponse.of(
                        row,
                        text(vps, row),
                        outputs.find(row.id(), vps.accountId()).orElse(GuestJobOutput.NONE))));
    }

    private Mono<JobRow> row(VpsRow vps, JobId job) {
        return queries.byId(vps.id(), job).switchIfEmpty(Mono.error(() -> ApiException.notFound("job")));
    }

    /** The account's key is there as long as the account is, and nobody else gets so far. */
    private String text(VpsRow vps, JobRow row) {
        return personalData.decrypt(vps.accountId(), row.command()).orElse("");
    }

    private static JobId parse(String id) {
        try {
            return JobId.of(id);
        } catch (IllegalArgumentException e) {
            ApiException notFound = ApiException.notFound("job");
            notFound.initCause(e);
            throw notFound;
        }
    }
}
