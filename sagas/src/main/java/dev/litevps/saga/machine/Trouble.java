package dev.litevps.saga.machine;

import dev.litevps.events.vps.FailureReason;
import dev.litevps.host.HostException;

/**
 * What went wrong with an order, in a customer's terms. What the driver said goes to the log, not to the customer: it may
 * name folders, ports and other things of the host's.
 *
 * @param passing whether it may go well if it is tried again
 */
record Trouble(FailureReason reason, String message, boolean passing) {

    static final Trouble GUEST_SILENT = new Trouble(
            FailureReason.GUEST_UNREACHABLE,
            "the machine was switched on, but its SSH server did not answer in time",
            true);

    static Trouble of(RuntimeException failure) {
        return switch (failure) {
            case HostException e -> of(e.reason());
            case OrderExecution.DiskMissing _ ->
                new Trouble(FailureReason.DISK_LOST, "the machine's disk is no longer on its host", false);
            default ->
                new Trouble(FailureReason.HOST_REFUSED, "the platform could not carry out the change in time", true);
        };
    }

    private static Trouble of(HostException.Reason reason) {
        FailureReason code =
                switch (reason) {
                    case UNREACHABLE, TIMED_OUT -> FailureReason.HOST_UNREACHABLE;
                    case NOT_TRUSTED -> FailureReason.GUEST_UNREACHABLE;
                    case NO_SUCH_MACHINE -> FailureReason.MACHINE_LOST;
                    case ADDRESS_IN_USE, NO_SPACE, CANCELLED, REFUSED -> FailureReason.HOST_REFUSED;
                };
        String message =
                switch (reason) {
                    case UNREACHABLE, TIMED_OUT -> "the host did not answer in time";
                    case ADDRESS_IN_USE -> "the machine's address is in use by something else on its host";
                    case NO_SPACE -> "the host has no space left for the machine";
                    case NO_SUCH_MACHINE -> "the machine is no longer on its host";
                    case NOT_TRUSTED -> "the machine did not identify itself as expected";
                    case CANCELLED -> "the change was replaced by another";
                    case REFUSED -> "the host refused to run the machine";
                };
        return new Trouble(code, message, reason.isPassing());
    }
}
