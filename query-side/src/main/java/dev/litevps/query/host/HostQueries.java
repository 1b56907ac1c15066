package dev.litevps.query.host;

import dev.litevps.events.Resources;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.host.HostId;
import dev.litevps.query.Columns;
import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads hosts. */
@Component
public class HostQueries {

    private final DatabaseClient database;

    public HostQueries(DatabaseClient database) {
        this.database = database;
    }

    /** The host; empty if there is none. */
    public Mono<HostRow> byId(HostId id) {
        return database.sql("select * from host_view where id = :id")
                .bind("id", id.value())
                .map(HostQueries::row)
                .one();
    }

    /** Every host, by name. */
    public Flux<HostRow> all() {
        return database.sql("select * from host_view order by name, id")
                .map(HostQueries::row)
                .all();
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
                        columns.integer("reserved_disk_gb")));
    }
}
