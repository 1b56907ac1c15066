package dev.litevps.command.job;

import dev.litevps.command.Aggregates;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.job.JobCommand.CancelJob;
import dev.litevps.command.job.JobCommand.StartJob;
import dev.litevps.events.job.JobsId;
import dev.litevps.events.vps.Placement;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/**
 * The jobs of VPSes, for decisions on a VPS. Whoever calls has loaded the VPS before, found that it is its owner who asks,
 * and that the VPS is in a state that allows it.
 */
@Component
public class VpsJobs {

    private final Repository<Jobs> repository;

    VpsJobs(Repository<Jobs> repository) {
        this.repository = repository;
    }

    /** Refused if too many have not ended. */
    public void start(StartJob command, Placement placement) {
        Aggregates.decide(repository, new JobsId(command.vpsId()), Jobs::new, jobs -> jobs.start(command, placement));
    }

    /** Refused if the VPS never had a job. */
    public void cancel(CancelJob command) {
        Aggregates.load(repository, new JobsId(command.vpsId()), RejectionCode.UNKNOWN_JOB, "the VPS has no such job")
                .execute(jobs -> jobs.cancel(command.jobId(), command.at()));
    }
}
