package dev.litevps.query.address;

import dev.litevps.events.address.AddressPoolId;
import dev.litevps.query.Columns;
import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Reads address pools. */
@Component
public class AddressPoolQueries {

    private final DatabaseClient database;

    public AddressPoolQueries(DatabaseClient database) {
        this.database = database;
    }

    /** Every pool, by network. */
    public Flux<AddressPoolRow> all() {
        return database.sql("select *, (select count(*) from address_lease_view"
                        + " where address_pool_id = address_pool_view.id and released_at is null) as in_use"
                        + " from address_pool_view order by cast(network as inet), id")
                .map(AddressPoolQueries::row)
                .all();
    }

    private static AddressPoolRow row(Readable row) {
        Columns columns = new Columns(row);
        return new AddressPoolRow(
                new AddressPoolId(columns.uuid("id")),
                columns.text("network"),
                columns.integer("ssh_port"),
                columns.number("in_use"));
    }
}
