package dev.litevps.api.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Server;
import dev.litevps.api.idempotency.KeyedRequest;
import dev.litevps.api.limit.BodyLimits;
import dev.litevps.api.limit.LimitProperties;
import dev.litevps.api.security.AccessTokenCredentials;
import dev.litevps.api.sshkey.SshKeyMaterial;
import dev.litevps.api.vps.StateWaits;
import dev.litevps.api.web.Page;
import dev.litevps.command.TimeToLive;
import dev.litevps.command.UserData;
import dev.litevps.command.alert.AlertAddressCommand.AddAlertAddress;
import dev.litevps.command.job.JobCommand.StartJob;
import dev.litevps.command.vps.Labels;
import dev.litevps.host.GuestJob;
import dev.litevps.query.settings.SettingsRow;
import dev.litevps.saga.job.JobOutputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is announced is there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscoveryTest {

    private final Server server = Server.start(
            "litevps.hypervisor=simulated",
            "litevps.public-url=https://cloud.example.com",
            "litevps.exec.default-timeout-seconds=45",
            "litevps.exec.output-limit-bytes=4096",
            "litevps.files.max-upload=3000000B");
    private final Client anybody = new Client(server.url(), null);

    @AfterAll
    void tearDown() {
        server.close();
    }

    @Test
    void theManifestSaysWhatCanBeDoneAndHow() {
        Answer answer = anybody.get("/.well-known/agent.json");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.text("base_url")).isEqualTo("https://cloud.example.com/api");
        assertThat(answer.json().path("authentication")).hasSize(2);
    }

    @Test
    void theManifestNamesEverythingThatAgentsAreMeantFor() {
        assertThat(manifest().path("features").valueStream().map(feature -> "%s: %s %s"
                        .formatted(
                                feature.path("name").asString(),
                                feature.path("method").asString(),
                                feature.path("path").asString())))
                .doesNotHaveDuplicates()
                .contains(
                        "create_vps: POST /api/vps",
                        "dry_run: POST /api/vps",
                        "ssh_keys: POST /api/keys",
                        "user_data: POST /api/vps",
                        "ttl: POST /api/vps",
                        "labels: POST /api/vps",
                        "pagination: GET /api/vps",
                        "wait_for_state: GET /api/vps/{id}",
                        "vnc: GET /api/vps/{id}/vnc-port",
                        "templates: GET /api/templates",
                        "batch: POST /api/vps/batch",
                        "batch_delete: DELETE /api/vps/batch",
                        "batch_exec: POST /api/vps/batch/exec",
                        "exec: POST /api/vps/{id}/exec",
                        "background_jobs: GET /api/vps/{id}/jobs",
                        "job_cancel: DELETE /api/vps/{id}/jobs/{job_id}",
                        "file_upload: PUT /api/vps/{id}/files",
                        "file_download: GET /api/vps/{id}/files",
                        "snapshots: POST /api/vps/{id}/snapshots",
                        "snapshot_restore: POST /api/vps/{id}/snapshots/{name}/restore",
                        "access_tokens: POST /api/tokens",
                        "spend_limit: POST /api/tokens",
                        "log_out_everywhere: POST /api/auth/logout-all",
                        "idempotency: POST /api/vps",
                        "top_up: POST /api/billing/add-funds",
                        "forecast: GET /api/billing/forecast",
                        "low_balance_alerts: POST /api/billing/notify-emails");
    }

    @Test
    void whatTheRequestOfAFeatureHasToCarryIsDescribed() {
        JsonNode description = anybody.get("/openapi.json").json();
        int parameters = 0;
        for (JsonNode feature : manifest().path("features")) {
            JsonNode parameter = feature.path("parameter");
            if (parameter.isNull()) {
                continue;
            }
            parameters++;
            JsonNode operation = description
                    .path("paths")
                    .path(feature.path("path").asString())
                    .path(feature.path("method").asString().toLowerCase(Locale.ROOT));
            List<String> described = new ArrayList<>();
            operation.path("parameters").forEach(one -> {
                JsonNode known = resolved(description, one);
                described.add(
                        known.path("in").asString() + " " + known.path("name").asString());
            });
            resolved(description, operation.at("/requestBody/content/application~1json/schema"))
                    .path("properties")
                    .propertyNames()
                    .forEach(name -> described.add("body " + name));
            assertThat(described)
                    .as(feature.toString())
                    .contains(parameter.path("in").asString() + " "
                            + parameter.path("name").asString());
        }
        assertThat(parameters).isPositive();
    }

    private static JsonNode resolved(JsonNode description, JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isString() ? description.at(reference.asString().substring(1)) : node;
    }

    @Test
    void theLimitsAreThoseThatAreEnforced() {
        JsonNode limits = manifest().path("limits");

        Map<String, Number> enforced = new LinkedHashMap<>();
        enforced.put("max_exec_timeout_seconds", SettingsRow.DEFAULTS.maxExecTimeoutSeconds());
        enforced.put("default_exec_timeout_seconds", 45);
        enforced.put("max_exec_output_bytes", 4_096);
        enforced.put("max_command_bytes", GuestJob.LONGEST_COMMAND_BYTES);
        enforced.put("max_live_jobs_per_vps", StartJob.MOST_LIVE);
        enforced.put("max_job_output_bytes", JobOutputs.LIMIT_BYTES);
        enforced.put("max_upload_bytes", 3_000_000L);
        enforced.put("max_batch_size", SettingsRow.DEFAULTS.maxBatchSize());
        enforced.put("max_snapshots_per_vps", SettingsRow.DEFAULTS.maxSnapshotsPerVps());
        enforced.put("max_labels_per_vps", Labels.MOST);
        enforced.put("max_user_data_bytes", UserData.MAX_BYTES);
        enforced.put("max_ttl_minutes", TimeToLive.MAX_MINUTES);
        enforced.put("max_wait_seconds", StateWaits.LONGEST_SECONDS);
        enforced.put("max_page_rows", Page.Bounds.LIST.most());
        enforced.put("max_ssh_keys", SshKeyMaterial.MOST);
        enforced.put("max_access_tokens", AccessTokenCredentials.MAX_TOKENS);
        enforced.put("max_notify_emails", AddAlertAddress.MOST);
        enforced.put("min_top_up_usd", 5L);
        enforced.put("max_top_up_usd", 50L);
        enforced.put("max_json_body_bytes", BodyLimits.USUAL_BYTES);
        enforced.put("max_batch_body_bytes", BodyLimits.BATCH_BYTES);
        enforced.put("idempotency_key_hours", KeyedRequest.ANSWER_KEPT.toHours());
        enforced.put("requests_per_minute", server.bean(LimitProperties.class).requestsPerMinute());
        enforced.put("logins_per_minute", server.bean(LimitProperties.class).loginPerMinute());
        enforced.put(
                "registrations_per_minute", server.bean(LimitProperties.class).loginPerMinute());
        enforced.forEach((name, limit) ->
                assertThat(limits.path(name).asDouble()).as(name).isEqualTo(limit.doubleValue()));
        assertThat(limits.path("blocked_commands").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(SettingsRow.DEFAULTS.blockedCommands());
    }

    private JsonNode manifest() {
        return anybody.get("/.well-known/agent.json").json();
    }

    @Test
    void everyFeatureAndEveryLinkIsServed() {
        JsonNode manifest = manifest();

        for (JsonNode feature : manifest.path("features")) {
            String path =
                    feature.path("path").asString().replaceAll("\\{\\w+}", "01a208f7-8b94-7945-9c9d-cba318e6ebc4");
            assertThat(Client.logInToDemo(server)
                            .send(feature.path("method").asString(), path, null)
                            .text())
                    .as(path)
                    .doesNotContain("there is nothing at this path");
        }
        for (JsonNode link : manifest.path("links")) {
            String path = link.asString().replace("https://cloud.example.com", "");
            assertThat(anybody.get(path).status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void theGuideNamesEveryEndpointOfCustomers() {
        Answer answer = anybody.get("/llms.txt");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/markdown");
        assertThat(answer.text())
                .contains(
                        "`POST /api/vps`",
                        "`GET /api/vps/{id}`",
                        "`DELETE /api/keys/{id}`",
                        "https://cloud.example.com/api")
                .doesNotContain("{base_url}", "{routes}", "/api/admin");
    }

    @Test
    void theGuideSaysThatUploadsCanBeRepeatedToo() {
        assertThat(anybody.get("/llms.txt").text().replaceAll("\\s+", " "))
                .contains("`Idempotency-Key: <anything new>` with a POST, PUT or DELETE, also with an upload")
                .doesNotContain("take none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/agent.json", "/llms.txt"})
    void whatIsKnownIsNotSentAgain(String path) {
        Answer first = anybody.get(path);
        Answer again = anybody.with("If-None-Match", first.header("ETag")).get(path);

        assertThat(first.header("Cache-Control")).contains("max-age=60", "public");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/agent.json", "/llms.txt"})
    void aTokenThatExpiredDoesNotMatter(String path) {
        assertThat(new Client(server.url(), "garbage").get(path).status()).isEqualTo(200);
    }
}
