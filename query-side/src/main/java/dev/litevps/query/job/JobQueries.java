package dev.litevps.query.job;

import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.job.JobId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Columns;
import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads background jobs. */
@Component
public class JobQueries {

    private final DatabaseClient database;

    public JobQueries(DatabaseClient database) {
        this.database = database;
    }

    /** The newest jobs of a VPS, the newest first. */
    public Flux<JobRow> newest(VpsId vpsId, int most) {
        return database.sql("""
                        select * from job_view where vps_id = :vps_id
                        order by created_at desc, id desc limit :most""")
                .bind("vps_id", vpsId.value())
                .bind("most", most)
                .map(JobQueries::row)
                .all();
    }

    /** The job, if it is one of this VPS. */
    public Mono<JobRow> byId(VpsId vpsId, JobId id) {
        return database.sql("select * from job_view where id = :id and vps_id = :vps_id")
                .bind("id", id.value())
                .bind("vps_id", vpsId.value())
                .map(JobQueries::row)
                .one();
    }

    private static JobRow row(Readable row) {
        Columns columns = new Columns(row);
        return new JobRow(
                new JobId(columns.uuid("id")),
                new VpsId(columns.uuid("vps_id")),
                new EncryptedText(columns.text("command")),
                columns.integer("timeout_seconds"),
                JobStatus.valueOf(columns.text("status")),
                row.get("exit_code", Integer.class),
                columns.numberOrNull("duration_ms"),
                columns.textOrNull("reason"),
                columns.instant("created_at"),
                columns.instantOrNull("started_at"),
                columns.instantOrNull("finished_at"));
    }
}
