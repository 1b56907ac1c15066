package dev.litevps.api.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Server;
import dev.litevps.api.limit.LimitProperties;
import dev.litevps.query.settings.SettingsRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is announced is there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscoveryTest {

    private final Server server =
            Server.start("litevps.hypervisor=simulated", "litevps.public-url=https://cloud.example.com");
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
        assertThat(answer.json().path("features")).isNotEmpty();
        assertThat(answer.json().path("authentication")).hasSize(2);
        assertThat(answer.json().path("limits").path("max_batch_size").asInt())
                .isEqualTo(SettingsRow.DEFAULTS.maxBatchSize());
        assertThat(answer.json().path("limits").path("max_exec_timeout_seconds").asInt())
                .isEqualTo(SettingsRow.DEFAULTS.maxExecTimeoutSeconds());
        assertThat(answer.json().path("limits").path("requests_per_minute").asInt())
                .isEqualTo(server.bean(LimitProperties.class).requestsPerMinute());
        assertThat(answer.json().path("limits").path("logins_per_minute").asInt())
                .isEqualTo(server.bean(LimitProperties.class).loginPerMinute());
    }

    @Test
    void everyFeatureAndEveryLinkIsServed() {
        JsonNode manifest = anybody.get("/.well-known/agent.json").json();

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
