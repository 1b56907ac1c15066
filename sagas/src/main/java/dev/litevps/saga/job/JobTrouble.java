package dev.litevps.saga.job;

import dev.litevps.host.HostException;

/**
 * What went wrong with a job, in a customer's terms. What the driver said goes to the log: it may name things of the host's.
 *
 * @param passing whether it may go well if it is tried again
 */
record JobTrouble(String message, boolean passing) {

    static JobTrouble of(HostException failure, boolean begun) {
        return switch (failure.reason()) {
            case NO_SPACE ->
                new JobTrouble("the VPS could not store the job: its disk is full, as a rule", /* passing= */ false);
            case NOT_TRUSTED ->
                new JobTrouble(
                        "the VPS no longer accepts the platform's key, or shows another host key than its own; "
                                + whatIsKnown(begun),
                        /* passing= */ false);
            case UNREACHABLE, TIMED_OUT, CANCELLED, REFUSED, ADDRESS_IN_USE, NO_SUCH_MACHINE ->
                new JobTrouble("the VPS did not answer for too long; " + whatIsKnown(begun), /* passing= */ true);
        };
    }

    private static String whatIsKnown(boolean begun) {
        return begun ? "how the job ended is not known" : "whether the job ran is not known";
    }
}
