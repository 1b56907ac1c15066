package dev.litevps.saga.job;

import dev.litevps.events.job.JobId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The jobs that have not ended, and what is wanted of each: table {@code live_job}. */
public final class LiveJobs {

    private final JdbcClient jdbc;

    public LiveJobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is wanted of a job. */
    enum Wish {
        RUN,
        CANCEL
    }

    void add(JobId jobId) {
        jdbc.sql("INSERT INTO live_job (job_id) VALUES (?) ON CONFLICT DO NOTHING")
                .param(jobId.value())
                .update();
    }

    void cancel(JobId jobId) {
        jdbc.sql("UPDATE live_job SET cancelled = true WHERE job_id = ?")
                .param(jobId.value())
                .update();
    }

    void remove(JobId jobId) {
        jdbc.sql("DELETE FROM live_job WHERE job_id = ?").param(jobId.value()).update();
    }

    /** Empty once the job has ended. */
    Optional<Wish> wish(JobId jobId) {
        return jdbc.sql("SELECT cancelled FROM live_job WHERE job_id = ?")
                .param(jobId.value())
                .query(Boolean.class)
                .optional()
                .map(cancelled -> cancelled ? Wish.CANCEL : Wish.RUN);
    }
}
