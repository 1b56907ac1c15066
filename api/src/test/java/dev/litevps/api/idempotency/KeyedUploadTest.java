package dev.litevps.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An upload that is repeated with its {@code Idempotency-Key} is done once, however large it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyedUploadTest {

    private static final String REPLAYED = "Idempotent-Replayed";
    private static final int LIMIT = 3_000_000;

    private final Server server =
            Server.start("litevps.hypervisor=simulated", "litevps.files.max-upload=" + LIMIT + "B");
    private final Customer owner = Customer.with(server, "10.00");
    private final String vps = owner.create("web");
    private final String key = "key " + UUID.randomUUID();

    KeyedUploadTest() {
        owner.client().awaitState(vps, "running", Duration.ofSeconds(30));
    }

    @AfterAll
    void tearDown() {
        server.close();
    }

    private Answer put(String givenKey, String path, byte[] content) {
        return keyed(givenKey).putBytes(path(path), content);
    }

    private Client keyed(String givenKey) {
        return owner.client().with(IdempotencyFilter.HEADER, givenKey);
    }

    private String path(String path) {
        return "/api/vps/" + vps + "/files?path=" + path;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String run(String command) {
        return owner.client()
                .post("/api/vps/" + vps + "/exec", Map.of("command", command))
                .text("stdout");
    }

    @Test
    void theSameUploadIsAnsweredAgainAndNotDoneAgain() {
        byte[] large = new byte[LIMIT];
        large[LIMIT - 1] = 1;
        Answer first = put(key, "/root/once", large);
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        run("echo changed > /root/once");

        Answer second = put(key, "/root/once", large);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header(REPLAYED)).isEqualTo("true");
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(run("cat /root/once")).isEqualTo("changed\n");
    }

    @Test
    void anotherContentOrPathIsAnotherRequest() {
        String used = key + " other";
        assertThat(put(used, "/root/a", text("one")).status()).isEqualTo(201);

        Answer otherContent = put(used, "/root/a", text("two"));
        Answer otherPath = put(used, "/root/b", text("one"));
        Answer endless = keyed(used).putUnsized(path("/root/a"), new byte[LIMIT + 1]);

        assertThat(otherContent.status()).as(otherContent.text()).isEqualTo(422);
        assertThat(otherContent.text("code")).isEqualTo("idempotency_key_reused");
        assertThat(otherPath.status()).isEqualTo(422);
        assertThat(endless.status()).isEqualTo(413);
        assertThat(run("cat /root/a; ls /root/b 2>&1")).startsWith("one").contains("No such file");
    }

    @Test
    void whatWasRefusedUnreadIsRefusedAgain() {
        String used = key + " refused";
        Answer first = put(used, "relative", text("one"));
        assertThat(first.status()).isEqualTo(400);

        Answer second = put(used, "relative", text("two"));

        assertThat(second.status()).isEqualTo(400);
        assertThat(second.header(REPLAYED)).isEqualTo("true");
    }
}
