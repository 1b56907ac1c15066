package dev.litevps.query.job;

import dev.litevps.events.job.JobEvent;
import dev.litevps.events.job.JobEvent.JobCancelRequested;
import dev.litevps.events.job.JobEvent.JobEnded;
import dev.litevps.events.job.JobEvent.JobRequested;
import dev.litevps.events.job.JobEvent.JobStarted;
import dev.litevps.events.job.JobOutcome;
import dev.litevps.query.AggregateVersion;
import dev.litevps.query.ViewWriter;
import java.time.ZoneOffset;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Keeps one row for each background job. */
@Component
@ProcessingGroup("query.job")
class JobProjection {

    private static final String REQUEST = """
            insert into job_view (id, vps_id, command, timeout_seconds, status, created_at, version)
            values (?, ?, ?, ?, 'PENDING', ?, ?)
            on conflict (id) do nothing""";

    private static final String START = """
            update job_view set status = 'RUNNING', started_at = ?, version = ? where id = ? and version < ?""";

    /** Nothing that is shown changes until the job has really ended. */
    private static final String CANCEL = "update job_view set version = ? where id = ? and version < ?";

    private static final String END = """
            update job_view set status = ?, exit_code = ?, duration_ms = ?, reason = ?, finished_at = ?, version = ?
            where id = ? and version < ?""";

    private final ViewWriter views;
    private final JdbcOperations jdbc;

    JobProjection(ViewWriter views, JdbcOperations jdbc) {
        this.views = views;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(JobEvent event, @SequenceNumber long version) {
        AggregateVersion shown = new AggregateVersion("Jobs", event.jobsId().toString(), version);
        Object id = event.jobId().value();
        Object at = event.at().atOffset(ZoneOffset.UTC);
        switch (event) {
            case JobRequested requested ->
                views.write(
                        shown,
                        REQUEST,
                        id,
                        requested.vpsId().value(),
                        requested.command().ciphertext(),
                        requested.timeoutSeconds(),
                        at,
                        version);
            case JobStarted _ -> views.write(shown, START, at, version, id, version);
            case JobCancelRequested _ -> views.write(shown, CANCEL, version, id, version);
            case JobEnded ended ->
                views.write(
                        shown,
                        END,
                        status(ended.outcome()).name(),
                        ended.exitCode(),
                        ended.durationMs(),
                        ended.reason(),
                        at,
                        version,
                        id,
                        version);
        }
    }

    private static JobStatus status(JobOutcome outcome) {
        return switch (outcome) {
            case DONE -> JobStatus.DONE;
            case TIMEOUT -> JobStatus.TIMEOUT;
            case CANCELLED -> JobStatus.CANCELLED;
        };
    }

    @ResetHandler
    void reset() {
        jdbc.execute("truncate table job_view");
    }
}
