package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.host.Hypervisor;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must not be left once every VPS is gone or in error. */
public final class Leftovers {

    private Leftovers() {}

    /** The last things to go, an order that is closed and a view that follows, go a moment after the VPS. */
    public static void awaitNone(Server server) {
        Awaitility.await("nothing is left").atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertNone(server));
    }

    /** Looks at the host itself, and at the events rather than at the views. */
    private static void assertNone(Server server) {
        assertThat(server.bean(Hypervisor.class).machines())
                .as("machines on the host")
                .isEmpty();
        JdbcClient events = JdbcClient.create(server.bean(DataSource.class));
        assertBalanced(events, "HostEvent$CapacityReserved", "HostEvent$CapacityReleased");
        assertBalanced(events, "AddressPoolEvent$AddressAllocated", "AddressPoolEvent$AddressReleased");
        assertBalanced(events, "LedgerEvent$FundsHeld", "LedgerEvent$HoldReleased");
        assertThat(events.sql("SELECT vps_id FROM machine_order WHERE order_id IS NOT NULL")
                        .query(UUID.class)
                        .list())
                .as("open orders")
                .isEmpty();
    }

    private static void assertBalanced(JdbcClient events, String taken, String givenBack) {
        assertThat(count(events, taken)).as(taken + " against " + givenBack).isEqualTo(count(events, givenBack));
    }

    private static long count(JdbcClient events, String type) {
        return events.sql("SELECT count(*) FROM domain_event_entry WHERE payload_type LIKE ?")
                .param("%" + type)
                .query(Long.class)
                .single();
    }
}
