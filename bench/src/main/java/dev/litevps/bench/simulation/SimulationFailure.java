package dev.litevps.bench.simulation;

/** Something that must always hold did not. The message says what, at which step of which seed, and how to see it again. */
public final class SimulationFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SimulationFailure(String message) {
        super(message);
    }

    SimulationFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** Throws unless it holds. */
    @SuppressWarnings("AnnotateFormatMethod") // The annotation would be another dependency.
    static void require(boolean holds, String message, Object... details) {
        if (!holds) {
            throw new SimulationFailure(message.formatted(details));
        }
    }
}
