package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.query.settings.SettingsRow;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** One command in many machines at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchExecTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SOME_ID = "01a208f7-8b94-7945-9c9d-cba318e6ebc4";
    private static final String PATH = "/api/vps/batch/exec";

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Customer owner = Customer.with(server, "20.00");
    private final Client client = owner.client();
    private String one = "";
    private String two = "";

    @BeforeAll
    void twoMachinesRun() {
        one = owner.create("one");
        two = owner.create("two");
        client.awaitState(one, "running", PATIENCE);
        client.awaitState(two, "running", PATIENCE);
    }

    @AfterAll
    void tearDown() {
        server.close();
    }

    private static Map<String, Object> body(String command, Map<String, ?> more, @Nullable Object... ids) {
        Map<String, Object> body = new LinkedHashMap<>(more);
        body.put("command", command);
        body.put("ids", Arrays.asList(ids));
        return body;
    }

    private static List<JsonNode> results(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(207);
        return StreamSupport.stream(answer.json().path("results").spliterator(), false)
                .toList();
    }

    private static void assertRefused(Answer answer, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.text("error")).isNotBlank();
    }

    @Test
    void aCommandRunsInEachMachineAndEachAnswersForItself() {
        List<JsonNode> results = results(client.post(
                PATH, body("hostname; echo err >&2; [ $(hostname) = one ]", Map.of("timeout_seconds", 10), one, two)));

        assertThat(results).hasSize(2);
        assertThat(results.getFirst().path("index").asInt()).isZero();
        assertThat(results.getFirst().path("vps_id").asString()).isEqualTo(one);
        assertThat(results.getFirst().path("stdout").asString()).isEqualTo("one\n");
        assertThat(results.getFirst().path("stderr").asString()).isEqualTo("err\n");
        assertThat(results.getFirst().path("exit_code").asInt()).isZero();
        assertThat(results.getFirst().path("timed_out").asBoolean()).isFalse();
        assertThat(results.getLast().path("vps_id").asString()).isEqualTo(two);
        assertThat(results.getLast().path("stdout").asString()).isEqualTo("two\n");
        assertThat(results.getLast().path("exit_code").asInt()).isEqualTo(1);
    }

    @Test
    void togetherTheyKeepAsMuchOutputAsOneCommandWould() {
        List<JsonNode> results =
                results(client.post(PATH, body("seq 1 100000", Map.of("timeout_seconds", 30), one, two)));

        assertThat(results).allSatisfy(result -> {
            assertThat(result.path("stdout_truncated").asBoolean()).isTrue();
            assertThat(result.path("stdout").asString()).hasSize(1024 * 1024 / 2);
        });
        assertThat(client.post("/api/vps/" + one + "/exec", Map.of("command", "seq 1 100000"))
                        .json()
                        .path("stdout_truncated")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void allAreAtWorkAtTheSameTime() {
        Object[] ids = Collections.nCopies(10, one).toArray();
        String allHere = "echo here >> /root/here; while [ $(wc -l < /root/here) -lt 10 ]; do sleep 0.05; done";

        List<JsonNode> results = results(client.post(PATH, body(allHere, Map.of("timeout_seconds", 30), ids)));

        assertThat(results)
                .hasSize(10)
                .allMatch(result -> result.path("exit_code").asInt() == 0);
    }

    @Test
    void aBadItemHarmsNoOther() {
        Customer other = Customer.with(server, "10.00");
        String others = other.create("theirs");
        other.client().awaitState(others, "running", PATIENCE);
        String stopped = owner.create("stopped");
        client.awaitState(stopped, "running", PATIENCE);
        client.post("/api/vps/" + stopped + "/stop");
        client.awaitState(stopped, "stopped", PATIENCE);

        List<JsonNode> results = results(
                client.post(PATH, body("echo here", Map.of(), SOME_ID, "nonsense", 17, null, others, stopped, one)));

        assertThat(results)
                .extracting(result -> result.path("code").asString())
                .containsExactly(
                        "not_found", "not_found", "invalid_request", "invalid_request", "not_found", "wrong_state", "");
        assertThat(results).extracting(result -> result.path("index").asInt()).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(results.subList(0, 6))
                .allSatisfy(
                        result -> assertThat(result.path("error").asString()).isNotBlank());
        assertThat(results.get(4).path("vps_id").asString()).isEqualTo(others);
        assertThat(results.getLast().path("stdout").asString()).isEqualTo("here\n");
    }

    @Test
    void inTheBackgroundEachMachineGetsAJobOfItsOwn() {
        List<JsonNode> results = results(client.post(
                PATH, body("hostname", Map.of("timeout_seconds", 20, "background", true), one, two, SOME_ID)));

        for (JsonNode result : results.subList(0, 2)) {
            assertThat(result.path("status").asString()).isEqualTo("pending");
            assertThat(result.path("timeout_seconds").asInt()).isEqualTo(20);
            String vps = result.path("vps_id").asString();
            Answer done = new JobStory(client, vps, PATIENCE)
                    .awaitStatus(result.path("job_id").asString(), "done");
            assertThat(done.text("stdout")).isEqualTo(vps.equals(one) ? "one\n" : "two\n");
        }
        assertThat(results.getLast().path("code").asString()).isEqualTo("not_found");
    }

    @Test
    void whatIsBlockedRunsNowhere() {
        List<JsonNode> results = results(client.post(PATH, body("sudo reboot", Map.of(), one, SOME_ID)));

        assertThat(results)
                .extracting(result -> result.path("code").asString())
                .containsExactly("blocked_command", "not_found");
    }

    @Test
    void aRequestThatMakesNoSenseIsRefusedAsAWhole() {
        assertRefused(client.post(PATH, Map.of("command", "true")), "missing_ids");
        assertRefused(client.post(PATH, body("true", Map.of())), "empty_batch");
        assertRefused(client.post(PATH, Map.of("ids", List.of(one))), "missing_command");
        assertRefused(client.post(PATH, body("true", Map.of("timeout_seconds", 0), one)), "invalid_timeout");
        int tooMany = SettingsRow.DEFAULTS.maxBatchSize() + 1;
        assertRefused(
                client.post(
                        PATH,
                        body("true", Map.of(), Collections.nCopies(tooMany, one).toArray())),
                "batch_too_large");
        assertRefused(client.send("POST", PATH, "{\"ids\":\"" + one + "\",\"command\":\"true\"}"), "invalid_request");
    }

    @Test
    void aRepeatedBatchRunsOnceInEachMachine() {
        Client keyed = client.with("Idempotency-Key", "batch-1");
        Map<String, Object> body = body("echo once >> /root/log", Map.of(), one, two);

        Answer first = keyed.post(PATH, body);
        Answer again = keyed.post(PATH, body);

        assertThat(results(first)).allMatch(result -> result.path("exit_code").asInt() == 0);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(results(client.post(PATH, body("cat /root/log", Map.of(), one, two))))
                .extracting(result -> result.path("stdout").asString())
                .containsExactly("once\n", "once\n");
    }
}
