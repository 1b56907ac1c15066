package dev.litevps.query.finding;

import dev.litevps.query.Columns;
import dev.litevps.query.Slice;
import io.r2dbc.spi.Readable;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Reads findings. */
@Component
public class FindingQueries {

    private final DatabaseClient database;

    public FindingQueries(DatabaseClient database) {
        this.database = database;
    }

    /** The newest first. */
    public Flux<FindingRow> list(Slice slice) {
        Slice.Position after = Objects.requireNonNullElse(slice.after(), Slice.BEFORE_ALL);
        return database.sql("""
                        select * from finding_view where (at, event_id) < (:after_at, :after_id)
                        order by at desc, event_id desc limit :limit offset :offset""")
                .bind("after_at", after.at().atOffset(ZoneOffset.UTC))
                .bind("after_id", after.id())
                .bind("limit", slice.limit())
                .bind("offset", slice.offset())
                .map(FindingQueries::row)
                .all();
    }

    private static FindingRow row(Readable row) {
        Columns columns = new Columns(row);
        return new FindingRow(
                columns.uuid("event_id"),
                FindingKind.ofCode(columns.text("kind")),
                row.get("host_id", UUID.class),
                row.get("vps_id", UUID.class),
                columns.text("message"),
                columns.instant("at"));
    }
}
