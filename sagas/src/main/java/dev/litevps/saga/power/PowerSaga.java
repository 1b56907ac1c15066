package dev.litevps.saga.power;

import dev.litevps.command.vps.VpsCommand.FailPowerChange;
import dev.litevps.events.vps.FailureReason;
import dev.litevps.events.vps.VpsEvent.VpsDestroyRequested;
import dev.litevps.events.vps.VpsEvent.VpsPowerChangeFailed;
import dev.litevps.events.vps.VpsEvent.VpsRestartRequested;
import dev.litevps.events.vps.VpsEvent.VpsRestarted;
import dev.litevps.events.vps.VpsEvent.VpsStartRequested;
import dev.litevps.events.vps.VpsEvent.VpsStarted;
import dev.litevps.events.vps.VpsEvent.VpsStopRequested;
import dev.litevps.events.vps.VpsEvent.VpsStopped;
import dev.litevps.events.vps.VpsId;
import dev.litevps.saga.ProcessTimeouts;
import dev.litevps.saga.VpsProcess;
import dev.litevps.saga.machine.MachineOrder;
import java.time.Duration;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;

/**
 * Starts, stops or restarts a VPS, or lets it end in error with its disk kept.
 *
 * <pre>
 *  VpsStartRequested                              VpsStarted
 *  VpsStopRequested    ─────▶ CHANGING ────────── VpsStopped ──────────────▶ end
 *  VpsRestartRequested        order Start,        VpsRestarted
 *                             Stop or Restart
 *                                │
 *                                ├── deadline: FailPowerChange
 *                                ├── VpsPowerChangeFailed ───▶ end
 *                                └── VpsDestroyRequested ────▶ end (the teardown saga takes over)
 * </pre>
 */
@Saga
@ProcessingGroup("saga.power")
public class PowerSaga extends VpsProcess {

    static final String DEADLINE = "power";

    @StartSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsStartRequested event) {
        expectChange(event.vpsId(), timeouts().start());
        order(new MachineOrder.Start(
                event.vpsId(),
                event.placement(),
                new MachineOrder.Shape(event.name(), event.resources(), event.authorizedKeys()),
                now().plus(timeouts().start())));
    }

    @StartSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsStopRequested event) {
        expectChange(event.vpsId(), timeouts().stop());
        order(new MachineOrder.Stop(
                event.vpsId(), event.placement(), now().plus(timeouts().stop())));
    }

    @StartSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsRestartRequested event) {
        expectChange(event.vpsId(), timeouts().restart());
        order(new MachineOrder.Restart(
                event.vpsId(), event.placement(), now().plus(timeouts().restart())));
    }

    private void expectChange(VpsId vpsId, Duration patience) {
        begin(vpsId);
        expectWithin(patience.plus(ProcessTimeouts.SAGA_MARGIN), DEADLINE);
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsStarted event) {
        dropDeadline();
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsStopped event) {
        dropDeadline();
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsRestarted event) {
        dropDeadline();
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsPowerChangeFailed event) {
        dropDeadline();
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "vpsId")
    void on(VpsDestroyRequested event) {
        dropDeadline();
    }

    @DeadlineHandler(deadlineName = DEADLINE)
    void onDeadline() {
        deadlinePassed();
        send(new FailPowerChange(
                vpsId(), FailureReason.TIMED_OUT, "the host did not report the change in time", now()));
    }
}
