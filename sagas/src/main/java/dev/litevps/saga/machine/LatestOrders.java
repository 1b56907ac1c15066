package dev.litevps.saga.machine;

import dev.litevps.events.vps.VpsId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which order is each machine's latest: table {@code machine_order}, a row for every VPS that may have something on a
 * host. It is what lets a newer order replace an older one, and what tells an orphan from a machine in the making.
 */
public final class LatestOrders {

    private final JdbcClient jdbc;

    public LatestOrders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void supersede(VpsId vpsId, String orderId) {
        jdbc.sql("""
                        INSERT INTO machine_order (vps_id, order_id) VALUES (?, ?)
                        ON CONFLICT (vps_id) DO UPDATE SET order_id = excluded.order_id
                        """).params(vpsId.value(), orderId).update();
    }

    boolean isLatest(VpsId vpsId, String orderId) {
        return jdbc.sql("SELECT order_id FROM machine_order WHERE vps_id = ?")
                .param(vpsId.value())
                .query(String.class)
                .optional()
                .filter(orderId::equals)
                .isPresent();
    }

    /** The machine is gone and nothing more will be ordered for it. */
    void close(VpsId vpsId, String orderId) {
        jdbc.sql("DELETE FROM machine_order WHERE vps_id = ? AND order_id = ?")
                .params(vpsId.value(), orderId)
                .update();
    }

    /** Those of {@code candidates} that may have something on a host. */
    public Set<UUID> known(Collection<UUID> candidates) {
        if (candidates.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.sql("SELECT vps_id FROM machine_order WHERE vps_id = ANY(?)")
                .param(candidates.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }
}
