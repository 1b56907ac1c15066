package dev.litevps.saga.snapshot;

import dev.litevps.host.HostException;

/**
 * What went wrong with a snapshot, in a customer's terms. What the driver said goes to the log: it may name things of the
 * host's.
 *
 * @param passing whether it may go well if it is tried again
 */
record SnapshotTrouble(String message, boolean passing) {

    static SnapshotTrouble of(RuntimeException failure) {
        if (!(failure instanceof HostException e)) {
            return new SnapshotTrouble("the platform could not carry it out in time", true);
        }
        String message =
                switch (e.reason()) {
                    case UNREACHABLE, TIMED_OUT -> "the host did not answer in time";
                    case NO_SPACE -> "the host has no space left for the snapshot";
                    case NO_SUCH_MACHINE -> "the machine is not on its host";
                    case CANCELLED -> "the platform could not carry it out in time";
                    case NOT_TRUSTED, ADDRESS_IN_USE, REFUSED -> "the host refused to carry it out";
                };
        return new SnapshotTrouble(message, e.reason().isPassing() || e.reason() == HostException.Reason.CANCELLED);
    }
}
