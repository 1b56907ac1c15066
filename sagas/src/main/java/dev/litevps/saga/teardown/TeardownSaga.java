package dev.litevps.saga.teardown;

import dev.litevps.events.vps.Placement;
import dev.litevps.events.vps.VpsEvent.VpsDestroyRequested;
import dev.litevps.events.vps.VpsEvent.VpsDestroyed;
import dev.litevps.events.vps.VpsEvent.VpsProvisioningFailed;
import dev.litevps.events.vps.VpsEvent.VpsReclaimed;
import dev.litevps.events.vps.VpsId;
import dev.litevps.saga.VpsProcess;
import dev.litevps.saga.machine.MachineOrder;
import java.time.Duration;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back all that a failed or unwanted VPS had. It has no failure of its own: it ends when nothing is left, however
 * long the host takes to answer; until then the customer pays nothing and sees the VPS on its way out.
 *
 * <pre>
 *  VpsProvisioningFailed                        VpsReclaimed
 *  VpsDestroyRequested ─────▶ REMOVING ──────── VpsDestroyed ─────▶ end
 *                             order Teardown
 *                                │    ▲
 *                                └────┘ deadline: say so, order it again
 * </pre>
 */
@Saga
@ProcessingGroup("saga.teardown")
public class TeardownSaga extends VpsProcess {

    static final String DEADLINE = "teardown";

    /** Long enough that an order which is merely waiting for its host is not disturbed by being given again. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(TeardownSaga.class);

    private @Nullable Placement placement;

    @StartSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsProvisioningFailed event) {
        remove(event.vpsId(), event.placement());
    }

    @StartSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsDestroyRequested event) {
        remove(event.vpsId(), event.placement());
    }

    private void remove(VpsId vpsId, @Nullable Placement from) {
        begin(vpsId);
        placement = from;
        orderTeardown();
    }

    private void orderTeardown() {
        expectWithin(PATIENCE, DEADLINE);
        order(new MachineOrder.Teardown(vpsId(), placement));
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsReclaimed event) {
        dropDeadline();
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsDestroyed event) {
        dropDeadline();
    }

    @DeadlineHandler(deadlineName = DEADLINE)
    void onDeadline() {
        LOG.warn("VPS {} is not removed from its host after {}; ordering it again", vpsId(), PATIENCE);
        deadlinePassed();
        orderTeardown();
    }
}
