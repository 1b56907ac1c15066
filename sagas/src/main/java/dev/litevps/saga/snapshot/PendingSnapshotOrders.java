package dev.litevps.saga.snapshot;

import dev.litevps.events.snapshot.SnapshotId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is ordered and not yet done: table {@code snapshot_order}, a row for each snapshot that is to be worked on. */
public final class PendingSnapshotOrders {

    private final JdbcClient jdbc;

    public PendingSnapshotOrders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void supersede(SnapshotOrder order, String orderId) {
        jdbc.sql("""
                        INSERT INTO snapshot_order (snapshot_id, vps_id, order_id) VALUES (?, ?, ?)
                        ON CONFLICT (snapshot_id) DO UPDATE SET order_id = excluded.order_id
                        """)
                .params(order.snapshotId().value(), order.vpsId().value(), orderId)
                .update();
    }

    boolean isLatest(SnapshotId snapshotId, String orderId) {
        return jdbc.sql("SELECT count(*) FROM snapshot_order WHERE snapshot_id = ? AND order_id = ?")
                        .params(snapshotId.value(), orderId)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    void withdraw(SnapshotId snapshotId) {
        jdbc.sql("DELETE FROM snapshot_order WHERE snapshot_id = ?")
                .param(snapshotId.value())
                .update();
    }

    /** It is done; a newer order stays. */
    void close(SnapshotId snapshotId, String orderId) {
        jdbc.sql("DELETE FROM snapshot_order WHERE snapshot_id = ? AND order_id = ?")
                .params(snapshotId.value(), orderId)
                .update();
    }
}
