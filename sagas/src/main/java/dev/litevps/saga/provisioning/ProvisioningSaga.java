package dev.litevps.saga.provisioning;

import dev.litevps.command.vps.VpsCommand.FailProvisioning;
import dev.litevps.command.vps.VpsCommand.PlaceVps;
import dev.litevps.events.vps.FailureReason;
import dev.litevps.events.vps.VpsEvent.VpsDestroyRequested;
import dev.litevps.events.vps.VpsEvent.VpsPlaced;
import dev.litevps.events.vps.VpsEvent.VpsProvisioned;
import dev.litevps.events.vps.VpsEvent.VpsProvisioningFailed;
import dev.litevps.events.vps.VpsEvent.VpsRequested;
import dev.litevps.saga.ProcessTimeouts;
import dev.litevps.saga.VpsProcess;
import dev.litevps.saga.machine.MachineOrder;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;

/**
 * Brings a requested VPS to a machine that can be reached, or to an error.
 *
 * <pre>
 *  VpsRequested             VpsPlaced
 * ─────────────▶ PLACING ─────────────▶ BUILDING ── VpsProvisioned ─────────▶ end
 *                PlaceVps               order Build
 *                   │                      │
 *                   └──────────┬───────────┘
 *                              ├── deadline, anew for each step: FailProvisioning
 *                              ├── VpsProvisioningFailed ───▶ end (the teardown saga takes over)
 *                              └── VpsDestroyRequested ─────▶ end (the teardown saga takes over)
 * </pre>
 */
@Saga
@ProcessingGroup("saga.provisioning")
public class ProvisioningSaga extends VpsProcess {

    static final String DEADLINE = "provisioning";

    enum Step {
        PLACING,
        BUILDING
    }

    private Step step = Step.PLACING;

    @StartSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsRequested event) {
        begin(event.vpsId());
        expectNextStep();
        send(new PlaceVps(event.vpsId(), now()));
    }

    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsPlaced event) {
        step = Step.BUILDING;
        expectNextStep();
        order(new MachineOrder.Build(
                event.vpsId(),
                event.placement(),
                new MachineOrder.Shape(event.name(), event.resources(), event.authorizedKeys()),
                now().plus(timeouts().build())));
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsProvisioned event) {
        dropDeadline();
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsProvisioningFailed event) {
        dropDeadline();
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsDestroyRequested event) {
        dropDeadline();
    }

    private void expectNextStep() {
        expectWithin(timeouts().build().plus(ProcessTimeouts.SAGA_MARGIN), DEADLINE);
    }

    @DeadlineHandler(deadlineName = DEADLINE)
    void onDeadline() {
        deadlinePassed();
        send(new FailProvisioning(
                vpsId(),
                FailureReason.TIMED_OUT,
                switch (step) {
                    case PLACING -> "no host was found for the VPS in time";
                    case BUILDING -> "the machine was not built in time";
                },
                now()));
    }
}
