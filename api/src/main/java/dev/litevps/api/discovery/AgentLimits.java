package dev.litevps.api.discovery;

import dev.litevps.api.exec.ExecProperties;
import dev.litevps.api.file.FileProperties;
import dev.litevps.api.idempotency.KeyedRequest;
import dev.litevps.api.limit.BodyLimits;
import dev.litevps.api.limit.LimitProperties;
import dev.litevps.api.security.AccessTokenCredentials;
import dev.litevps.api.sshkey.SshKeyMaterial;
import dev.litevps.api.vps.StateWaits;
import dev.litevps.api.web.Dollars;
import dev.litevps.api.web.Page;
import dev.litevps.command.TimeToLive;
import dev.litevps.command.UserData;
import dev.litevps.command.alert.AlertAddressCommand.AddAlertAddress;
import dev.litevps.command.job.JobCommand.StartJob;
import dev.litevps.command.topup.TopUpCommand.RequestTopUp;
import dev.litevps.command.vps.Labels;
import dev.litevps.host.GuestJob;
import dev.litevps.query.settings.SettingsRow;
import dev.litevps.saga.job.JobOutputs;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The limits that an agent has to know beforehand, each from where it is enforced. */
@Component
class AgentLimits {

    private final LimitProperties rates;
    private final ExecProperties exec;
    private final FileProperties files;

    AgentLimits(LimitProperties rates, ExecProperties exec, FileProperties files) {
        this.rates = rates;
        this.exec = exec;
        this.files = files;
    }

    /** By name, with the unit at its end. */
    Map<String, Object> under(SettingsRow current) {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("max_exec_timeout_seconds", current.maxExecTimeoutSeconds());
        limits.put("default_exec_timeout_seconds", exec.defaultTimeoutSeconds(current.maxExecTimeoutSeconds()));
        limits.put("max_exec_output_bytes", exec.outputLimitBytes());
        limits.put("max_command_bytes", GuestJob.LONGEST_COMMAND_BYTES);
        limits.put("blocked_commands", current.blockedCommands());
        limits.put("max_live_jobs_per_vps", StartJob.MOST_LIVE);
        limits.put("max_job_output_bytes", JobOutputs.LIMIT_BYTES);
        limits.put("max_upload_bytes", files.maxUpload().toBytes());
        limits.put("max_batch_size", current.maxBatchSize());
        limits.put("max_snapshots_per_vps", current.maxSnapshotsPerVps());
        limits.put("max_labels_per_vps", Labels.MOST);
        limits.put("max_user_data_bytes", UserData.MAX_BYTES);
        limits.put("max_ttl_minutes", TimeToLive.MAX_MINUTES);
        limits.put("max_wait_seconds", StateWaits.LONGEST_SECONDS);
        limits.put("max_page_rows", Page.Bounds.LIST.most());
        limits.put("max_ssh_keys", SshKeyMaterial.MOST);
        limits.put("max_access_tokens", AccessTokenCredentials.MAX_TOKENS);
        limits.put("max_notify_emails", AddAlertAddress.MOST);
        limits.put("min_top_up_usd", Dollars.of(RequestTopUp.LEAST));
        limits.put("max_top_up_usd", Dollars.of(RequestTopUp.MOST));
        limits.put("max_json_body_bytes", BodyLimits.USUAL_BYTES);
        limits.put("max_batch_body_bytes", BodyLimits.BATCH_BYTES);
        limits.put("idempotency_key_hours", KeyedRequest.ANSWER_KEPT.toHours());
        limits.put("requests_per_minute", rates.requestsPerMinute());
        limits.put("logins_per_minute", rates.loginPerMinute());
        limits.put("registrations_per_minute", rates.loginPerMinute());
        return limits;
    }
}
