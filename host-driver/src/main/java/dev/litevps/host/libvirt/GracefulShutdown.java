package dev.litevps.host.libvirt;

import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.MachineId;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a machine off the way a person would: presses the power button, waits, and at last pulls the plug. */
final class GracefulShutdown {

    private static final Logger LOG = LoggerFactory.getLogger(GracefulShutdown.class);

    /** A guest that is still booting does not hear the power button: it is pressed again. */
    private static final Duration PRESS_AGAIN_AFTER = Duration.ofSeconds(5);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Domains domains;

    GracefulShutdown(Domains domains) {
        this.domains = domains;
    }

    /** Returns when the machine is off. Waits on the caller's thread, so that no call to libvirt lasts. */
    void run(MachineId id, Duration grace) {
        String what = "shut down machine " + id;
        long deadline = System.nanoTime() + grace.toNanos();
        long pressAgain = System.nanoTime();
        while (!isOff(what, id)) {
            long now = System.nanoTime();
            if (now - deadline >= 0) {
                cutPower(what, id);
                return;
            }
            if (now - pressAgain >= 0) {
                pressPowerButton(what, id);
                pressAgain = now + PRESS_AGAIN_AFTER.toNanos();
            } else {
                pause(what);
            }
        }
    }

    private boolean isOff(String what, MachineId id) {
        return domains.call(what, id, domain -> domain.isActive() == 0);
    }

    private void pressPowerButton(String what, MachineId id) {
        ignoringRefusal(
                id,
                () -> domains.call(what, id, domain -> {
                    domain.shutdown();
                    return true;
                }));
    }

    private void cutPower(String what, MachineId id) {
        LOG.warn("Machine {} did not shut down in time: its power is cut", id);
        ignoringRefusal(
                id,
                () -> domains.call(what, id, domain -> {
                    if (domain.isActive() == 1) {
                        domain.destroy();
                    }
                    return true;
                }));
        if (!isOff(what, id)) {
            throw new HostException(Reason.REFUSED, "could not " + what + ": its power cannot be cut");
        }
    }

    /** A machine that went off between the look and the deed refuses the deed; the next look tells. */
    private static void ignoringRefusal(MachineId id, Runnable deed) {
        try {
            deed.run();
        } catch (HostException refused) {
            if (refused.reason() != Reason.REFUSED) {
                throw refused;
            }
            LOG.debug("Machine {}: {}", id, refused.getMessage());
        }
    }

    private static void pause(String what) {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HostException(Reason.CANCELLED, "interrupted while waiting to " + what, interrupted);
        }
    }
}
