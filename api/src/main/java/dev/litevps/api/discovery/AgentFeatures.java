package dev.litevps.api.discovery;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an agent can do here, and by which request. */
final class AgentFeatures {

    private static final List<Feature> ALL = List.of(
            feature("create_vps", "POST", "/api/vps"),
            feature("dry_run", "POST", "/api/vps").with("query", "dry_run"),
            feature("ssh_keys", "POST", "/api/keys"),
            feature("ssh_key_injection", "POST", "/api/vps").with("body", "ssh_key_ids"),
            feature("user_data", "POST", "/api/vps").with("body", "user_data"),
            feature("ttl", "POST", "/api/vps").with("body", "ttl_minutes"),
            feature("labels", "POST", "/api/vps").with("body", "labels"),
            feature("find_by_label", "GET", "/api/vps").with("query", "label"),
            feature("pagination", "GET", "/api/vps").with("query", "cursor"),
            feature("wait_for_state", "GET", "/api/vps/{id}").with("query", "wait"),
            feature("rename", "PUT", "/api/vps/{id}"),
            feature("start", "POST", "/api/vps/{id}/start"),
            feature("stop", "POST", "/api/vps/{id}/stop"),
            feature("restart", "POST", "/api/vps/{id}/restart"),
            feature("destroy_vps", "DELETE", "/api/vps/{id}"),
            feature("vnc", "GET", "/api/vps/{id}/vnc-port"),
            feature("templates", "GET", "/api/templates"),
            feature("batch", "POST", "/api/vps/batch"),
            feature("batch_delete", "DELETE", "/api/vps/batch"),
            feature("batch_exec", "POST", "/api/vps/batch/exec"),
            feature("exec", "POST", "/api/vps/{id}/exec"),
            feature("background_exec", "POST", "/api/vps/{id}/exec").with("body", "background"),
            feature("background_jobs", "GET", "/api/vps/{id}/jobs"),
            feature("job_status", "GET", "/api/vps/{id}/jobs/{job_id}"),
            feature("job_cancel", "DELETE", "/api/vps/{id}/jobs/{job_id}"),
            feature("file_upload", "PUT", "/api/vps/{id}/files"),
            feature("file_download", "GET", "/api/vps/{id}/files"),
            feature("snapshots", "POST", "/api/vps/{id}/snapshots"),
            feature("snapshot_restore", "POST", "/api/vps/{id}/snapshots/{name}/restore"),
            feature("snapshot_delete", "DELETE", "/api/vps/{id}/snapshots/{name}"),
            feature("access_tokens", "POST", "/api/tokens"),
            feature("spend_limit", "POST", "/api/tokens").with("body", "spend_limit"),
            feature("access_token_revocation", "DELETE", "/api/tokens/{id}"),
            feature("log_out_everywhere", "POST", "/api/auth/logout-all"),
            feature("idempotency", "POST", "/api/vps").with("header", "Idempotency-Key"),
            feature("balance", "GET", "/api/billing/balance"),
            feature("top_up", "POST", "/api/billing/add-funds"),
            feature("forecast", "GET", "/api/billing/forecast"),
            feature("billing_history", "GET", "/api/billing/history"),
            feature("statements", "GET", "/api/billing/statements/{month}"),
            feature("low_balance_alerts", "POST", "/api/billing/notify-emails"));

    private AgentFeatures() {}

    /**
     * One thing that can be done.
     *
     * @param parameter what the request has to carry for it; null if it is what the request does anyway
     */
    record Feature(
            String name,
            String method,
            String path,
            @Nullable Parameter parameter) {

        private Feature with(String in, String parameterName) {
            return new Feature(name, method, path, new Parameter(in, parameterName));
        }
    }

    /**
     * A part of a request.
     *
     * @param in {@code query}, {@code header} or {@code body}
     */
    record Parameter(String in, String name) {}

    /** All that a server does which serves these, each as {@code GET /api/vps}. */
    static List<Feature> among(Set<String> served) {
        return ALL.stream()
                .filter(feature -> served.contains(feature.method() + " " + feature.path()))
                .toList();
    }

    private static Feature feature(String name, String method, String path) {
        return new Feature(name, method, path, null);
    }
}
