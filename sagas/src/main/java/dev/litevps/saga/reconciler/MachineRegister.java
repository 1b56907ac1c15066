package dev.litevps.saga.reconciler;

import dev.litevps.events.host.HostId;
import dev.litevps.events.vps.VpsEvent;
import dev.litevps.events.vps.VpsEvent.VpsDestroyRequested;
import dev.litevps.events.vps.VpsEvent.VpsDestroyed;
import dev.litevps.events.vps.VpsEvent.VpsExpiryCleared;
import dev.litevps.events.vps.VpsEvent.VpsExpirySet;
import dev.litevps.events.vps.VpsEvent.VpsLabelled;
import dev.litevps.events.vps.VpsEvent.VpsLost;
import dev.litevps.events.vps.VpsEvent.VpsPlaced;
import dev.litevps.events.vps.VpsEvent.VpsPowerChangeFailed;
import dev.litevps.events.vps.VpsEvent.VpsProvisioned;
import dev.litevps.events.vps.VpsEvent.VpsProvisioningFailed;
import dev.litevps.events.vps.VpsEvent.VpsReclaimed;
import dev.litevps.events.vps.VpsEvent.VpsRenamed;
import dev.litevps.events.vps.VpsEvent.VpsRequested;
import dev.litevps.events.vps.VpsEvent.VpsRestartRequested;
import dev.litevps.events.vps.VpsEvent.VpsRestarted;
import dev.litevps.events.vps.VpsEvent.VpsStartRequested;
import dev.litevps.events.vps.VpsEvent.VpsStarted;
import dev.litevps.events.vps.VpsEvent.VpsStopRequested;
import dev.litevps.events.vps.VpsEvent.VpsStopped;
import dev.litevps.events.vps.VpsId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the events say should be on each host: table {@code machine_register}, a row for every VPS from its placement to
 * its end. {@code version} is the last event of the VPS that the row contains.
 */
@Component
@ProcessingGroup("saga.machines")
public class MachineRegister {

    /** What the machine of a VPS should be like, as far as the reconciler is concerned. */
    enum Expectation {
        RUNNING,
        OFF,
        /** In error: nobody pays for it, so what is left of it must not run. */
        NOT_RUNNING,
        /** A process is at work on it, or nobody knows: not the reconciler's business. */
        LEFT_ALONE
    }

    /**
     * What is expected of a machine.
     *
     * @param lastSeenAt when it was found to be as expected for the last time
     * @param version the last event of the VPS that is known here
     */
    record Entry(VpsId vpsId, Expectation expectation, Instant lastSeenAt, long version) {}

    /** A machine whose snapshots are worked on may be paused, and is left alone like any other that a process has. */
    private static final String SELECT = """
            SELECT vps_id, last_seen_at, version,
                CASE WHEN EXISTS (SELECT 1 FROM snapshot_order WHERE snapshot_order.vps_id = machine_register.vps_id)
                THEN 'LEFT_ALONE' ELSE expectation END AS expectation
            FROM machine_register
            """;

    private final JdbcClient jdbc;

    public MachineRegister(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(VpsEvent event, @SequenceNumber long version) {
        switch (event) {
            case VpsRequested _ -> {
                // Puts nothing on a host.
            }
            case VpsRenamed _, VpsLabelled _, VpsExpirySet _, VpsExpiryCleared _ -> advance(event, version);
            case VpsPlaced placed -> insert(placed, version);
            case VpsProvisioned _, VpsStarted _, VpsRestarted _ -> expect(event, Expectation.RUNNING, version);
            case VpsStopped _ -> expect(event, Expectation.OFF, version);
            case VpsProvisioningFailed _,
                    VpsStartRequested _,
                    VpsStopRequested _,
                    VpsRestartRequested _,
                    VpsDestroyRequested _ -> expect(event, Expectation.LEFT_ALONE, version);
            case VpsPowerChangeFailed _, VpsLost _ -> expect(event, Expectation.NOT_RUNNING, version);
            case VpsReclaimed _, VpsDestroyed _ -> delete(event);
        }
    }

    @ResetHandler
    void reset() {
        jdbc.sql("DELETE FROM machine_register").update();
    }

    List<Entry> on(HostId hostId) {
        return jdbc.sql(SELECT + "WHERE host_id = ?")
                .param(hostId.value())
                .query((row, _) -> entry(row))
                .list();
    }

    Optional<Entry> find(VpsId vpsId) {
        return jdbc.sql(SELECT + "WHERE vps_id = ?")
                .param(vpsId.value())
                .query((row, _) -> entry(row))
                .optional();
    }

    /** Where each VPS that no process is at work on shall be found. */
    Map<VpsId, String> addresses() {
        Map<VpsId, String> addresses = new HashMap<>();
        jdbc.sql("SELECT vps_id, address FROM machine_register WHERE expectation <> ? AND address IS NOT NULL")
                .param(Expectation.LEFT_ALONE.name())
                .query(row -> {
                    addresses.put(new VpsId(row.getObject("vps_id", UUID.class)), row.getString("address"));
                });
        return addresses;
    }

    /** The same for one of them; empty if it is none. */
    Optional<String> address(VpsId vpsId) {
        return jdbc.sql("SELECT address FROM machine_register"
                        + " WHERE vps_id = ? AND expectation <> ? AND address IS NOT NULL")
                .params(vpsId.value(), Expectation.LEFT_ALONE.name())
                .query(String.class)
                .optional();
    }

    void seen(Collection<UUID> vpsIds, Instant at) {
        jdbc.sql("UPDATE machine_register SET last_seen_at = ? WHERE vps_id = ANY(?)")
                .params(at.atOffset(ZoneOffset.UTC), vpsIds.toArray(UUID[]::new))
                .update();
    }

    private void insert(VpsPlaced placed, long version) {
        jdbc.sql("""
                        INSERT INTO machine_register (vps_id, host_id, expectation, last_seen_at, version, address)
                        VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (vps_id) DO NOTHING
                        """)
                .params(
                        placed.vpsId().value(),
                        placed.placement().hostId().value(),
                        Expectation.LEFT_ALONE.name(),
                        placed.at().atOffset(ZoneOffset.UTC),
                        version,
                        placed.placement().address())
                .update();
    }

    private void expect(VpsEvent event, Expectation expectation, long version) {
        jdbc.sql("UPDATE machine_register SET expectation = ?, last_seen_at = ?, version = ? "
                        + "WHERE vps_id = ? AND version < ?")
                .params(
                        expectation.name(),
                        event.at().atOffset(ZoneOffset.UTC),
                        version,
                        event.vpsId().value(),
                        version)
                .update();
    }

    /** Nothing else is expected of the machine, but the event is known. */
    private void advance(VpsEvent event, long version) {
        jdbc.sql("UPDATE machine_register SET version = ? WHERE vps_id = ? AND version < ?")
                .params(version, event.vpsId().value(), version)
                .update();
    }

    private void delete(VpsEvent event) {
        jdbc.sql("DELETE FROM machine_register WHERE vps_id = ?")
                .param(event.vpsId().value())
                .update();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                new VpsId(row.getObject("vps_id", UUID.class)),
                Expectation.valueOf(row.getString("expectation")),
                row.getObject("last_seen_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"));
    }
}
