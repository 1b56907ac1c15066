package dev.litevps.bench.simulation;

/** The platform died while it handled a command. Whoever sent that does not know what came of it. */
final class SimulatedCrash extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SimulatedCrash(CrashPoint point) {
        super("crashed: " + point);
    }
}
