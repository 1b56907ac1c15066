package dev.litevps.saga.machine;

import java.util.Map;

/**
 * An order as it lies in the scheduler.
 *
 * @param orderId which of a machine's orders it is
 * @param provenance on whose behalf it was ordered: the metadata that its outcome's command carries on
 * @param attempts how often it was tried in vain
 * @param rebooted whether a restart already cut and restored the power, so that only the guest is waited for
 */
public record OrderTicket(
        String orderId, MachineOrder order, Map<String, String> provenance, int attempts, boolean rebooted) {

    public OrderTicket {
        provenance = Map.copyOf(provenance);
    }

    /** What the audit trail calls it. */
    String task() {
        return "machine-order/" + order.getClass().getSimpleName() + "/" + orderId;
    }

    OrderTicket afterTrouble() {
        return new OrderTicket(orderId, order, provenance, attempts + 1, rebooted);
    }

    OrderTicket afterReboot() {
        return new OrderTicket(orderId, order, provenance, 0, true);
    }
}
