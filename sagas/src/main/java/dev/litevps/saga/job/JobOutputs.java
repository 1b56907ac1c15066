package dev.litevps.saga.job;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.job.JobId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.host.GuestJobOutput;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What jobs printed: table {@code job_output}. It is no view, since no event says it; so it is there still when the views are
 * built again. It is encrypted under the key of the account, and of each VPS only the newest is kept. All methods block.
 */
public final class JobOutputs {

    /** How much of each of stdout and stderr of a job is kept, as of a command that is waited for. */
    public static final int LIMIT_BYTES = 1024 * 1024;

    /** As many jobs as a list shows. */
    private static final int KEPT = 50;

    /** Of one VPS, encrypted: as much as five jobs that print all they may. */
    private static final int KEPT_BYTES = 16 * 1024 * 1024;

    private final JdbcClient jdbc;
    private final AccountTexts texts;
    private final Clock clock;

    public JobOutputs(JdbcClient jdbc, AccountTexts texts, Clock clock) {
        this.jdbc = jdbc;
        this.texts = texts;
        this.clock = clock;
    }

    /** Keeps what the job printed, in place of what was kept of it before, and forgets what is too old. */
    void store(JobOrder order, GuestJobOutput output) {
        Optional<EncryptedText> stdout = texts.encrypt(order.accountId(), output.stdout());
        Optional<EncryptedText> stderr = texts.encrypt(order.accountId(), output.stderr());
        if (stdout.isEmpty() || stderr.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO job_output (job_id, vps_id, ordered_at, stored_at, stdout, stderr, stdout_truncated,
                            stderr_truncated)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (job_id) DO UPDATE SET stdout = excluded.stdout, stderr = excluded.stderr,
                            stdout_truncated = excluded.stdout_truncated, stderr_truncated = excluded.stderr_truncated,
                            stored_at = excluded.stored_at
                        """)
                .params(
                        order.jobId().value(),
                        order.vpsId().value(),
                        order.orderedAt().atOffset(ZoneOffset.UTC),
                        clock.instant().atOffset(ZoneOffset.UTC),
                        stdout.get().ciphertext(),
                        stderr.get().ciphertext(),
                        output.stdoutTruncated(),
                        output.stderrTruncated())
                .update();
        forgetOld(order.vpsId());
    }

    private void forgetOld(VpsId vpsId) {
        jdbc.sql("""
                        DELETE FROM job_output WHERE job_id IN (
                            SELECT job_id FROM (
                                SELECT job_id, row_number() OVER newest AS place,
                                    sum(octet_length(stdout) + octet_length(stderr)) OVER newest AS bytes
                                FROM job_output WHERE vps_id = ?
                                WINDOW newest AS (ORDER BY ordered_at DESC, job_id DESC)) AS counted
                            WHERE place > ? OR (place > 1 AND bytes > ?))
                        """).params(vpsId.value(), KEPT, KEPT_BYTES).update();
    }

    /** What is kept of a job of the account's; empty if nothing is, or the key of the account is destroyed. */
    public Optional<GuestJobOutput> find(JobId jobId, AccountId accountId) {
        return jdbc.sql("SELECT stdout, stderr, stdout_truncated, stderr_truncated FROM job_output WHERE job_id = ?")
                .param(jobId.value())
                .query((row, _) -> new Stored(
                        new EncryptedText(row.getString(1)),
                        new EncryptedText(row.getString(2)),
                        row.getBoolean(3),
                        row.getBoolean(4)))
                .optional()
                .flatMap(stored -> texts.decrypt(accountId, stored.stdout())
                        .flatMap(stdout -> texts.decrypt(accountId, stored.stderr())
                                .map(stderr -> new GuestJobOutput(
                                        stdout, stderr, stored.stdoutTruncated(), stored.stderrTruncated()))));
    }

    private record Stored(
            EncryptedText stdout, EncryptedText stderr, boolean stdoutTruncated, boolean stderrTruncated) {}

    /** The VPS is gone, and with it all that its jobs printed. */
    void forget(VpsId vpsId) {
        jdbc.sql("DELETE FROM job_output WHERE vps_id = ?").param(vpsId.value()).update();
    }
}
