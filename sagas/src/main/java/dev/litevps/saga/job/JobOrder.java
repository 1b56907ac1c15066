package dev.litevps.saga.job;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.job.JobId;
import dev.litevps.events.vps.Placement;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;

/**
 * To run a job in its guest, and to see it to its end.
 *
 * @param command encrypted under the key of the account
 * @param orderedAt when the process ordered it
 */
public record JobOrder(
        VpsId vpsId,
        AccountId accountId,
        JobId jobId,
        Placement placement,
        EncryptedText command,
        int timeoutSeconds,
        Instant orderedAt) {}
