package dev.litevps.saga.machine;

import dev.litevps.events.vps.VpsId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which order is each machine's latest: table {@code machine_order}, a row for every VPS that ever had one. It is what lets
 * a newer order replace an older one, and what tells an orphan from a machine in the making.
 *
 * <p>A teardown is the last order. The processes follow the events each at its own pace, so that one may order a machine
 * for a VPS of which another has seen the end already; such an order comes too late, and is not taken.
 */
public final class LatestOrders {

    private final JdbcClient jdbc;

    public LatestOrders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes this order the machine's latest, in the current transaction; false if it comes too late. */
    boolean supersede(MachineOrder order, String orderId) {
        return jdbc.sql("""
                        INSERT INTO machine_order (vps_id, order_id, teardown) VALUES (?, ?, ?)
                        ON CONFLICT (vps_id) DO UPDATE SET order_id = excluded.order_id, teardown = excluded.teardown
                        WHERE excluded.teardown OR NOT machine_order.teardown
                        """)
                        .params(order.vpsId().value(), orderId, order instanceof MachineOrder.Teardown)
                        .update()
                > 0;
    }

    boolean isLatest(VpsId vpsId, String orderId) {
        return jdbc.sql("SELECT count(*) FROM machine_order WHERE vps_id = ? AND order_id = ?")
                        .params(vpsId.value(), orderId)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** The machine is gone. */
    void close(VpsId vpsId, String orderId) {
        jdbc.sql("UPDATE machine_order SET order_id = NULL WHERE vps_id = ? AND order_id = ?")
                .params(vpsId.value(), orderId)
                .update();
    }

    /** Whether the machine's last order has been given: to leave nothing of it. */
    public boolean isTornDown(VpsId vpsId) {
        return jdbc.sql("SELECT count(*) FROM machine_order WHERE vps_id = ? AND teardown")
                        .param(vpsId.value())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Those of {@code candidates} that may have something on a host. */
    public Set<UUID> known(Collection<UUID> candidates) {
        if (candidates.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.sql("SELECT vps_id FROM machine_order WHERE vps_id = ANY(?) AND order_id IS NOT NULL")
                .param(candidates.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }
}
