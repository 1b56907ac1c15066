package dev.litevps.command.vps;

import dev.litevps.command.Aggregates;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.job.JobCommand;
import dev.litevps.command.job.JobCommand.CancelJob;
import dev.litevps.command.job.JobCommand.StartJob;
import dev.litevps.command.job.VpsJobs;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/**
 * The decisions that involve a VPS and its background jobs: both are loaded in one unit of work. A job can be started while
 * the VPS runs, and cancelled in every state.
 */
@Component
class VpsJobControl {

    private final Repository<Vps> machines;
    private final VpsJobs jobs;

    VpsJobControl(Repository<Vps> machines, VpsJobs jobs) {
        this.machines = machines;
        this.jobs = jobs;
    }

    @CommandHandler
    void handle(StartJob command) {
        jobs.start(command, owned(command).invoke(vps -> {
            vps.requirePhase("given a job", Phase.RUNNING);
            return Objects.requireNonNull(vps.placement());
        }));
    }

    @CommandHandler
    void handle(CancelJob command) {
        Aggregate<Vps> unused = owned(command);
        jobs.cancel(command);
    }

    private Aggregate<Vps> owned(JobCommand.Wish command) {
        Aggregate<Vps> machine =
                Aggregates.load(machines, command.vpsId(), RejectionCode.UNKNOWN_VPS, "there is no such VPS");
        machine.execute(vps -> vps.requireOwned(command.accountId()));
        return machine;
    }
}
