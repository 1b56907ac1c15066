package dev.litevps.bench.simulation;

import dev.litevps.command.Command;
import dev.litevps.command.CommandRejected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of sending a command once.
 *
 * @param stored the events that are in the store now and were not before
 * @param refusal why it was refused; null if it was not
 * @param crash where the platform died on it
 */
record Attempt(
        Command command, List<Object> stored, @Nullable CommandRejected refusal, CrashPoint crash) {

    /** Whether it was decided, and the decision will last. */
    boolean isDecided() {
        return refusal == null && crash != CrashPoint.BEFORE_APPEND;
    }

    boolean isCrashed() {
        return crash != CrashPoint.NONE;
    }
}
