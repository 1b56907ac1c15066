package dev.litevps.saga.billing;

import dev.litevps.events.vps.VpsId;
import java.util.Map;

/**
 * A task for a VPS that nobody pays for.
 *
 * @param provenance the metadata of the event that led to it
 */
public record UnpaidVps(Measure measure, VpsId vpsId, Map<String, String> provenance) {

    /** What is to be done. */
    public enum Measure {
        /** Stop it; its disk is kept. */
        SUSPEND,
        /** Destroy it. */
        FORFEIT
    }

    public UnpaidVps {
        provenance = Map.copyOf(provenance);
    }
}
