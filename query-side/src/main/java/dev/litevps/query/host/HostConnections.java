package dev.litevps.query.host;

import dev.litevps.events.host.HostConnection;
import dev.litevps.events.host.HostId;
import dev.litevps.events.host.HostKind;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the hosts are reached that operators have added. Blocks, for workers that drive hosts. */
@Component
public class HostConnections {

    private final JdbcClient jdbc;

    public HostConnections(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of all hosts that were added and not removed. */
    public Map<HostId, HostConnection> all() {
        Map<HostId, HostConnection> connections = new HashMap<>();
        jdbc.sql("select id, kind, uri from host_view where kind is not null and state <> 'removed'")
                .query(row -> {
                    connections.put(
                            new HostId(row.getObject("id", UUID.class)),
                            new HostConnection(HostKind.valueOf(row.getString("kind")), row.getString("uri")));
                });
        return connections;
    }
}
