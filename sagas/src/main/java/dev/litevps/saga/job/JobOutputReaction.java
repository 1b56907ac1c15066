package dev.litevps.saga.job;

import dev.litevps.events.vps.VpsEvent.VpsDestroyed;
import dev.litevps.saga.Reaction;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;

/** Forgets what the jobs of a VPS printed when nothing of the VPS is left. */
@Reaction
@ProcessingGroup("saga.job-output")
class JobOutputReaction {

    private final JobOutputs outputs;

    JobOutputReaction(JobOutputs outputs) {
        this.outputs = outputs;
    }

    @EventHandler
    void on(VpsDestroyed event) {
        outputs.forget(event.vpsId());
    }
}
