package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** User data from the request to the guest, and to its end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserDataTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SECRET = "correct-horse-battery";

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Customer ann = Customer.with(server, "20.00");
    private final Client client = ann.client();

    @AfterAll
    void tearDown() {
        server.close();
    }

    private Answer create(Map<String, Object> fields) {
        return client.post("/api/vps", fields);
    }

    private String awaitOutput(String vps, String command) {
        return Awaitility.await(command)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> client.post("/api/vps/" + vps + "/exec", Map.of("command", command))
                                .text("stdout"),
                        output -> !output.isBlank());
    }

    private long kept(String vps) {
        return server.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM user_data WHERE vps_id::text = ?")
                .param(vps)
                .query(Long.class)
                .single();
    }

    /** Whether the text is anywhere in the events, as it is or in base64. */
    private boolean isOnRecord(String text) {
        return server.bean(JdbcClient.class)
                .sql("""
                        SELECT EXISTS (SELECT 1 FROM domain_event_entry
                            WHERE position(? IN payload) > 0 OR position(? IN meta_data) > 0)""")
                .params(text.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8))
                .query(Boolean.class)
                .single();
    }

    @Test
    void cloudInitDoesWhatIsAsked() {
        new UserDataStory(client, PATIENCE).filesAreWrittenAndCommandsRunOnTheFirstBootOnly(ann.cheapestPlan());
    }

    @Test
    void aSecretIsKeptOutOfTheEventsAndErasedWithTheVps() {
        String vps = create(Map.of(
                        "name",
                        "secretive",
                        "plan_id",
                        ann.cheapestPlan(),
                        "user_data",
                        "#!/bin/sh\necho " + SECRET + " > /root/secret\n"))
                .text("id");
        client.awaitState(vps, "running", PATIENCE);
        assertThat(awaitOutput(vps, "cat /root/secret")).isEqualTo(SECRET + "\n");

        assertThat(isOnRecord(vps)).as("the VPS").isTrue();
        assertThat(isOnRecord("secretive")).as("what its owner calls it").isFalse();
        assertThat(isOnRecord(SECRET)).isFalse();
        assertThat(server.bean(JdbcClient.class)
                        .sql("SELECT ciphertext FROM user_data WHERE vps_id::text = ?")
                        .param(vps)
                        .query(String.class)
                        .single())
                .doesNotContain(SECRET);
        client.delete("/api/vps/" + vps);
        client.awaitGone(vps, PATIENCE);
        assertThat(kept(vps)).isZero();
    }

    @Test
    void aTemplateBringsUserDataThatARequestCanOverride() {
        String given = create(Map.of("name", "given", "template", "debian-12-user-data"))
                .text("id");
        String own = create(Map.of(
                        "name",
                        "own",
                        "template",
                        "debian-12-user-data",
                        "user_data",
                        "#!/bin/sh\necho own > /root/own\n"))
                .text("id");
        client.awaitState(given, "running", PATIENCE);
        client.awaitState(own, "running", PATIENCE);

        assertThat(awaitOutput(given, "cat /root/made-from-template")).contains("given");
        assertThat(awaitOutput(own, "cat /root/own; ls /root/made-from-template 2>/dev/null"))
                .isEqualTo("own\n");
        assertThat(client.get("/api/templates/debian-12-user-data").text("user_data"))
                .startsWith("#!/bin/sh\n");
    }

    @Test
    void whatIsNoUserDataIsRefusedAndCreatesNothing() {
        int before = client.get("/api/vps").json().size();
        for (String wrong : new String[] {"", "ls", "#cloud-config\n" + "x".repeat(16_384)}) {
            Answer refused = create(Map.of("name", "no", "plan_id", ann.cheapestPlan(), "user_data", wrong));
            assertThat(refused.status()).as(refused.text()).isEqualTo(400);
            assertThat(refused.text("code")).isEqualTo("invalid_value");
        }
        Answer batch = client.post(
                "/api/vps/batch",
                JsonMapper.shared()
                        .readTree(
                                "{\"vms\":[{\"name\":\"no\",\"template\":\"debian-12-small\",\"user_data\":\"ls\"}]}"));
        assertThat(batch.json().at("/results/0/code").asString()).isEqualTo("invalid_value");
        assertThat(client.get("/api/vps").json().size()).isEqualTo(before);
    }

    @Test
    void aRequestThatIsRepeatedUnderItsKeyKeepsTheSameUserData() {
        Client keyed = client.with("Idempotency-Key", "user-data-1");
        Map<String, Object> request = Map.of(
                "name", "once", "plan_id", ann.cheapestPlan(), "user_data", "#!/bin/sh\necho once >> /root/once\n");

        String vps = keyed.post("/api/vps", request).text("id");
        assertThat(keyed.post("/api/vps", request).text("id")).isEqualTo(vps);

        client.awaitState(vps, "running", PATIENCE);
        assertThat(awaitOutput(vps, "cat /root/once")).isEqualTo("once\n");
        assertThat(kept(vps)).isOne();
    }
}
