package dev.litevps.saga.expiry;

import dev.litevps.command.vps.VpsCommand.ExpireVps;
import dev.litevps.events.vps.VpsEvent.VpsDestroyRequested;
import dev.litevps.events.vps.VpsEvent.VpsDestroyed;
import dev.litevps.events.vps.VpsEvent.VpsExpiryCleared;
import dev.litevps.events.vps.VpsEvent.VpsExpirySet;
import dev.litevps.saga.VpsProcess;
import java.time.Duration;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;

/**
 * Has a VPS destroyed when its time to live is over, in whatever state it is then.
 *
 * <pre>
 *  VpsExpirySet ─────▶ LIVING ──── deadline: ExpireVps, each minute until the VPS agrees
 *                       │  ▲
 *                       │  └── VpsExpirySet: another deadline
 *                       ├── VpsExpiryCleared ──────▶ end
 *                       └── VpsDestroyRequested,
 *                           VpsDestroyed ──────────▶ end
 * </pre>
 */
@Saga
@ProcessingGroup("saga.expiry")
public class ExpirySaga extends VpsProcess {

    static final String DEADLINE = "expiry";

    /** The end is a matter of the clock of the node that sends the command, which may be a little behind another's. */
    static final Duration AGAIN = Duration.ofMinutes(1);

    @StartSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsExpirySet event) {
        begin(event.vpsId());
        expectAt(event.expiresAt(), DEADLINE);
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsExpiryCleared event) {
        dropDeadline();
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsDestroyRequested event) {
        dropDeadline();
    }

    /** What could not be created is destroyed without being asked for: nothing of it is left. */
    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsDestroyed event) {
        dropDeadline();
    }

    @DeadlineHandler(deadlineName = DEADLINE)
    void onDeadline() {
        deadlinePassed();
        expectWithin(AGAIN, DEADLINE);
        send(new ExpireVps(vpsId(), now()));
    }
}
