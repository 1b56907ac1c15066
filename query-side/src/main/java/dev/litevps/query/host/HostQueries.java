package dev.litevps.query.host;

import dev.litevps.events.Resources;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.host.HostConnection;
import dev.litevps.events.host.HostId;
import dev.litevps.events.host.HostKind;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Columns;
import io.r2dbc.spi.Readable;
import java.util.Locale;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads hosts. */
@Component
public class HostQueries {

    private static final String SELECT =
            "select *, (select count(*) from vps_view where host_id = host_view.id) as vps_count from host_view";

    private final DatabaseClient database;

    public HostQueries(DatabaseClient database) {
        this.database = database;
    }

    /** The host, also if it was removed; empty if there never was one. */
    public Mono<HostRow> byId(HostId id) {
        return database.sql(SELECT + " where id = :id")
                .bind("id", id.value())
                .map(HostQueries::row)
                .one();
    }

    /** Every host of the fleet, by name. */
    public Flux<HostRow> all() {
        return database.sql(SELECT + " where state <> 'removed' order by name, id")
                .map(HostQueries::row)
                .all();
    }

    /** The VPSes that are on the host, by name, at most {@code limit}. */
    public Flux<HostResident> residents(HostId id, int limit) {
        return database.sql("select id, account_id, name, state from vps_view where host_id = :id"
                        + " order by name, id limit :limit")
                .bind("id", id.value())
                .bind("limit", limit)
                .map(HostQueries::resident)
                .all();
    }

    private static HostResident resident(Readable row) {
        Columns columns = new Columns(row);
        return new HostResident(
                new VpsId(columns.uuid("id")),
                new AccountId(columns.uuid("account_id")),
                columns.text("name"),
                columns.text("state"));
    }

    private static HostStatus status(Columns columns) {
        String kind = columns.textOrNull("kind");
        return new HostStatus(
                HostState.valueOf(columns.text("state").toUpperCase(Locale.ROOT)),
                !columns.flag("silent"),
                kind == null ? null : new HostConnection(HostKind.valueOf(kind), columns.textOrNull("uri")),
                columns.number("vps_count"));
    }

    private static HostRow row(Readable row) {
        Columns columns = new Columns(row);
        return new HostRow(
                new HostId(columns.uuid("id")),
                columns.text("name"),
                new AddressPoolId(columns.uuid("address_pool_id")),
                new Resources(columns.integer("vcpu"), columns.integer("memory_mb"), columns.integer("disk_gb")),
                new Resources(
                        columns.integer("reserved_vcpu"),
                        columns.integer("reserved_memory_mb"),
                        columns.integer("reserved_disk_gb")),
                status(columns));
    }
}
