package dev.litevps.saga.billing;

import dev.litevps.command.Command;
import dev.litevps.command.ledger.LedgerCommand.EndGrace;
import dev.litevps.command.ledger.LedgerCommand.WarnOfGraceEnd;
import dev.litevps.events.ledger.LedgerEvent.BalanceExhausted;
import dev.litevps.events.ledger.LedgerEvent.BalanceRestored;
import dev.litevps.events.ledger.LedgerEvent.GraceEnded;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.saga.ProcessServices;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The grace time of an account that has nothing left: a last warning, then its end, unless a credit comes first.
 *
 * <pre>
 *  BalanceExhausted ─────▶ GRACE ────── deadline: WarnOfGraceEnd ─────▶ WARNED
 *                            │                                            │
 *                            │                                            ├── deadline: EndGrace, each minute
 *                            │                                            │   until the ledger agrees
 *                            ├── BalanceRestored ─────▶ end               ├── BalanceRestored ─────▶ end
 *                            └── GraceEnded ──────────▶ end               └── GraceEnded ──────────▶ end
 * </pre>
 */
@Saga
@ProcessingGroup("saga.grace")
public class GraceSaga {

    static final String WARNING = "grace-warning";
    static final String END = "grace-end";

    /** The end is a matter of the ledger's clock, which may be a little behind the one that wakes this process. */
    static final Duration AGAIN = Duration.ofMinutes(1);

    private transient @Nullable ProcessServices services;
    private transient @Nullable GraceTimes times;

    private @Nullable LedgerId ledgerId;
    private @Nullable Instant endsAt;
    private @Nullable String deadlineName;
    private @Nullable String deadlineId;

    @StartSaga
    @SagaEventHandler(associationProperty = "ledgerId")
    void on(BalanceExhausted event) {
        ledgerId = event.ledgerId();
        endsAt = event.graceEndsAt();
        Instant warning =
                event.graceEndsAt().minus(Objects.requireNonNull(times).warning());
        if (warning.isAfter(services().clock().instant())) {
            expectAt(warning, WARNING);
        } else {
            expectAt(event.graceEndsAt(), END);
        }
    }

    @DeadlineHandler(deadlineName = WARNING)
    void onWarning() {
        expectAt(Objects.requireNonNull(endsAt), END);
        send(new WarnOfGraceEnd(ledger(), services().clock().instant()));
    }

    @DeadlineHandler(deadlineName = END)
    void onEnd() {
        Instant now = services().clock().instant();
        expectAt(now.plus(AGAIN), END);
        send(new EndGrace(ledger(), now));
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "ledgerId")
    void on(BalanceRestored event) {
        dropDeadline();
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "ledgerId")
    void on(GraceEnded event) {
        dropDeadline();
    }

    /** One deadline at a time; the one that went by needs no cancelling, and does no harm if it is cancelled. */
    private void expectAt(Instant when, String name) {
        deadlineName = name;
        deadlineId = services().deadlines().schedule(when, name);
    }

    private void dropDeadline() {
        if (deadlineName != null && deadlineId != null) {
            services().deadlines().cancelSchedule(deadlineName, deadlineId);
        }
    }

    private void send(Command command) {
        services().commands().send(command);
    }

    private LedgerId ledger() {
        return Objects.requireNonNull(ledgerId);
    }

    private ProcessServices services() {
        return Objects.requireNonNull(services);
    }

    @Autowired
    public void use(ProcessServices processServices, GraceTimes graceTimes) {
        services = processServices;
        times = graceTimes;
    }
}
