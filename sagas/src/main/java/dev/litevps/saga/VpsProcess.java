package dev.litevps.saga;

import dev.litevps.command.Command;
import dev.litevps.events.vps.VpsId;
import dev.litevps.saga.machine.MachineOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/** What the processes of one VPS have in common: whose they are, their services, and one deadline at a time. */
public abstract class VpsProcess {

    private transient @Nullable ProcessServices services;

    private @Nullable VpsId vpsId;
    private @Nullable String deadlineName;
    private @Nullable String deadlineId;

    protected final void begin(VpsId vps) {
        vpsId = vps;
    }

    protected final VpsId vpsId() {
        return Objects.requireNonNull(vpsId);
    }

    /** Waits for something, and no longer than this; it takes the place of an earlier deadline. */
    protected final void expectWithin(Duration patience, String name) {
        dropDeadline();
        deadlineName = name;
        deadlineId = services().deadlines().schedule(patience, name);
    }

    /** Acts at that time; it takes the place of an earlier deadline. */
    protected final void expectAt(Instant when, String name) {
        dropDeadline();
        deadlineName = name;
        deadlineId = services().deadlines().schedule(when, name);
    }

    /** What was waited for came, or no longer matters. */
    protected final void dropDeadline() {
        if (deadlineName != null && deadlineId != null) {
            services().deadlines().cancelSchedule(deadlineName, deadlineId);
        }
        deadlineName = null;
        deadlineId = null;
    }

    /** The deadline went by: there is nothing left to cancel. */
    protected final void deadlinePassed() {
        deadlineName = null;
        deadlineId = null;
    }

    protected final void send(Command command) {
        services().commands().send(command);
    }

    protected final void order(MachineOrder order) {
        services().orders().order(order);
    }

    protected final ProcessTimeouts timeouts() {
        return services().timeouts();
    }

    protected final Instant now() {
        return services().clock().instant();
    }

    private ProcessServices services() {
        return Objects.requireNonNull(services);
    }

    @Autowired
    public void use(ProcessServices processServices) {
        services = processServices;
    }
}
