package dev.litevps.saga.job;

import dev.litevps.events.job.JobId;

/** Where the process has jobs seen to. Each is done if the current transaction commits, and only then. */
public interface JobOrders {

    /** To be run, and seen to its end. */
    void order(JobOrder order);

    /** To be killed. */
    void cancel(JobId jobId);

    /** It has ended: nothing of it is to be left in the guest. */
    void close(JobId jobId);
}
