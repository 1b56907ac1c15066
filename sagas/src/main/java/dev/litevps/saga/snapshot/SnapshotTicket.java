package dev.litevps.saga.snapshot;

import java.util.Map;

/**
 * An order as it lies in the scheduler.
 *
 * @param provenance on whose behalf it was ordered: the metadata that its outcome's command carries on
 * @param attempts how often it was tried in vain
 */
public record SnapshotTicket(String orderId, SnapshotOrder order, Map<String, String> provenance, int attempts) {

    public SnapshotTicket {
        provenance = Map.copyOf(provenance);
    }

    /** What the audit trail calls it. */
    String task() {
        return "snapshot-order/" + order.kind().name() + "/" + orderId;
    }

    SnapshotTicket afterTrouble() {
        return new SnapshotTicket(orderId, order, provenance, attempts + 1);
    }
}
