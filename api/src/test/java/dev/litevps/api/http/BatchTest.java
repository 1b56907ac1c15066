package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.limit.BodyLimits;
import dev.litevps.command.UserData;
import dev.litevps.events.account.Role;
import dev.litevps.query.settings.SettingsRow;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Many machines in one request, and waiting for a machine's state. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SOME_ID = "01a208f7-8b94-7945-9c9d-cba318e6ebc4";

    private final Server server = Server.start("litevps.hypervisor=simulated", "litevps.simulated.boot-delay=1s");
    private final Customer ann = Customer.with(server, "10.00");
    private final String planId = ann.cheapestPlan();

    @AfterAll
    void tearDown() {
        server.close();
    }

    private String item(String name) {
        return "{\"name\":\"%s\",\"plan_id\":\"%s\"}".formatted(name, planId);
    }

    private static Answer create(Client client, String... items) {
        return client.send("POST", "/api/vps/batch", "{\"vms\":[" + String.join(",", items) + "]}");
    }

    private static Answer destroy(Client client, String... ids) {
        return client.send("DELETE", "/api/vps/batch", "{\"ids\":[" + String.join(",", ids) + "]}");
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static List<JsonNode> results(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(207);
        List<JsonNode> results = StreamSupport.stream(
                        answer.json().path("results").spliterator(), false)
                .toList();
        assertThat(results)
                .extracting(result -> result.path("index").asInt())
                .containsExactlyElementsOf(
                        IntStream.range(0, results.size()).boxed().toList());
        return results;
    }

    private static void assertRefused(Answer answer, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.text("error")).isNotBlank();
    }

    @Test
    void aBatchOfMachinesIsCreatedAndDestroyed() {
        Client client = ann.client();

        List<JsonNode> created = results(create(client, item("w1"), item("w2"), item("w3")));

        assertThat(created)
                .extracting(result -> result.path("vps").path("name").asString())
                .containsExactly("w1", "w2", "w3");
        String[] ids = created.stream()
                .map(result -> result.path("vps").path("id").asString())
                .toArray(String[]::new);
        for (String id : ids) {
            assertThat(client.get("/api/vps/" + id + "?wait=running").text("state"))
                    .isEqualTo("running");
        }
        List<JsonNode> destroyed = results(destroy(client, quoted(ids[0]), quoted(ids[1]), quoted(ids[2])));
        assertThat(destroyed)
                .extracting(result -> result.path("vps_id").asString())
                .containsExactly(ids);
        for (String id : ids) {
            client.awaitGone(id, PATIENCE);
        }
        assertThat(results(destroy(client, quoted(ids[0])))
                        .getFirst()
                        .path("status")
                        .asString())
                .isEqualTo("destroyed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFullBatchMayHaveAllTheUserDataThatThereMayBe(boolean keyed) {
        Client poor = Customer.as(Role.CUSTOMER, server).client();
        Client client = keyed ? poor.with("Idempotency-Key", "a full batch") : poor;
        String userData = "#!/bin/sh\\n#" + "\\u00fc".repeat((UserData.MAX_BYTES - 11) / 2);
        String[] items = IntStream.range(0, SettingsRow.DEFAULTS.maxBatchSize())
                .mapToObj(number -> "{\"name\":\"w%d\",\"plan_id\":\"%s\",\"user_data\":\"%s\"}"
                        .formatted(number, planId, userData))
                .toArray(String[]::new);

        assertThat(results(create(client, items)))
                .hasSameSizeAs(items)
                .extracting(result -> result.path("code").asString())
                .containsOnly("insufficient_balance");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBatchThatIsLargerThanAnyIsTooLarge(boolean keyed) {
        Client client = keyed ? ann.client().with("Idempotency-Key", "too large") : ann.client();

        Answer refused = create(client, quoted("x".repeat(BodyLimits.BATCH_BYTES)));

        assertThat(refused.status()).as(refused.text()).isEqualTo(413);
        assertThat(refused.text("code")).isEqualTo("body_too_large");
    }

    @Test
    void oneBadItemHarmsNoOther() {
        Customer bob = Customer.with(server, "1.00");

        List<JsonNode> results = results(create(
                bob.client(),
                item("good-1"),
                "{\"name\":{\"not\":\"a name\"},\"plan_id\":\"" + planId + "\"}",
                "null",
                "[]",
                "\"text\"",
                "{}",
                item("-bad-"),
                "{\"name\":\"x\",\"plan_id\":\"" + SOME_ID + "\"}",
                item("good-2")));

        assertThat(results)
                .extracting(result -> result.path("code").asString())
                .containsExactly(
                        "",
                        "invalid_request",
                        "invalid_request",
                        "invalid_request",
                        "invalid_request",
                        "missing_name",
                        "invalid_value",
                        "unknown_plan",
                        "");
        assertThat(results).filteredOn(result -> result.has("vps")).hasSize(2);
        assertThat(results).filteredOn(result -> result.has("code")).allSatisfy(result -> assertThat(
                        result.path("error").asString())
                .isNotBlank());
        assertThat(bob.client().get("/api/vps").json()).hasSize(2);
    }

    @Test
    void theMoneyGoesAsFarAsItGoes() {
        Customer poor = Customer.with(server, "0.0100");

        List<JsonNode> results = results(create(poor.client(), item("w1"), item("w2"), item("w3"), item("w4")));

        List<JsonNode> refused =
                results.stream().filter(result -> result.has("code")).toList();
        assertThat(refused).hasSize(2).allSatisfy(result -> {
            assertThat(result.path("code").asString()).isEqualTo("insufficient_balance");
            assertThat(result.path("required").asString()).isEqualTo("0.0042");
            assertThat(result.has("balance")).isTrue();
            assertThat(result.has("spent")).isFalse();
        });
        assertThat(poor.client().get("/api/vps").json()).hasSize(2);
    }

    @Test
    void somebodyElsesMachineIsNotFoundAndStays() {
        Customer bob = Customer.with(server, "1.00");
        String bobs = bob.create("bobs");
        String anns = ann.create("anns");

        List<JsonNode> results = results(
                destroy(ann.client(), quoted(bobs), quoted(SOME_ID), quoted("no id"), "7", "null", quoted(anns)));

        assertThat(results)
                .extracting(result -> result.path("code").asString())
                .containsExactly("not_found", "not_found", "not_found", "invalid_request", "invalid_request", "");
        assertThat(results.getFirst().path("vps_id").asString()).isEqualTo(bobs);
        assertThat(bob.client().get("/api/vps/" + bobs).status()).isEqualTo(200);
        ann.client().awaitGone(anns, PATIENCE);
    }

    @ParameterizedTest
    @CsvSource({"POST, vms", "DELETE, ids"})
    void aBatchHasItsBounds(String method, String field) {
        int largest = SettingsRow.DEFAULTS.maxBatchSize();
        Client client = ann.client();

        assertRefused(client.send(method, "/api/vps/batch", "{}"), "missing_" + field);
        assertRefused(client.send(method, "/api/vps/batch", "{\"" + field + "\":[]}"), "empty_batch");
        assertRefused(client.send(method, "/api/vps/batch", "{\"" + field + "\":7}"), "invalid_request");
        assertRefused(client.send(method, "/api/vps/batch", "[]"), "invalid_request");
        String tooMany = String.join(",", Collections.nCopies(largest + 1, "{}"));
        assertRefused(
                client.send(method, "/api/vps/batch", "{\"" + field + "\":[" + tooMany + "]}"), "batch_too_large");
        String justEnough = String.join(",", Collections.nCopies(largest, "{}"));
        assertThat(results(client.send(method, "/api/vps/batch", "{\"" + field + "\":[" + justEnough + "]}")))
                .hasSize(largest);
    }

    @Test
    void whoWaitsIsAnsweredWhenTheMachineRuns() {
        String id = ann.create("awaited");

        Answer running = ann.client().get("/api/vps/" + id + "?wait=running&timeout=60");

        assertThat(running.status()).isEqualTo(200);
        assertThat(running.text("state")).isEqualTo("running");
        ann.client().post("/api/vps/" + id + "/stop");
        Answer stopped = ann.client().get("/api/vps/" + id + "?wait=stopped");
        assertThat(stopped.text("state")).isEqualTo("stopped");
        assertThat(ann.client().get("/api/vps/" + id + "?wait=running").text("state"))
                .as("nobody starts it, so there is nothing to wait for")
                .isEqualTo("stopped");
    }

    @Test
    void whoWaitsInVainIsAnsweredWithWhatThereIs() {
        String id = ann.create("slow");

        Answer answer = ann.client().get("/api/vps/" + id + "?wait=stopped&timeout=1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("state")).isIn("creating", "running");
    }

    @Test
    void whoWaitsForAMachineThatGoesIsAnsweredAtOnce() {
        String id = ann.create("doomed");
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> ann.client().get("/api/vps/" + id + "?wait=running"));

        ann.client().delete("/api/vps/" + id);

        assertThat(waiting).succeedsWithin(PATIENCE).satisfies(answer -> assertThat(answer.status())
                .isIn(200, 404));
    }

    @ParameterizedTest
    @CsvSource({
        "wait=creating, invalid_wait",
        "wait=, invalid_wait",
        "wait=running&timeout=0, invalid_timeout",
        "wait=running&timeout=121, invalid_timeout",
        "wait=running&timeout=1e1, invalid_timeout",
        "timeout=-1, invalid_timeout"
    })
    void waitingTakesNothingElse(String query, String code) {
        assertRefused(ann.client().get("/api/vps/" + SOME_ID + "?" + query), code);
    }

    @Test
    void whatIsNotThereIsNotWaitedFor() {
        Customer bob = Customer.with(server, "1.00");
        String bobs = bob.create("hidden");

        for (String id : List.of(bobs, SOME_ID, "batch")) {
            assertThat(ann.client().get("/api/vps/" + id + "?wait=running").status())
                    .isEqualTo(404);
        }
        assertThat(bob.client().post("/api/vps/batch", Map.of("vms", List.of())).status())
                .isEqualTo(400);
    }
}
